import { expect, test } from 'vitest';
import { readInput, toModels } from './chosenFiles.ts';

const file = (path: string, text = ''): File =>
  Object.defineProperty(new File([text], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });

test('[DZ1] several models at once become several uploads; a .gltf takes along what it names, from its own folder', async () => {
  const gltf = JSON.stringify({
    buffers: [{ uri: 'chair.bin' }, { uri: 'data:application/octet-stream;base64,AA' }],
    images: [{ uri: '../skins/red%20oak.png' }, { bufferView: 0 }],
  });
  const models = await toModels(
    readInput([
      file('shop/a/chair.gltf', gltf),
      file('shop/a/chair.bin'),
      file('shop/chair.bin'),
      file('shop/skins/red oak.png'),
      file('shop/lamp.GLB'),
      file('shop/all.zip'),
      file('shop/notes.txt'),
    ]),
  );
  expect(models.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
    ['chair', ['shop/a/chair.gltf', 'shop/a/chair.bin', 'shop/skins/red oak.png']],
    ['lamp', ['shop/lamp.GLB']],
    ['all', ['shop/all.zip']],
  ]);
});

test('[DZ1] a .gltf that can’t be read, or names what is not there, still goes up: the check says what to do', async () => {
  const lacking = JSON.stringify({ buffers: [{ uri: 'gone.bin' }, { uri: '%E0%A4%A' }] });
  const models = await toModels(readInput([file('x/a.gltf', '{'), file('x/b.gltf', lacking)]));
  expect(models.map(({ files }) => files.map(({ path }) => path))).toEqual([['x/a.gltf'], ['x/b.gltf']]);
  expect(await toModels(readInput([file('x/readme.txt')]))).toEqual([]);
});

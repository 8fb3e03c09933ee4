import type { Document, Texture } from '@gltf-transform/core';
import { EXTTextureAVIF, EXTTextureWebP, KHRTextureBasisu } from '@gltf-transform/extensions';
import { expect, test } from 'vitest';
import { BUDGETS, DEFAULT_OPTIONS } from '../../../shared/model/delivery.ts';
import { decodeTexture } from './decodeTexture.ts';
import { encodeKtx2 } from './ktx2.ts';
import { makeLevel } from './levels.ts';
import { decodeImage, type Pixels } from './pixels.ts';
import { ssimOf } from './quality.ts';
import { accessor, made, picture, square, texture, tiny, uploaded } from './testing/tiny.ts';

const only = (document: Document): Texture => document.getRoot().listTextures()[0]!;
const alike = (a: Pixels, b: Pixels) =>
  [0, 1, 2].reduce((sum, channel) => sum + ssimOf(a, b, channel), 0) / 3;

test('[OP14] pictures of every type are read, and look the same', async () => {
  const before = await decodeImage(await picture('png'));
  for (const type of ['png', 'jpeg', 'webp', 'avif'] as const) {
    const { document, material } = tiny();
    if (type === 'webp') document.createExtension(EXTTextureWebP);
    if (type === 'avif') document.createExtension(EXTTextureAVIF);
    const image = await picture(type);
    material.setBaseColorTexture(
      document.createTexture('waves').setMimeType(`image/${type}`).setImage(image),
    );
    expect(alike(before, await decodeTexture(only(await made(document)))), type).toBeGreaterThan(0.89);
  }
});

test('[OP14] a KTX2 texture is taken apart and packed anew', async () => {
  const { document, material } = tiny();
  document.createExtension(KHRTextureBasisu).setRequired(true);
  const before = await decodeImage(await picture('png'));
  const image = (await encodeKtx2(before, {
    form: 'true',
    srgb: true,
    normal: false,
  })) as Uint8Array<ArrayBuffer>;
  material.setBaseColorTexture(document.createTexture('waves').setMimeType('image/ktx2').setImage(image));
  const result = await made(document);
  expect(only(result).getMimeType()).not.toBe('image/ktx2');
  expect(alike(before, await decodeTexture(only(result)))).toBeGreaterThan(0.87);
});

test('[OP15] alpha that cuts shapes out is kept exactly; alpha that nothing reads is dropped', async () => {
  for (const mode of ['MASK', 'OPAQUE'] as const) {
    const { document, material } = tiny();
    material.setAlphaMode(mode).setBaseColorTexture(await texture(document, 'fading', 64, true));
    const before = await decodeImage(await picture('png', 64, true));
    const after = await decodeTexture(only(await made(document)));
    const alpha = ({ data }: Pixels) => data.filter((_, at) => at % 4 === 3);
    if (mode === 'MASK') expect(alpha(after)).toEqual(alpha(before));
    else expect(alpha(after).every((value) => value === 255)).toBe(true);
  }
});

test('[OP16] one colour becomes a factor; a slot of an extension keeps one pixel', async () => {
  const { document, material } = tiny();
  const grey = { r: 188, g: 188, b: 188 };
  const sharp = (await import('sharp')).default;
  const image = await sharp({ create: { width: 64, height: 64, channels: 3, background: grey } })
    .png()
    .toBuffer();
  const plain = () =>
    document.createTexture('grey').setMimeType('image/png').setImage(Uint8Array.from(image));
  material.setBaseColorTexture(plain()).setBaseColorFactor([1, 0.5, 1, 0.5]);
  const result = await made(document);
  expect(result.getRoot().listTextures()).toHaveLength(0);
  const [r, g, , a] = result.getRoot().listMaterials()[0]!.getBaseColorFactor();
  expect([r, g, a]).toEqual([expect.closeTo(0.503, 2), expect.closeTo(0.251, 2), 0.5]);
});

test('[OP17] a texture gets the pixels that its place deserves, and never more than it has', async () => {
  const { document, material, mesh, node } = tiny();
  // A large square with one picture, and a small one with its own.
  node.setScale([4, 4, 4]);
  const small = document.createMaterial('small').setBaseColorTexture(await texture(document, 'other', 256));
  small.setRoughnessFactor(0.2);
  material.setNormalTexture(await texture(document, 'waves', 128));
  const tile = square(document, small);
  const corners = Float32Array.of(0, 0, 0, 0.05, 0, 0, 0.05, 0.05, 0, 0, 0.05, 0);
  mesh.addPrimitive(tile.setAttribute('POSITION', accessor(document, 'VEC3', corners)));
  const { textures } = await makeLevel(await uploaded(document), 'hero', DEFAULT_OPTIONS);
  const sizes = Object.fromEntries(textures.map(({ name, outWidthPx }) => [name, outWidthPx]));
  expect(sizes.waves).toBe(128);
  expect(sizes.other).toBeLessThan(128);
});

test('[OP18] less loss keeps more, for a level and for a single texture', async () => {
  const { document, material } = tiny();
  material.setBaseColorTexture(await texture(document, 'waves', 256));
  const source = await uploaded(document);
  const bytes = async (hero: 'fine' | 'small', textures: Record<string, 'fine'> = {}) => {
    const options = { loss: { ...DEFAULT_OPTIONS.loss, hero }, textures };
    return (await makeLevel(source, 'hero', options)).textures[0]!;
  };
  const [small, fine] = [await bytes('small'), await bytes('fine')];
  expect(small.outBytes).toBeLessThan(fine.outBytes);
  expect((await bytes('small', { [small.key]: 'fine' })).outBytes).toBeGreaterThan(small.outBytes);
});

test('[OP19] textures shrink until a level keeps its bytes', async () => {
  const sharp = (await import('sharp')).default;
  const { document, material } = tiny();
  const noise = Buffer.from({ length: 512 * 512 * 3 }).map(
    (_, at) => (Math.imul(at + 1, 2654435761) >>> 24) & 255,
  );
  const image = await sharp(noise, { raw: { width: 512, height: 512, channels: 3 } })
    .png()
    .toBuffer();
  const noisy = (name: string) =>
    document
      .createTexture(name)
      .setMimeType('image/png')
      .setImage(Uint8Array.from([...image]));
  material.setBaseColorTexture(noisy('a'));
  const { glb } = await makeLevel(await uploaded(document), 'far', {
    ...DEFAULT_OPTIONS,
    loss: { ...DEFAULT_OPTIONS.loss, far: 'fine' },
  });
  expect(glb.byteLength).toBeLessThanOrEqual(BUDGETS.far.bytes);
});

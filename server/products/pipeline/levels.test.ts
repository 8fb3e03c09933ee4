import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '@gltf-transform/core';
import { expect, test } from 'vitest';
import { BUDGETS, DEFAULT_OPTIONS } from '../../../shared/model/delivery.ts';
import { factsOf } from './facts.ts';
import { openGltf } from './gltf.ts';
import { gpu } from './gpu.ts';
import { fileOf } from './levelFile.ts';
import { makeLevel } from './levels.ts';
import { packOriginal } from './original.ts';
import { readModel, readSource } from './read.ts';
import { accessor, made, picture, square, texture, tiny, uploaded } from './testing/tiny.ts';
import { assertValid } from './validated.ts';

/** A dented ball of so many rings. */
function ball(document: Document, rings: number) {
  const [corners, normals, indices]: number[][] = [[], [], []];
  for (let ring = 0; ring <= rings; ring++)
    for (let side = 0; side <= rings; side++) {
      const [a, b] = [(Math.PI * ring) / rings, (2 * Math.PI * side) / rings];
      const way = [Math.sin(a) * Math.cos(b), Math.cos(a), Math.sin(a) * Math.sin(b)];
      normals!.push(...way);
      corners!.push(...way.map((value) => value * (1 + 0.02 * Math.sin(9 * a) * Math.sin(7 * b))));
    }
  for (let ring = 0; ring < rings; ring++)
    for (let side = 0; side < rings; side++) {
      const at = ring * (rings + 1) + side;
      indices!.push(at, at + 1, at + rings + 1, at + 1, at + rings + 2, at + rings + 1);
    }
  const primitive = square(document, document.getRoot().listMaterials()[0]!);
  return primitive
    .setAttribute('TEXCOORD_0', null)
    .setAttribute('POSITION', accessor(document, 'VEC3', Float32Array.from(corners!)))
    .setAttribute('NORMAL', accessor(document, 'VEC3', Float32Array.from(normals!)))
    .setIndices(accessor(document, 'SCALAR', Uint16Array.from(indices!)));
}

test('[OP21] each level keeps its triangles, and a ball stays a ball', async () => {
  const { document, mesh, primitive } = tiny();
  mesh.removePrimitive(primitive).addPrimitive(ball(document, 160));
  for (const level of ['hero', 'room', 'far'] as const) {
    const { glb, missed } = await makeLevel(await uploaded(document), level, DEFAULT_OPTIONS);
    const { triangles } = await factsOf(glb);
    expect([level, missed]).toEqual([level, []]);
    expect(triangles).toBeLessThanOrEqual(BUDGETS[level].triangles * 1.02);
    expect(triangles).toBeGreaterThan(BUDGETS.far.triangles / 10);
  }
});

test('[OP22] what stands still and shares a material is one draw call below the hero, whose parts stay apart', async () => {
  const { document, scene, material } = tiny();
  for (const shift of [2, 4])
    scene.addChild(
      document
        .createNode(`part ${shift}`)
        .setExtras({ part: `p${shift}` })
        .setMesh(document.createMesh().addPrimitive(square(document, material, shift))),
    );
  const calls = async (level: 'hero' | 'room') =>
    (await factsOf((await makeLevel(await uploaded(document), level, DEFAULT_OPTIONS)).glb)).drawCalls;
  expect([await calls('hero'), await calls('room')]).toEqual([3, 1]);
});

test('[OP32] a level that misses its budget tells what was tried', async () => {
  const { document, mesh, material } = tiny();
  // Loose triangles all over the product: nothing of them can be left out unseen.
  const corners = Float32Array.from(
    { length: 60_000 * 3 },
    (_, at) => (Math.sin(at * 12.9898) * 43_758.5453) % 1,
  );
  const indices = Uint16Array.from({ length: 60_000 }, (_, at) => at);
  mesh.addPrimitive(
    document
      .createPrimitive()
      .setAttribute('POSITION', accessor(document, 'VEC3', corners))
      .setIndices(accessor(document, 'SCALAR', indices))
      .setMaterial(material),
  );
  const { missed } = await makeLevel(await uploaded(document), 'far', DEFAULT_OPTIONS);
  expect(missed).toEqual([
    { level: 'far', of: 'triangles', moved: 0.05 },
    { level: 'far', of: 'bytes', shrunk: 0 },
  ]);
});

test('[OP23] the hero joins only what lies within one part', async () => {
  const { document, mesh, material } = tiny();
  mesh.addPrimitive(square(document, material, 2));
  const [kept] = (await made(document)).getRoot().listMeshes();
  expect(kept!.listPrimitives()).toHaveLength(1);
});

test('[OP24] facts count what is drawn, and what textures take on the graphics card', async () => {
  const { document, material } = tiny();
  material.setBaseColorTexture(await texture(document, 'waves', 64));
  const { glb } = await makeLevel(await uploaded(document), 'hero', DEFAULT_OPTIONS);
  const mipmaps = [64, 32, 16, 8, 4, 2, 1].reduce((sum, side) => sum + side * side * 4, 0);
  expect(await factsOf(glb)).toEqual({
    bytes: glb.byteLength,
    triangles: 2,
    vertices: 4,
    drawCalls: 1,
    textures: 1,
    textureBytes: mipmaps,
  });
});

test('[OP25] files with KTX2 are valid, of at most their size, and take an eighth or a quarter of the memory', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-gpu-'));
  try {
    const { document, material } = tiny();
    material.setBaseColorTexture(await texture(document, 'waves', 64));
    material.setNormalTexture(await texture(document, 'bumps', 32));
    const source = await uploaded(document);
    for (const level of ['hero', 'room'] as const) {
      const { glb } = await makeLevel(source, level, DEFAULT_OPTIONS);
      await writeFile(join(folder, fileOf(level, 'web')), glb);
    }
    const told: string[] = [];
    const job = { kind: 'gpu' as const, source: folder, out: folder, options: DEFAULT_OPTIONS };
    const result = await gpu(job, (step, done, total) => told.push(`${step} ${done}/${total}`));
    if (result.outcome !== 'made') throw new Error(result.detail);
    expect(told.at(-1)).toBe('gpu 4/4');
    const [hero] = result.files;
    const mipmaps = (side: number) => Math.log2(side) + 1;
    const bytes = (side: number, perPixel: number): number =>
      Array.from({ length: mipmaps(side) }, (_, at) => Math.ceil((side >> at) ** 2 * perPixel)).reduce(
        (a, b) => a + b,
      );
    expect(hero).toMatchObject({ level: 'hero', packing: 'gpu', file: 'hero.gpu.glb', textures: 2 });
    expect(hero!.textureBytes).toBe(bytes(64, 0.5) + bytes(32, 1));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('[OP26] the original becomes one file, its bytes only moved', async () => {
  const { document, material } = tiny();
  material.setBaseColorTexture(await texture(document, 'waves'));
  document
    .createTexture('inside')
    .setMimeType('image/png')
    .setImage(await picture('png', 16));
  const io = await openGltf();
  const { json, resources } = await io.writeJSON(document, { basename: 'shoe' });
  const files = new Map(
    Object.entries(resources).map(([name, bytes]) => [`models/${name}`, bytes as Uint8Array]),
  );
  files.set('models/shoe.gltf', new TextEncoder().encode(JSON.stringify(json)));
  const glb = await packOriginal(readSource(files, 'models/shoe.gltf'));
  await assertValid(glb, 'original.glb');
  const again = await readModel(new Map([['original.glb', glb]]), 'original.glb');
  const image = again.getRoot().listTextures()[0]!.getImage()!;
  expect(Buffer.from(image).equals(await picture('png'))).toBe(true);
  expect(again.getRoot().listMeshes()[0]!.listPrimitives()[0]!.getIndices()!.getArray()).toEqual(
    Uint16Array.of(0, 1, 2, 0, 2, 3),
  );
});

test('[OP27] a file is looked for in the upload, and nowhere else', async () => {
  const model = (uri: string) =>
    new Map([
      [
        'a/m.gltf',
        new TextEncoder().encode(
          JSON.stringify({ asset: { version: '2.0' }, buffers: [{ uri, byteLength: 1 }] }),
        ),
      ],
    ]);
  await expect(readModel(model('gone.bin'), 'a/m.gltf')).rejects.toMatchObject({ stop: 'missing-file' });
  await expect(readModel(model('../../etc/passwd'), 'a/m.gltf')).rejects.toMatchObject({
    stop: 'outside-reference',
  });
  await expect(readModel(model('http://x/y.bin'), 'a/m.gltf')).rejects.toMatchObject({
    stop: 'missing-file',
  });
  await expect(readModel(new Map(), 'a/m.gltf')).rejects.toMatchObject({ stop: 'missing-file' });
});

test('[OP28] several buffers, and a scene with nothing in it, come out as one valid file', async () => {
  const { document, primitive } = tiny();
  primitive.getAttribute('NORMAL')!.setBuffer(document.createBuffer('second'));
  document.createScene('empty');
  const { json, resources } = await (await openGltf()).writeJSON(document, { basename: 'two' });
  const files = new Map(Object.entries(resources).map(([name, bytes]) => [name, bytes as Uint8Array]));
  for (const scene of json.scenes!)
    if (scene.nodes!.length === 0) delete (scene as { nodes?: number[] }).nodes;
  files.set('two.gltf', new TextEncoder().encode(JSON.stringify(json)));
  expect(json.buffers).toHaveLength(2);
  await assertValid(await packOriginal(readSource(files, 'two.gltf')), 'original.glb');
  const { glb } = await makeLevel(await readModel(files, 'two.gltf'), 'hero', DEFAULT_OPTIONS);
  await assertValid(glb, 'hero.glb');
});

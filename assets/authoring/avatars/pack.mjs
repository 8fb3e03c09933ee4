/** Gives a body its palette and writes a small GLB (meshopt). */
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TextureInfo } from '@gltf-transform/core';
import { dedup, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { io, validate } from '../products/assemble.mjs';
import { animate } from './animate.mjs';

const SIZE = 8;

/** An 8 x 8 PNG whose texel of each key has a colour; other texels are white. */
async function palette(keys, colourOf) {
  const pixels = Buffer.alloc(SIZE * SIZE * 3, 255);
  for (const [index, key] of keys.entries()) pixels.set(colourOf(key), index * 3);
  return new Uint8Array(
    await sharp(pixels, { raw: { width: SIZE, height: SIZE, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

/** Bytes of a hex colour. */
function bytes(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Move the normals that travelled in TEXCOORD_1 (octahedral, Blender's z up, v flipped) into NORMAL (y up). */
function restoreNormals(primitive) {
  const folded = primitive.getAttribute('TEXCOORD_1');
  const normal = primitive.getAttribute('NORMAL');
  for (let i = 0; i < normal.getCount(); i++) {
    const [u, v] = folded.getElement(i, []);
    let [x, y] = [u, 1 - v];
    const z = 1 - Math.abs(x) - Math.abs(y);
    if (z < 0) [x, y] = [(1 - Math.abs(y)) * (x < 0 ? -1 : 1), (1 - Math.abs(x)) * (y < 0 ? -1 : 1)];
    const length = Math.hypot(x, y, z);
    normal.setElement(i, [x / length, z / length, -y / length]);
  }
  primitive.setAttribute('TEXCOORD_1', null);
}

/** Writes a GLB with its turns kept to some bits (12 are 0.04 degrees) and a JSON without defaults. */
export async function write(document, target, bits) {
  const turns = (source, count, stride) => MeshoptEncoder.encodeFilterQuat(source, count, stride, bits);
  io.registerDependencies({ 'meshopt.encoder': { ...MeshoptEncoder, encodeFilterQuat: turns } });
  await io.write(target, document);
  io.registerDependencies({ 'meshopt.encoder': MeshoptEncoder });
  await slim(target);
}

/** Leaves out of a GLB's JSON what is the default anyway. */
async function slim(file) {
  const data = await readFile(file);
  const length = data.readUInt32LE(12);
  const json = JSON.parse(data.toString('utf8', 20, 20 + length));
  for (const { samplers } of json.animations ?? [])
    for (const sampler of samplers) delete sampler.interpolation;
  for (const accessor of json.accessors) if (!accessor.byteOffset) delete accessor.byteOffset;
  for (const node of json.nodes) {
    for (const key of ['translation', 'rotation', 'scale']) {
      if (node[key]) node[key] = node[key].map((value) => Number(value.toFixed(6)));
    }
  }
  const text = Buffer.from(JSON.stringify(json));
  const head = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const start = Buffer.from(data.subarray(0, 20));
  start.writeUInt32LE(data.length - length + head.length, 8);
  start.writeUInt32LE(head.length, 12);
  await writeFile(file, Buffer.concat([start, head, data.subarray(20 + length)]));
}

/** Dress, compress and write one body; returns its facts. */
export async function pack(body, { keys, rough }, work, target) {
  const document = await io.read(path.join(work, 'people', `${body.name}.glb`));
  const root = document.getRoot();
  const [material] = root.listMaterials();
  const colours = document
    .createTexture('palette')
    .setMimeType('image/png')
    .setImage(await palette(keys, (key) => bytes(body.colours[key])));
  const surface = document
    .createTexture('surface')
    .setMimeType('image/png')
    .setImage(await palette(keys, (key) => [255, Math.round(rough[key] * 255), 0]));
  material
    .setBaseColorTexture(colours)
    .setMetallicRoughnessTexture(surface)
    .setBaseColorFactor([1, 1, 1, 1])
    .setMetallicFactor(0)
    .setRoughnessFactor(1)
    .setDoubleSided(false);
  for (const info of [material.getBaseColorTextureInfo(), material.getMetallicRoughnessTextureInfo()]) {
    info.setMagFilter(TextureInfo.MagFilter.NEAREST).setMinFilter(TextureInfo.MinFilter.NEAREST);
  }
  root.getAsset().generator = 'Vitrine';
  root
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives())
    .forEach(restoreNormals);
  const [rig] = root.listScenes()[0].listChildren();
  rig.setScale([1, 1, 1].map(() => body.height / body.drawnHeight));
  const { clips, walkSpeed, runSpeed } = animate(document, path.join(work, 'clips', `${body.name}.json`));
  rig.setExtras({ vitrine: { palette: keys, walkSpeed, runSpeed, height: body.height } });
  await document.transform(
    dedup(),
    weld(),
    prune(),
    meshopt({
      encoder: MeshoptEncoder,
      level: 'high',
      quantizePosition: 13,
      quantizeNormal: 8,
      quantizeTexcoord: 8,
      quantizeColor: 8,
      quantizeWeight: 8,
    }),
  );
  await write(document, target, 12);
  const errors = await validate(target);
  if (errors.length) throw new Error(`${target}: ${JSON.stringify(errors.slice(0, 3))}`);
  const primitives = root.listMeshes().flatMap((mesh) => mesh.listPrimitives());
  return {
    bytes: (await stat(target)).size,
    draws: primitives.length,
    bones: root.listSkins()[0].listJoints().length,
    triangles: primitives.reduce((sum, p) => sum + p.getIndices().getCount() / 3, 0),
    walkSpeed,
    runSpeed,
    clips,
  };
}

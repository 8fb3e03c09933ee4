/** Gives a body its palette and writes a small GLB (meshopt). */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { TextureInfo } from '@gltf-transform/core';
import { dedup, meshopt, prune, resample, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { io, validate } from '../products/assemble.mjs';

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
  rig.setExtras({ vitrine: { palette: keys, walkSpeed: body.walkSpeed, height: body.height } });
  await document.transform(
    dedup(),
    weld(),
    resample({ tolerance: 2e-4 }),
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
  await io.write(target, document);
  const errors = await validate(target);
  if (errors.length) throw new Error(`${target}: ${JSON.stringify(errors.slice(0, 3))}`);
  const primitives = root.listMeshes().flatMap((mesh) => mesh.listPrimitives());
  return {
    bytes: (await stat(target)).size,
    draws: primitives.length,
    bones: root.listSkins()[0].listJoints().length,
    triangles: primitives.reduce((sum, p) => sum + p.getIndices().getCount() / 3, 0),
    clips: root.listAnimations().map((clip) => clip.getName()),
  };
}

/** The room for the lowest tier: less furniture, thinner foliage, small pictures, no normal or ORM textures. */
import { dequantize, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { io } from '../products/assemble.mjs';
import { partsOf, thin } from './parts.mjs';
import { close, open, reduce } from './simplify.mjs';

const FEWEST = 4; // triangles below which a part is not simplified

/** Reads the swatch colour, as hex, at texture coordinates. */
async function swatches(texture) {
  const { data, info } = await sharp(texture.getImage()).raw().toBuffer({ resolveWithObject: true });
  return ([u, v]) => {
    const at = (Math.floor(v * info.height) * info.width + Math.floor(u * info.width)) * info.channels;
    return data.subarray(at, at + 3).toString('hex');
  };
}

/** Simplifies each part of a primitive to its share: of many things that are alike none loses more than another. */
function lightenEach(primitive, room, share) {
  const mesh = open(primitive, room.WEIGHTS);
  const parts = partsOf(mesh).map(({ indices }) => {
    const triangles = Math.max(FEWEST, Math.round((indices.length / 3) * share));
    return reduce(mesh, indices, triangles, { flags: ['Sparse'] });
  });
  close(mesh, Uint32Array.from(parts.flatMap((indices) => [...indices])));
}

/** Keeps only the triangles that look to where they are seen from; `seen` tells it of a normal and an area. */
function dropUnseen(primitive, seen) {
  const mesh = open(primitive, {});
  const at = (vertex) => mesh.positions.subarray(vertex * 3, vertex * 3 + 3);
  const kept = [];
  for (let i = 0; i < mesh.indices.length; i += 3) {
    const [a, b, c] = [...mesh.indices.subarray(i, i + 3)].map(at);
    const [u, v] = [b, c].map((point) => [0, 1, 2].map((axis) => point[axis] - a[axis]));
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const length = Math.hypot(...normal) || 1;
    if (
      seen(
        normal.map((part) => part / length),
        length / 2,
      )
    )
      kept.push(...mesh.indices.subarray(i, i + 3));
  }
  close(mesh, Uint32Array.from(kept));
}

/** Simplifies one primitive of the furniture. */
async function lighten(primitive, room) {
  const { SOLIDS, FOLIAGE, LEAF, PLAIN, WEIGHTS } = room;
  const material = primitive.getMaterial();
  const seen = room.SEEN?.[material.getName()];
  if (seen) return dropUnseen(primitive, seen);
  const share = room.EACH?.[material.getName()];
  if (share) return lightenEach(primitive, room, share);
  const mesh = open(primitive, WEIGHTS);
  const solid = [];
  const plain = [];
  const result = [];
  const foliate = material.getName() === 'paletteVertex' && Object.keys(FOLIAGE).length > 0;
  if (foliate) {
    const colourAt = await swatches(material.getBaseColorTexture());
    const uv = primitive.getAttribute('TEXCOORD_0');
    const leaves = new Map(Object.keys(FOLIAGE).map((colour) => [colour, []]));
    for (const part of partsOf(mesh)) {
      const foliage = part.size < LEAF && leaves.get(colourAt(uv.getElement(part.indices[0], [])));
      if (foliage) foliage.push(part);
      else (part.size >= LEAF && part.indices.length <= PLAIN * 3 ? plain : solid).push(part.indices);
    }
    for (const [colour, parts] of leaves) result.push(...thin(mesh, parts, FOLIAGE[colour]));
  } else solid.push(mesh.indices);
  const rest = Uint32Array.from(solid.flatMap((indices) => [...indices]));
  const flags = foliate ? ['Prune'] : []; // pruning may take twigs and crumbs, not the legs of chairs
  result.push(...reduce(mesh, rest, SOLIDS[material.getName()] ?? rest.length, { flags }));
  close(mesh, Uint32Array.from([...result, ...plain.flatMap((indices) => [...indices])]));
}

/** Base colour pictures of at most 512 pixels; the palette stays lossless. */
async function shrinkPictures(document) {
  for (const texture of document.getRoot().listTextures()) {
    if (texture.getName().startsWith('palette')) continue;
    const picture = sharp(texture.getImage()).resize({
      width: 512,
      height: 512,
      fit: 'inside',
      withoutEnlargement: true,
    });
    texture.setImage(new Uint8Array(await picture.webp({ effort: 6, quality: 68 }).toBuffer()));
  }
}

/** Writes the low room; `room` is its data in `rooms/`. */
export async function lowRoom(room, source, target) {
  const document = await io.read(source);
  await document.transform(dequantize());
  for (const material of document.getRoot().listMaterials()) {
    material.setNormalTexture(null).setOcclusionTexture(null).setMetallicRoughnessTexture(null);
    const roughness = room.ROUGHNESS[material.getName()];
    if (roughness) material.setRoughnessFactor(roughness).setMetallicFactor(0);
  }
  const furniture = document
    .getRoot()
    .listMeshes()
    .find((mesh) => mesh.getName() === 'furniture');
  for (const primitive of furniture.listPrimitives()) await lighten(primitive, room);
  await document.transform(prune({ keepAttributes: true }), weld());
  await shrinkPictures(document);
  const quantised = { quantizePosition: 14, quantizeNormal: 10, quantizeTexcoord: 14, quantizeColor: 8 };
  await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', ...quantised }));
  await io.write(target, document);
}

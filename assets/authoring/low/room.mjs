/** The room for the lowest tier: less furniture, thinner foliage, small pictures, no normal or ORM textures. */
import { dequantize, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { io } from '../products/assemble.mjs';
import { partsOf, thin } from './parts.mjs';
import { close, open, reduce } from './simplify.mjs';

/** Triangles of each solid material; the plants' share is in FOLIAGE. */
const SOLIDS = { boucleVertex: 3600, paletteVertex: 7000, timberVertex: 1400, lanternVertex: 700 };

/** Foliage by the colour of its swatch: keep one part in `every`, `grow` times as large. */
const FOLIAGE = {
  '465f3b': { every: 1.3, grow: 1.15, triangles: 2 },
  '6a7c52': { every: 1.35, grow: 1.2, triangles: 2 },
  '6f614d': { every: 1.25, grow: 1.05, triangles: 4 },
};
/** In a mesh 16 m wide, a turned normal or a light gone dark may cost no more than some centimetres of shape. */
const WEIGHTS = { NORMAL: 0.008, COLOR_0: 0.05, TEXCOORD_0: 0.01 };
const LEAF = 0.09; // parts larger than this share of the furniture are pots and stems, not leaves
const PLAIN = 260; // such a part of no more triangles stays as it is: a pot with fewer has no round rim

/** Roughness that gives the cheap shader the sheen it gave the room's ORM pictures. */
const ROUGHNESS = { oak: 0.4, paletteVertex: 0.8 };

/** Reads the swatch colour, as hex, at texture coordinates. */
async function swatches(texture) {
  const { data, info } = await sharp(texture.getImage()).raw().toBuffer({ resolveWithObject: true });
  return ([u, v]) => {
    const at = (Math.floor(v * info.height) * info.width + Math.floor(u * info.width)) * info.channels;
    return data.subarray(at, at + 3).toString('hex');
  };
}

/** Simplifies one primitive of the furniture. */
async function lighten(primitive) {
  const material = primitive.getMaterial();
  const mesh = open(primitive, WEIGHTS);
  const solid = [];
  const plain = [];
  const result = [];
  const foliate = material.getName() === 'paletteVertex';
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
  result.push(...reduce(mesh, rest, SOLIDS[material.getName()], { flags }));
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

/** Writes the low room. */
export async function lowRoom(source, target) {
  const document = await io.read(source);
  await document.transform(dequantize());
  for (const material of document.getRoot().listMaterials()) {
    material.setNormalTexture(null).setOcclusionTexture(null).setMetallicRoughnessTexture(null);
    const roughness = ROUGHNESS[material.getName()];
    if (roughness) material.setRoughnessFactor(roughness).setMetallicFactor(0);
  }
  const furniture = document
    .getRoot()
    .listMeshes()
    .find((mesh) => mesh.getName() === 'furniture');
  for (const primitive of furniture.listPrimitives()) await lighten(primitive);
  await document.transform(prune({ keepAttributes: true }), weld());
  await shrinkPictures(document);
  const quantised = { quantizePosition: 14, quantizeNormal: 10, quantizeTexcoord: 14, quantizeColor: 8 };
  await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', ...quantised }));
  await io.write(target, document);
}

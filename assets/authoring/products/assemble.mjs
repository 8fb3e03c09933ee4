/** Gives raw meshes their materials and textures and writes small GLBs (meshopt, quantised, WebP). */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { NodeIO } from '@gltf-transform/core';
import {
  ALL_EXTENSIONS,
  EXTTextureWebP,
  KHRMaterialsClearcoat,
  KHRTextureTransform,
} from '@gltf-transform/extensions';
import { dedup, meshopt, prune, weld } from '@gltf-transform/functions';
import validator from 'gltf-validator';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';

await MeshoptEncoder.ready;
await MeshoptDecoder.ready;

/** Reads and writes GLBs with every extension we use. */
export const io = new NodeIO()
  .registerExtensions(ALL_EXTENSIONS)
  .registerDependencies({ 'meshopt.encoder': MeshoptEncoder, 'meshopt.decoder': MeshoptDecoder });

const QUALITY = { base: 78, normal: 72, orm: 60, emissive: 80 };

/** Linear RGB of a hex colour. */
export function linear(hex) {
  return [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
}

/** One WebP texture of a surface. */
async function texture(document, folder, surface, kind, size) {
  const name = `${surface}-${kind}`;
  const existing = document
    .getRoot()
    .listTextures()
    .find((t) => t.getName() === `${name}-${size}`);
  if (existing) return existing;
  const image = await sharp(path.join(folder, `${name}.png`))
    .resize(size, size, { kernel: 'lanczos3' })
    .webp({ quality: QUALITY[kind], effort: 6, smartSubsample: true })
    .toBuffer();
  return document.createTexture(`${name}-${size}`).setImage(new Uint8Array(image)).setMimeType('image/webp');
}

/** Dress one material by its recipe. */
async function dress(document, material, recipe, folder) {
  const [r, g, b] = linear(recipe.colour);
  material
    .setBaseColorFactor([r, g, b, recipe.alpha ?? 1])
    .setMetallicFactor(recipe.metallic ?? 0)
    .setRoughnessFactor(recipe.roughness ?? 1)
    .setDoubleSided(recipe.doubleSided ?? false)
    .setAlphaMode(recipe.alpha ? 'BLEND' : 'OPAQUE');
  const maps = recipe.maps ?? {};
  const get = (kind) => texture(document, folder, recipe.surface, kind, maps[kind]);
  if (maps.base) material.setBaseColorTexture(await get('base'));
  if (maps.normal) material.setNormalTexture(await get('normal')).setNormalScale(recipe.normalScale ?? 1);
  if (maps.orm) {
    const packed = await get('orm');
    material.setMetallicRoughnessTexture(packed).setOcclusionTexture(packed);
  }
  if (maps.emissive) material.setEmissiveTexture(await get('emissive'));
  if (recipe.emissive)
    material.setEmissiveFactor(linear(recipe.emissive).map((c) => c * recipe.emissiveStrength));
  if (recipe.clearcoat) {
    const coat = document.createExtension(KHRMaterialsClearcoat).createClearcoat();
    coat.setClearcoatFactor(recipe.clearcoat[0]).setClearcoatRoughnessFactor(recipe.clearcoat[1]);
    material.setExtension('KHR_materials_clearcoat', coat);
  }
}

/** Drop UVs that no texture reads. */
function dropUnusedUvs(document) {
  for (const mesh of document.getRoot().listMeshes()) {
    for (const primitive of mesh.listPrimitives()) {
      const material = primitive.getMaterial();
      const textured =
        material.getBaseColorTexture() ??
        material.getNormalTexture() ??
        material.getMetallicRoughnessTexture() ??
        material.getEmissiveTexture();
      if (!textured) primitive.setAttribute('TEXCOORD_0', null);
      for (const name of ['TEXCOORD_1', 'COLOR_1']) primitive.setAttribute(name, null);
    }
  }
}

/** Bring UVs into 0..1, so that they quantise, and undo that by KHR_texture_transform. */
function normaliseUvs(document) {
  const transforms = document.createExtension(KHRTextureTransform).setRequired(true);
  for (const primitive of document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives())) {
    const uv = primitive.getAttribute('TEXCOORD_0');
    if (!uv) continue;
    const low = uv.getMin([]).map(Math.floor);
    const size = Math.max(...uv.getMax([]).map((high, i) => Math.ceil(high - low[i])));
    uv.setArray(uv.getArray().map((value, i) => (value - low[i % 2]) / size));
    const material = primitive.getMaterial();
    for (const info of [
      material.getBaseColorTextureInfo(),
      material.getNormalTextureInfo(),
      material.getMetallicRoughnessTextureInfo(),
      material.getOcclusionTextureInfo(),
      material.getEmissiveTextureInfo(),
    ]) {
      info?.setExtension('KHR_texture_transform', transforms.createTransform().setScale([size, size]));
    }
  }
}

/** Errors of the Khronos validator on the decoded file (it cannot read meshopt itself). */
export async function validate(file) {
  const document = await io.read(file);
  for (const extension of document.getRoot().listExtensionsUsed()) {
    if (extension.extensionName === 'EXT_meshopt_compression') extension.dispose();
  }
  const report = await validator.validateBytes(await io.writeBinary(document));
  return report.issues.messages.filter((message) => message.severity === 0);
}

/** Assemble one product; returns its bytes, triangles and draw calls. */
export async function assemble(recipe, materials, work, target) {
  const document = await io.read(path.join(work, 'raw', `${recipe.slug}.glb`));
  const root = document.getRoot();
  document.createExtension(EXTTextureWebP).setRequired(true);
  for (const material of root.listMaterials()) {
    await dress(document, material, materials[material.getName()], path.join(work, 'textures'));
  }
  for (const node of root.listNodes()) node.setName(recipe.slug);
  root.getAsset().generator = 'Vitrine';
  dropUnusedUvs(document);
  normaliseUvs(document);
  await document.transform(
    dedup(),
    weld(),
    prune({ keepAttributes: true }),
    meshopt({
      encoder: MeshoptEncoder,
      level: 'high',
      quantizePosition: 14,
      quantizeNormal: 10,
      quantizeTexcoord: 14,
      quantizeColor: 8,
    }),
  );
  await io.write(target, document);
  const errors = await validate(target);
  if (errors.length) throw new Error(`${target}: ${JSON.stringify(errors.slice(0, 3))}`);
  const primitives = root.listMeshes().flatMap((mesh) => mesh.listPrimitives());
  return {
    bytes: (await stat(target)).size,
    draws: primitives.length,
    triangles: primitives.reduce((sum, p) => sum + p.getIndices().getCount() / 3, 0),
  };
}

/** Read a JSON file. */
export async function readJson(file) {
  return JSON.parse(await readFile(file, 'utf8'));
}

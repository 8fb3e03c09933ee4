// Turns the raw GLB of Blender into the delivered one: node optimise.mjs RAW.glb OUT.glb
import { statSync } from 'node:fs';
import { NodeIO, TextureInfo } from '@gltf-transform/core';
import { ALL_EXTENSIONS, EXTTextureWebP } from '@gltf-transform/extensions';
import { dedup, flatten, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptDecoder, MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';

/** Edge length in pixels and WebP quality of each texture; the rest keeps its size at quality 82. */
const TEXTURES = [
  { pattern: /^palette/, resize: [128, 64], lossless: true },
  { pattern: /^(oak|lime)$/, resize: [1024, 1024], quality: 80 },
  { pattern: /^(oak_n|oak_orm)$/, resize: [1024, 1024], quality: 72 },
  { pattern: /^(lime_n|boucle|boucle_n|rug)$/, resize: [512, 512], quality: 74 },
  { pattern: /^(grain|terrazzo|paving|slat|slat_n)$/, resize: [512, 512], quality: 78 },
  { pattern: /^pictures$/, resize: [768, 512], quality: 80 },
];

/** Compresses geometry and textures; keeps material names, which decide how a mesh is lit. */
export async function optimise(source, target, level = 'medium') {
  await Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready]);
  const io = new NodeIO().registerExtensions(ALL_EXTENSIONS).registerDependencies({
    'meshopt.encoder': MeshoptEncoder,
    'meshopt.decoder': MeshoptDecoder,
  });
  const document = await io.read(source);
  for (const material of document.getRoot().listMaterials()) {
    material.setDoubleSided(/Vertex$/.test(material.getName()));
    if (!material.getName().startsWith('palette')) continue;
    for (const info of [material.getBaseColorTextureInfo(), material.getMetallicRoughnessTextureInfo()]) {
      info.setMagFilter(TextureInfo.MagFilter.NEAREST).setMinFilter(TextureInfo.MinFilter.NEAREST); // swatches must not mix
    }
  }
  await document.transform(
    dedup({ propertyTypes: ['Accessor', 'Texture'] }),
    flatten(),
    prune({ keepAttributes: true }),
    weld(),
  );
  await compressTextures(document);
  await document.transform(
    meshopt({
      encoder: MeshoptEncoder,
      level,
      quantizePosition: 14,
      quantizeNormal: 10,
      quantizeTexcoord: 14,
      quantizeColor: 8,
    }),
  );
  await io.write(target, document);
  report(document, target);
}

/** Encodes every texture as WebP after the table above. */
async function compressTextures(document) {
  document.createExtension(EXTTextureWebP).setRequired(true);
  for (const texture of document.getRoot().listTextures()) {
    const { pattern, resize, ...options } = TEXTURES.find((entry) =>
      entry.pattern.test(texture.getName()),
    ) ?? { quality: 82 };
    let picture = sharp(texture.getImage());
    if (resize)
      picture = picture.resize({
        width: resize[0],
        height: resize[1],
        fit: 'fill',
        kernel: pattern.test('palette') ? 'nearest' : 'lanczos3',
      });
    texture
      .setImage(new Uint8Array(await picture.webp({ effort: 6, ...options }).toBuffer()))
      .setMimeType('image/webp');
  }
}

/** Prints the primitives, textures and size of the result. */
function report(document, target) {
  let triangles = 0;
  for (const mesh of document.getRoot().listMeshes()) {
    for (const primitive of mesh.listPrimitives()) {
      const count = (primitive.getIndices()?.getCount() ?? 0) / 3;
      triangles += count;
      console.log(' ', primitive.getMaterial()?.getName(), count, primitive.listSemantics().join(' '));
    }
  }
  for (const texture of document.getRoot().listTextures()) {
    console.log('  texture', texture.getName(), texture.getMimeType(), texture.getImage().byteLength);
  }
  console.log(target, statSync(target).size, 'bytes', triangles, 'triangles');
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith('optimise.mjs')) {
  await optimise(process.argv[2], process.argv[3]);
}

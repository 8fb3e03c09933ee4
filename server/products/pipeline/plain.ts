import { type Document, PropertyType, type Texture } from '@gltf-transform/core';
import type { Visibility } from '@gltf-transform/extensions';
import { dequantize, prune, uninstance } from '@gltf-transform/functions';
import { isPointer } from './animationPointer.ts';
import { decodeTexture } from './decodeTexture.ts';
import { asSharp, isOpaque, resized } from './pixels.ts';
import { plainUvs } from './plainUvs.ts';
import { usesOf } from './textureUse.ts';

/** What a reader of plain glTF does not know, and what no longer stands in a file once all of it is undone. */
const UNDONE = [
  'EXT_meshopt_compression',
  'KHR_meshopt_compression',
  'KHR_mesh_quantization',
  'KHR_texture_transform',
  'EXT_mesh_gpu_instancing',
  'KHR_node_visibility',
  'KHR_animation_pointer',
  'EXT_texture_webp',
  'EXT_texture_avif',
  'KHR_texture_basisu',
];
/** Pixels a side that a picture has at most, and how well it is kept. */
const MOST_PX = 2048;
const QUALITY = 90;

/**
 * Undoes whatever a file asks of its reader beyond glTF 2.0, but for its pictures: numbers become floats, transforms of
 * pictures become coordinates, instances become nodes. Variants stay; what can't be said plainly (a hidden part, an
 * animation of a material) stays as it is at rest.
 */
export async function plainShapes(document: Document): Promise<void> {
  for (const animation of document.getRoot().listAnimations()) {
    for (const channel of animation.listChannels()) if (isPointer(channel)) channel.dispose();
    if (animation.listChannels().length === 0) animation.dispose();
  }
  hideParts(document);
  await document.transform(uninstance(), dequantize());
  plainUvs(document);
  await document.transform(
    prune({
      propertyTypes: [PropertyType.ACCESSOR, PropertyType.MATERIAL, PropertyType.TEXTURE],
      keepLeaves: true,
      keepAttributes: true,
      keepIndices: true,
      keepExtras: true,
      keepSolidTextures: true,
    }),
  );
}

/** What a file hides is not shown by a reader that does not know how to hide. */
function hideParts(document: Document): void {
  for (const node of document.getRoot().listNodes())
    if (node.getExtension<Visibility>('KHR_node_visibility')?.getVisible() === false)
      node.traverse((hidden) => hidden.setMesh(null));
}

/** Makes each picture a JPEG, or a PNG where something shows through, of a bounded size; then nothing is asked of a reader. */
export async function plainPictures(document: Document): Promise<void> {
  const uses = usesOf(document);
  for (const texture of document.getRoot().listTextures())
    if (texture.getImage()) await plainPicture(texture, uses.get(texture)!.channels[3]);
  for (const extension of document.getRoot().listExtensionsUsed())
    if (UNDONE.includes(extension.extensionName)) extension.dispose();
    else extension.setRequired(false);
}

async function plainPicture(texture: Texture, readsAlpha: boolean): Promise<void> {
  const pixels = await decodeTexture(texture);
  const factor = Math.min(1, MOST_PX / Math.max(pixels.width, pixels.height));
  const side = (length: number): number => Math.max(1, Math.round(length * factor));
  const sized = await resized(pixels, side(pixels.width), side(pixels.height));
  const clear = readsAlpha && !isOpaque(sized);
  const image = clear
    ? await asSharp(sized).png({ compressionLevel: 9 }).toBuffer()
    : await asSharp(sized).removeAlpha().jpeg({ quality: QUALITY, chromaSubsampling: '4:4:4' }).toBuffer();
  texture
    .setImage(Uint8Array.from(image))
    .setMimeType(clear ? 'image/png' : 'image/jpeg')
    .setURI('');
}

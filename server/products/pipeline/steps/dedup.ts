import { type Document, PropertyType } from '@gltf-transform/core';
import { dedup as dedupAll } from '@gltf-transform/functions';

/**
 * Keeps one of what is there several times: vertex data, keyframes, pictures, skins; materials only where their names are
 * the same too, as a designer tells variants by them.
 *
 * Not meshes: two that share all of their data may still differ in the variants that they show, or in what a pointer moves.
 * Loses nothing.
 */
export async function dedup(document: Document): Promise<void> {
  await document.transform(
    dedupAll({ propertyTypes: [PropertyType.ACCESSOR, PropertyType.TEXTURE, PropertyType.SKIN] }),
    dedupAll({ propertyTypes: [PropertyType.MATERIAL], keepUniqueNames: true }),
  );
}

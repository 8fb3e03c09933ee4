import type { Document } from '@gltf-transform/core';
import { Packing } from '../packing.ts';

/**
 * Has geometry and keyframes packed when the file is written (EXT_meshopt_compression: what the loader of the pages reads).
 * Normals and tangents become octahedral with 8 bits, rotations keep 16, moves and scales 12 bits of their size.
 *
 * Not for what KHR_animation_pointer moves: its keyframes are written as they are.
 */
export function compress(document: Document): void {
  if (document.getRoot().listAccessors().length === 0) return;
  document
    .createExtension(Packing)
    .setRequired(true)
    .setEncoderOptions({ method: Packing.EncoderMethod.FILTER });
}

import type { AnimationSampler, Document } from '@gltf-transform/core';
import { resample as resampleAll } from '@gltf-transform/functions';

/** How far a value may lie from the line between its neighbours and still be left out. */
const TOLERANCE = 1e-4;

/**
 * Takes out keyframes that lie on the way between their neighbours.
 *
 * Samplers of KHR_animation_pointer are hidden from it: whether they turn on an arc (rotations) or on a line, only what
 * they point to tells. Splines keep all of their keyframes. Loses nothing that can be seen.
 */
export async function resample(document: Document): Promise<void> {
  const hidden = new Map<AnimationSampler, 'LINEAR' | 'STEP' | 'CUBICSPLINE'>();
  for (const animation of document.getRoot().listAnimations())
    for (const channel of animation.listChannels()) {
      const sampler = channel.getSampler();
      if (sampler && !channel.getTargetNode()) hidden.set(sampler, sampler.getInterpolation());
    }
  for (const sampler of hidden.keys()) sampler.setInterpolation('CUBICSPLINE');
  await document.transform(resampleAll({ tolerance: TOLERANCE }));
  for (const [sampler, interpolation] of hidden) sampler.setInterpolation(interpolation);
}

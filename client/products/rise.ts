import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { World } from '../world/world.ts';

/** Metres by which what the host holds up rises from its stand, and how fast: share a second, exponential. */
const RISE_METRES = 0.07;
const EASE = 4;

/** A product that may rise: its node, its height at rest, and how it is part of what stands still. */
export type Risen = { node: TransformNode; still(): () => void };

/** Moves a product up from its stand or back onto it; while it moves it is drawn anew in each frame, then it stands still again. Answers how to end it early: as it is then. */
export function rise(
  world: World,
  { node, still }: Risen,
  foot: number,
  up: boolean,
  unstill: () => void,
  settled: (unstill: () => void) => void,
): () => void {
  const goal = foot + (up ? RISE_METRES : 0);
  const meshes = node.getChildMeshes();
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  unstill();
  for (const mesh of meshes) mesh.unfreezeWorldMatrix();
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    undo();
  };
  const undo = world.onFrame((seconds) => {
    const { position } = node;
    position.y = reduced ? goal : position.y + (goal - position.y) * (1 - Math.exp(-EASE * seconds));
    if (Math.abs(goal - position.y) > 0.001) return;
    position.y = goal;
    node.computeWorldMatrix(true);
    for (const mesh of meshes) mesh.freezeWorldMatrix();
    end();
    settled(still());
  });
  return end;
}

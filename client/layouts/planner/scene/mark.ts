import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import type { Scene } from '@babylonjs/core/scene';
import type { Piece } from '../../plan.ts';
import { openFaces, type Vec } from './faces.ts';

/** Metres of the line around a chosen piece, and of the air between. */
const LINE = 0.018;
const AIR = 0.04;

/** The line around a chosen piece: around its foot on the floor or under the ceiling, around its back on a wall. */
export function buildMark({ size, scale, mount }: Piece, scene: Scene): Mesh {
  const faces = openFaces();
  const w = (size[0] * scale) / 2 + AIR;
  const h = ((mount === 'wall' ? size[1] : size[2]) * scale) / 2 + AIR;
  const at = (u: number, v: number): Vec => {
    if (mount === 'wall') return [u, v, 0.006];
    return [u, mount === 'ceiling' ? -0.006 : 0.008, v];
  };
  const strip = (u0: number, v0: number, u1: number, v1: number): void =>
    faces.quad([at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)]);
  strip(-w, -h, w, -h + LINE);
  strip(-w, h - LINE, w, h);
  strip(-w, -h, -w + LINE, h);
  strip(w - LINE, -h, w, h);
  // What shows its front: a short line before it.
  if (mount === 'floor') strip(-0.09, h + 0.03, 0.09, h + 0.03 + LINE);
  return faces.mesh('mark', scene);
}

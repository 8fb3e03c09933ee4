import type { Placement } from '../../shared/model/layout.ts';
import { boxOf } from './footprint.ts';
import type { Piece } from './plan.ts';

/** Where one looks or points: from a point along a unit vector, metres. */
export type Sight = { x: number; y: number; z: number; dx: number; dy: number; dz: number };

/** The piece that a sight meets first, and how far away. */
export function pieceUnder(
  pieces: readonly Piece[],
  sight: Sight,
): { piece: Piece; metres: number } | undefined {
  let best: { piece: Piece; metres: number } | undefined;
  for (const piece of pieces) {
    const metres = metresTo(piece, sight);
    if (metres !== undefined && metres < (best?.metres ?? Infinity)) best = { piece, metres };
  }
  return best;
}

/** How far away a sight enters the box of a piece; undefined where it passes. */
function metresTo(piece: Piece, sight: Sight): number | undefined {
  const { x, y, z, yaw, half } = boxOf(piece, piece.size);
  const sin = Math.sin(yaw);
  const cos = Math.cos(yaw);
  const px = sight.x - x;
  const pz = sight.z - z;
  const from = [px * cos - pz * sin, sight.y - y, px * sin + pz * cos];
  const along = [sight.dx * cos - sight.dz * sin, sight.dy, sight.dx * sin + sight.dz * cos];
  let enter = 0;
  let leave = Infinity;
  for (let axis = 0; axis < 3; axis++) {
    const [p, d, h] = [from[axis]!, along[axis]!, half[axis]!];
    if (Math.abs(d) < 1e-9) {
      if (Math.abs(p) > h) return undefined;
      continue;
    }
    const [a, b] = [(-h - p) / d, (h - p) / d];
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter <= leave ? enter : undefined;
}

/** Farthest that something is moved to by pointing, metres. */
const FAR_METRES = 12;

/** Where a sight meets the surface on which a placement is: the plane of its floor, wall or ceiling. */
export function onSurface(
  at: Pick<Placement, 'mount' | 'x' | 'y' | 'z' | 'yaw'>,
  sight: Sight,
): { x: number; y: number; z: number } | undefined {
  const flat = at.mount !== 'wall';
  const [nx, ny, nz] = flat ? [0, 1, 0] : [Math.sin(at.yaw), 0, Math.cos(at.yaw)];
  const toward = sight.dx * nx! + sight.dy * ny! + sight.dz * nz!;
  if (Math.abs(toward) < 1e-6) return undefined;
  const away = (at.x - sight.x) * nx! + (at.y - sight.y) * ny! + (at.z - sight.z) * nz!;
  const metres = away / toward;
  if (metres <= 0 || metres > FAR_METRES) return undefined;
  return {
    x: sight.x + sight.dx * metres,
    y: flat ? at.y : sight.y + sight.dy * metres,
    z: sight.z + sight.dz * metres,
  };
}

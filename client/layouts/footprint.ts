import type { Placement } from '../../shared/model/layout.ts';
import type { Size } from './goods.ts';

/** A box that stands upright, turned about the upright axis; `half` are half its width, height and depth. */
export type Box = { x: number; y: number; z: number; yaw: number; half: [w: number, h: number, d: number] };

/** Metres by which two may reach into each other unseen: less than that is touching. */
const TOUCH_METRES = 0.001;

/**
 * The box that a placement takes. A placement's point is the middle of the face with which it touches: of its foot on a
 * floor, of its back on a wall, of its top on a ceiling.
 */
export function boxOf(at: Omit<Placement, 'id' | 'product' | 'sku'>, size: Size): Box {
  const half: Box['half'] = [(size[0] * at.scale) / 2, (size[1] * at.scale) / 2, (size[2] * at.scale) / 2];
  const { x, y, z, yaw } = at;
  if (at.mount === 'floor') return { x, y: y + half[1], z, yaw, half };
  if (at.mount === 'ceiling') return { x, y: y - half[1], z, yaw, half };
  return { x: x + Math.sin(yaw) * half[2], y, z: z + Math.cos(yaw) * half[2], yaw, half };
}

/** Whether two boxes reach into each other; those that touch do not. */
export function overlap(a: Box, b: Box): boolean {
  if (Math.abs(a.y - b.y) > a.half[1] + b.half[1] - TOUCH_METRES) return false;
  const dx = b.x - a.x;
  const dz = b.z - a.z;
  for (const yaw of [a.yaw, a.yaw + Math.PI / 2, b.yaw, b.yaw + Math.PI / 2]) {
    const nx = Math.sin(yaw);
    const nz = Math.cos(yaw);
    if (Math.abs(dx * nx + dz * nz) > reach(a, nx, nz) + reach(b, nx, nz) - TOUCH_METRES) return false;
  }
  return true;
}

/** How far a box reaches from its middle in a direction on the floor. */
export function reach({ yaw, half }: Box, nx: number, nz: number): number {
  const sin = Math.sin(yaw);
  const cos = Math.cos(yaw);
  return Math.abs(cos * nx - sin * nz) * half[0] + Math.abs(sin * nx + cos * nz) * half[2];
}

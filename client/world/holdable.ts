import type { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';

/** How small and how large hands make what they hold, against its true size. */
export const HELD_SCALES = { least: 0.05, most: 8 } as const;

/**
 * Something that hands may hold, turn and scale. Its node hangs on the real floor of a headset, at one scale along all axes;
 * points and directions are in the node's own axes, metres at true size.
 */
export type Holdable = {
  readonly node: TransformNode;
  /** The box that it takes. */
  readonly box: { min: Vector3; max: Vector3 };
  /** A hand has taken it, or has moved it by so much that others should know. */
  taken(): void;
  moved(): void;
  /** What two hands do: scale it, or pull it apart. */
  readonly pulls: boolean;
  /** How far it is apart, 0 to 1. */
  apart: number;
  /** Whether it is cut, so that a free hand may lay the cut. */
  readonly isCut: boolean;
  /** Cuts it through a point, across a direction. */
  cut(x: number, y: number, z: number, nx: number, ny: number, nz: number): void;
  /** A hand pressed, pointing along a ray that meets the box. */
  press(x: number, y: number, z: number, dx: number, dy: number, dz: number): void;
};

/** What hands may hold now: its middle over the real floor (metres), how large it is against its true size, how far apart, whether cut. */
export type SeenHeld = { x: number; y: number; z: number; scale: number; apart: number; cut: boolean };

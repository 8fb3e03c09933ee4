import { insidePolygon, type Polygon } from './geometry.ts';

type Point = readonly [x: number, y: number, z: number];

/** A part of the floor that is not at height 0: level at `height`, or rising evenly along `slope`. */
export type Height = {
  area: Polygon;
  height?: number | undefined;
  slope?: { from: Point; to: Point } | undefined;
};

/** Metres above the scene's zero of the floor at a point; the first area that holds it counts, 0 outside all of them. */
export function groundHeight(heights: readonly Height[], x: number, z: number): number {
  for (const one of heights) {
    if (!insidePolygon(one.area, x, z)) continue;
    return one.slope ? heightOnSlope(one.slope.from, one.slope.to, x, z) : (one.height ?? 0);
  }
  return 0;
}

function heightOnSlope(from: Point, to: Point, x: number, z: number): number {
  const dx = to[0] - from[0];
  const dz = to[2] - from[2];
  const length = dx * dx + dz * dz;
  const along = length === 0 ? 0 : ((x - from[0]) * dx + (z - from[2]) * dz) / length;
  return from[1] + (to[1] - from[1]) * Math.max(0, Math.min(1, along));
}

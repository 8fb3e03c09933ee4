/**
 * What is in the way of the camera, as a grid of bits. Tried on all four rooms, two busy cores, in Node:
 * - Cutting triangles in halves until a piece fits into a cell: 90 to 650 ms a scene. A net of points along the axis to
 *   which a triangle is turned most leaves no gap either and takes 13 (atelier) to 28 ms (theatre): kept. In a browser that
 *   draws in software meanwhile, without a warm compiler: 94 to 238 ms, over 11 to 22 frames.
 * - Cells of 25, 20, 12.5, 10 cm: 8-13, 10-17, 13-28, 16-55 ms. With 12.5 cm a cell and the room around the camera fit into
 *   the 0.3 m by which walkable ground keeps from things, so that head and shoulder beside a wall stay free; 59 to 390 kB.
 * - Surface in a cell does not tell what is thin: a rail of 4 cm has 0.03 m² in a cell of 20 cm, a wall 0.04. Surface and
 *   girth of connected parts (`solidParts.ts`) tell cords, rails, legs and leaves: kept.
 * - Steps of half a cell along a way: 0.7 to 1.7 µs. From cell to cell: 0.6 to 1.2 µs, and no corner is missed: kept. `reach`
 *   looks along five ways: 3 to 9 µs; a frame of the camera asks three times, one of them along a single way.
 * Not tried: a tree of boxes over the triangles. It answers as thin as they are; the camera wants a little too thick.
 */
import { type Bounds, markTriangle } from './solidMark.ts';
import { type Pieces, solidTriangles } from './solidParts.ts';

/** An upright box by the middle of its foot, turned by `yaw`. */
export type StandingBox = {
  x: number;
  y: number;
  z: number;
  yaw: number;
  width: number;
  height: number;
  depth: number;
};

/** What is in the way in a scene: a bit for each cell that a solid thing reaches into. Outside its bounds nothing is. */
export type Solid = {
  has(x: number, y: number, z: number): boolean;
  /**
   * The share (0 to 1) of the way between two points that is free, with a margin before what is met. `radius` is the room
   * wanted around the far end; one may start in a solid cell. Makes no objects.
   */
  reach(
    fromX: number,
    fromY: number,
    fromZ: number,
    toX: number,
    toY: number,
    toZ: number,
    radius: number,
  ): number;
  /** Marks what belongs to the room, in slices of about a millisecond; what is marked counts at once. */
  fill(pieces: Pieces): Generator<undefined, void>;
  /** Says what stands in the room now, in place of what was said before. */
  furnish(boxes: Iterable<StandingBox>): void;
};

/** Edge of a cell. */
const CELL_METRES = 0.125;
/** Metres that are left before what is met. */
const MARGIN_METRES = 0.15;
/** Metres within which one has to come out of the solid cells that one starts in. */
const START_METRES = 0.35;
/** Points that are marked between two pauses. */
const SLICE_POINTS = 20_000;

/** An empty grid over a box. */
export function openSolid(bounds: Bounds, cell = CELL_METRES): Solid {
  const [lowX, lowY, lowZ] = bounds.low;
  const count = (axis: 0 | 1 | 2): number => Math.ceil((bounds.high[axis] - bounds.low[axis]) / cell);
  const cellsX = count(0);
  const cellsY = count(1);
  const cellsZ = count(2);
  const room = new Uint32Array(Math.ceil((cellsX * cellsY * cellsZ) / 32));
  const all = new Uint32Array(room.length);

  /** The bit of a cell, by its numbers along the axes; -1 outside. */
  const bitOf = (x: number, y: number, z: number): number =>
    x < 0 || y < 0 || z < 0 || x >= cellsX || y >= cellsY || z >= cellsZ ? -1 : (x * cellsZ + z) * cellsY + y;
  const bitAt = (x: number, y: number, z: number): number =>
    bitOf(Math.floor((x - lowX) / cell), Math.floor((y - lowY) / cell), Math.floor((z - lowZ) / cell));
  const isSet = (bit: number): boolean => bit >= 0 && (all[bit >>> 5]! & (1 << (bit & 31))) !== 0;
  const set = (into: Uint32Array, bit: number): void => {
    if (bit >= 0) into[bit >>> 5] = into[bit >>> 5]! | (1 << (bit & 31));
  };
  const mark = (x: number, y: number, z: number): void => {
    const bit = bitAt(x, y, z);
    set(room, bit);
    set(all, bit);
  };

  /** Metres along a way of so many metres to the first solid cell after a free one, cell by cell; all of them if there is none. */
  const march = (x: number, y: number, z: number, dx: number, dy: number, dz: number, metres: number) => {
    const gx = (x - lowX) / cell;
    const gy = (y - lowY) / cell;
    const gz = (z - lowZ) / cell;
    let cx = Math.floor(gx);
    let cy = Math.floor(gy);
    let cz = Math.floor(gz);
    // Metres along the way from one border to the next, and to the first; what runs beside the borders never gets there.
    const eachX = cell / Math.abs(dx);
    const eachY = cell / Math.abs(dy);
    const eachZ = cell / Math.abs(dz);
    let nextX = dx === 0 ? Number.POSITIVE_INFINITY : eachX * (dx > 0 ? cx + 1 - gx : gx - cx);
    let nextY = dy === 0 ? Number.POSITIVE_INFINITY : eachY * (dy > 0 ? cy + 1 - gy : gy - cy);
    let nextZ = dz === 0 ? Number.POSITIVE_INFINITY : eachZ * (dz > 0 ? cz + 1 - gz : gz - cz);
    let along = 0;
    let out = false;
    while (along < metres) {
      const met = isSet(bitOf(cx, cy, cz));
      if (met && (out || along > START_METRES)) return along;
      if (!met) out = true;
      if (nextX <= nextY && nextX <= nextZ) {
        along = nextX;
        nextX += eachX;
        cx += dx > 0 ? 1 : -1;
      } else if (nextY <= nextZ) {
        along = nextY;
        nextY += eachY;
        cy += dy > 0 ? 1 : -1;
      } else {
        along = nextZ;
        nextZ += eachZ;
        cz += dz > 0 ? 1 : -1;
      }
    }
    return metres;
  };
  /** The free share of one way, less the margin. */
  const share = (x: number, y: number, z: number, dx: number, dy: number, dz: number): number => {
    const metres = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (metres < 1e-6) return 1;
    const wanted = metres + MARGIN_METRES;
    const free = march(x, y, z, dx / metres, dy / metres, dz / metres, wanted);
    return free === wanted ? 1 : Math.max(0, (free - MARGIN_METRES) / metres);
  };

  return {
    has: (x, y, z) => isSet(bitAt(x, y, z)),
    reach(fromX, fromY, fromZ, toX, toY, toZ, radius) {
      const dx = toX - fromX;
      const dy = toY - fromY;
      const dz = toZ - fromZ;
      let free = share(fromX, fromY, fromZ, dx, dy, dz);
      if (radius === 0 || free === 0) return free;
      // Four more ways around it, to both sides and above and below the far end.
      const flat = Math.sqrt(dx * dx + dz * dz);
      const sideX = flat < 1e-6 ? radius : (dz / flat) * radius;
      const sideZ = flat < 1e-6 ? 0 : (-dx / flat) * radius;
      free = Math.min(free, share(fromX, fromY, fromZ, dx + sideX, dy, dz + sideZ));
      free = Math.min(free, share(fromX, fromY, fromZ, dx - sideX, dy, dz - sideZ));
      free = Math.min(free, share(fromX, fromY, fromZ, dx, dy + radius, dz));
      return Math.min(free, share(fromX, fromY, fromZ, dx, dy - radius, dz));
    },
    *fill(pieces) {
      let left = SLICE_POINTS;
      const triangles = solidTriangles(pieces);
      yield;
      for (const at of triangles) {
        left -= markTriangle(pieces, at, cell / 2, bounds, mark);
        if (left > 0) continue;
        left = SLICE_POINTS;
        yield;
      }
    },
    furnish(boxes) {
      all.set(room);
      for (const { x, y, z, yaw, width, height, depth } of boxes) {
        const across = Math.hypot(width, depth) / 2;
        for (let px = x - across; px <= x + across; px += cell / 2)
          for (let pz = z - across; pz <= z + across; pz += cell / 2) {
            const aside = (px - x) * Math.cos(yaw) - (pz - z) * Math.sin(yaw);
            const ahead = (px - x) * Math.sin(yaw) + (pz - z) * Math.cos(yaw);
            if (Math.abs(aside) > width / 2 || Math.abs(ahead) > depth / 2) continue;
            for (let py = y; py <= y + height; py += cell / 2) set(all, bitAt(px, py, pz));
          }
      }
    },
  };
}

import type { Vec3 } from '../../../shared/model/part.ts';
import type { Bounds } from './placed.ts';

/** Equal cubes around a thing, with one empty layer on every side, so that each cell of it has 26 neighbours. */
export type Grid = { origin: Vec3; cell: number; size: Vec3; cells: number };

/** Samples along an edge at most: a triangle of thousands of cells is no product's. */
const SAMPLES = 400;

/** A grid with so many cells along the longest side of a box. */
export function gridAround({ min, max }: Bounds, along: number): Grid {
  const longest = Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]);
  const cell = longest > 0 ? longest / along : 1;
  const size = [0, 1, 2].map((axis) => Math.floor((max[axis]! - min[axis]!) / cell) + 3) as Vec3;
  return {
    origin: [min[0] - cell, min[1] - cell, min[2] - cell],
    cell,
    size,
    cells: size[0] * size[1] * size[2],
  };
}

/** The number of the cell that a point lies in; points outside count to the nearest. */
export function cellAt({ origin, cell, size }: Grid, x: number, y: number, z: number): number {
  const i = Math.min(size[0] - 2, Math.max(1, Math.floor((x - origin[0]) / cell)));
  const j = Math.min(size[1] - 2, Math.max(1, Math.floor((y - origin[1]) / cell)));
  const k = Math.min(size[2] - 2, Math.max(1, Math.floor((z - origin[2]) / cell)));
  return (k * size[1] + j) * size[0] + i;
}

/** What a cell's number is shifted by to reach its neighbours and itself. */
export function neighbours({ size }: Grid): number[] {
  const around = [-1, 0, 1];
  return around.flatMap((k) => around.flatMap((j) => around.map((i) => (k * size[1] + j) * size[0] + i)));
}

/** Makes a function that tells which cells a surface passes through, each once, however thin it is. */
export function openCells(grid: Grid): (positions: Float32Array, indices: Uint32Array) => Int32Array {
  const seen = new Int32Array(grid.cells);
  let turn = 0;
  return (positions, indices) => {
    const found: number[] = [];
    turn++;
    const visit = (x: number, y: number, z: number): void => {
      const at = cellAt(grid, x, y, z);
      if (seen[at] === turn) return;
      seen[at] = turn;
      found.push(at);
    };
    for (let at = 0; at < indices.length; at += 3) sample(positions, indices, at, grid.cell * 0.7, visit);
    return Int32Array.from(found);
  };
}

/** Visits points of a triangle, near enough to one another to miss no cell: rows from its shortest side to the corner opposite. */
function sample(
  p: Float32Array,
  indices: Uint32Array,
  at: number,
  step: number,
  visit: (x: number, y: number, z: number) => void,
): void {
  const side = (from: number, to: number): number =>
    Math.hypot(p[to]! - p[from]!, p[to + 1]! - p[from + 1]!, p[to + 2]! - p[from + 2]!);
  let [a, b, c] = [indices[at]! * 3, indices[at + 1]! * 3, indices[at + 2]! * 3];
  let [ab, bc, ca] = [side(a, b), side(b, c), side(c, a)];
  if (bc < ab && bc <= ca) [a, b, c, ab, bc, ca] = [b, c, a, bc, ca, ab];
  else if (ca < ab) [a, b, c, ab, bc, ca] = [c, a, b, ca, ab, bc];
  const rows = Math.min(SAMPLES, Math.max(1, Math.ceil(Math.max(bc, ca) / step)));
  const columns = Math.min(SAMPLES, Math.max(1, Math.ceil(ab / step)));
  for (let j = 0; j <= rows; j++) {
    const t = j / rows;
    for (let i = 0; i <= columns; i++) {
      const s = (i / columns) * (1 - t);
      const r = 1 - s - t;
      visit(
        p[a]! * r + p[b]! * s + p[c]! * t,
        p[a + 1]! * r + p[b + 1]! * s + p[c + 1]! * t,
        p[a + 2]! * r + p[b + 2]! * s + p[c + 2]! * t,
      );
    }
  }
}

/** How many cells of one thing are in or beside cells of another: `count(a, b)`; zero when they do not touch. */
export function contactsOf(sets: Int32Array[], grid: Grid): (a: number, b: number) => number {
  const things = sets.length;
  const first = new Int32Array(grid.cells).fill(-1);
  const next: number[] = [];
  const owner: number[] = [];
  for (const [thing, cells] of sets.entries())
    for (const cell of cells) {
      owner.push(thing);
      next.push(first[cell]!);
      first[cell] = owner.length - 1;
    }
  const counts = new Uint32Array(things * things);
  const around = neighbours(grid);
  const seen = new Int32Array(things).fill(-1);
  let turn = 0;
  for (const [thing, cells] of sets.entries())
    for (const cell of cells) {
      turn++;
      for (const shift of around)
        for (let at = first[cell + shift] ?? -1; at >= 0; at = next[at]!) {
          const other = owner[at]!;
          if (seen[other] === turn) continue;
          seen[other] = turn;
          counts[thing * things + other]!++;
        }
    }
  return (a, b) => (a === b ? 0 : counts[a * things + b]!);
}

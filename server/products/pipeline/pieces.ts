import { cellAt, contactsOf, type Grid, gridAround, neighbours, openCells } from './cells.ts';
import { diagonal, type Form, formOf, likes } from './form.ts';
import type { Bounds } from './placed.ts';
import { findShells, type Pieces, trianglesOf } from './shells.ts';

/** Pieces that a surface is split into at most. */
export const PIECES = 60;
/** Shells that are looked at one by one; smaller ones join the nearest of these. */
const LOOKED_AT = 400;
/** Of the whole's length: smaller shells are no part. */
const TINY = 0.012;
/** Of the whole's surface. */
const SCRAP = 1e-4;
const CELLS = 128;

/**
 * Sorts a surface's triangles into what a person would call its parts: connected shells, where decals, scraps and the
 * insides of walls belong to what they lie on, the largest first. What is equal stays or goes together.
 */
export function findPieces(positions: Float32Array, indices: Uint32Array): Pieces {
  const shells = findShells(positions, indices);
  if (shells.count < 2) return shells;
  const whole = formOf(positions, indices);
  const size = diagonal(whole.bounds);
  const cores = coresOf(positions, indices, shells, whole.area, size);
  const one = { count: 1, pieceOf: new Int32Array(shells.pieceOf.length) };
  if (cores.length < 2) return one;
  const coreOf = new Int32Array(shells.count).fill(cores.length);
  for (const [at, core] of cores.entries()) coreOf[core] = at;
  const byCore = trianglesOf(
    { count: cores.length + 1, pieceOf: shells.pieceOf.map((shell) => coreOf[shell]!) },
    indices,
  );
  const forms = cores.map((_, at) => formOf(positions, byCore[at]!));
  const grid = gridAround(whole.bounds, CELLS);
  const cellsOf = openCells(grid);
  const sets = cores.map((_, at) => cellsOf(positions, byCore[at]!));
  const into = gather(forms, sets, grid, whole.area, size);
  const nearest = nearestOf(sets, grid);
  for (let t = 0; t < shells.pieceOf.length; t++) {
    const shell = shells.pieceOf[t]!;
    if (coreOf[shell] === cores.length) coreOf[shell] = nearest(positions, indices[t * 3]!);
  }
  const kept = [...new Set(into)].sort((a, b) => a - b);
  const number = new Map(kept.map((core, at) => [core, at]));
  return { count: kept.length, pieceOf: shells.pieceOf.map((shell) => number.get(into[coreOf[shell]!]!)!) };
}

/** The shells that are large enough to be looked at, the largest first. */
function coresOf(
  p: Float32Array,
  indices: Uint32Array,
  shells: Pieces,
  area: number,
  size: number,
): number[] {
  const areas = new Float64Array(shells.count);
  const low = new Float32Array(shells.count * 3).fill(Number.POSITIVE_INFINITY);
  const high = new Float32Array(shells.count * 3).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < indices.length; at++) {
    const shell = shells.pieceOf[(at - (at % 3)) / 3]!;
    if (at % 3 === 0)
      areas[shell]! += areaOf(p, indices[at]! * 3, indices[at + 1]! * 3, indices[at + 2]! * 3);
    for (let axis = 0; axis < 3; axis++) {
      const value = p[indices[at]! * 3 + axis]!;
      if (value < low[shell * 3 + axis]!) low[shell * 3 + axis] = value;
      if (value > high[shell * 3 + axis]!) high[shell * 3 + axis] = value;
    }
  }
  const across = (shell: number): number =>
    Math.hypot(...[0, 1, 2].map((axis) => high[shell * 3 + axis]! - low[shell * 3 + axis]!));
  const worth: number[] = [];
  for (let shell = 0; shell < shells.count; shell++)
    if (areas[shell]! >= SCRAP * area && across(shell) >= TINY * size) worth.push(shell);
  return worth.sort((a, b) => areas[b]! - areas[a]! || a - b).slice(0, LOOKED_AT);
}

function areaOf(p: Float32Array, a: number, b: number, c: number): number {
  const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
  const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) / 2;
}

/** For each of the shells that are looked at (the largest first), the one whose piece it is of. */
function gather(forms: Form[], sets: Int32Array[], grid: Grid, area: number, size: number): Int32Array {
  const touch = contactsOf(sets, grid);
  const into = Int32Array.from(forms, (_, at) => at);
  const root = (at: number): number => (into[at] === at ? at : root(into[at]!));
  for (let at = forms.length - 1; at > 0; at--) {
    const host = hostOf(at, forms, sets, touch, area, size);
    if (host !== undefined) into[at] = root(host);
  }
  const kept = forms.map((_, at) => at).filter((at) => into[at] === at);
  const groups = likes(kept.map((at) => forms[at]!)).map((group) => group.map((at) => kept[at]!));
  groups.sort((a, b) => diagonal(forms[a[0]!]!.bounds) - diagonal(forms[b[0]!]!.bounds));
  let left = kept.length;
  while (left > PIECES && groups.length > 1) {
    for (const at of groups.shift()!) {
      const others = groups.flat();
      into[at] = others.reduce((best, other) => (closer(at, other, best, forms, touch) ? other : best));
      left--;
    }
  }
  return into.map((_, at) => root(at));
}

/** The larger shell that this one is a decal, a scrap or an inner wall of. */
function hostOf(
  at: number,
  forms: Form[],
  sets: Int32Array[],
  touch: (a: number, b: number) => number,
  area: number,
  size: number,
): number | undefined {
  const form = forms[at]!;
  const flat = form.spread[2] < 0.001 * size;
  const sheet = form.open > 0.15 && (flat || form.area < 0.02 * area);
  const inward = form.open < 0.05 && form.volume < 0;
  let best: number | undefined;
  for (let other = 0; other < at; other++) {
    const lies = touch(at, other) / sets[at]!.length;
    const decal = sheet && lies > 0.85;
    const lining = inward && forms[other]!.volume > 0 && within(form.bounds, forms[other]!.bounds);
    if ((decal || lining) && (best === undefined || touch(at, other) > touch(at, best))) best = other;
  }
  return best;
}

const within = (inner: Bounds, outer: Bounds): boolean =>
  inner.min.every((low, axis) => low >= outer.min[axis]!) &&
  inner.max.every((high, axis) => high <= outer.max[axis]!);

function closer(
  at: number,
  a: number,
  b: number,
  forms: Form[],
  touch: (a: number, b: number) => number,
): boolean {
  const byContact = touch(at, a) - touch(at, b);
  return byContact > 0 || (byContact === 0 && gap(forms[at]!, forms[a]!) < gap(forms[at]!, forms[b]!));
}

const gap = (a: Form, b: Form): number =>
  Math.hypot(
    ...a.bounds.min.map((low, axis) =>
      Math.max(0, low - b.bounds.max[axis]!, b.bounds.min[axis]! - a.bounds.max[axis]!),
    ),
  );

/** Spreads the sets through the grid until every cell has its nearest; answers for a vertex. */
function nearestOf(sets: Int32Array[], grid: Grid): (positions: Float32Array, vertex: number) => number {
  const label = new Int16Array(grid.cells).fill(-1);
  const around = neighbours(grid);
  let front: number[] = [];
  // The smaller ones come last and so win a cell that several share.
  for (const [set, cells] of sets.entries())
    for (const cell of cells) {
      label[cell] = set;
      front.push(cell);
    }
  while (front.length > 0) {
    const next: number[] = [];
    for (const cell of front)
      for (const shift of around) {
        const to = cell + shift;
        if (to < 0 || to >= grid.cells || label[to] !== -1) continue;
        label[to] = label[cell]!;
        next.push(to);
      }
    front = next;
  }
  return (p, vertex) =>
    Math.max(0, label[cellAt(grid, p[vertex * 3]!, p[vertex * 3 + 1]!, p[vertex * 3 + 2]!)]!);
}

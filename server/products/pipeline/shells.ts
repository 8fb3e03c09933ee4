import { diagonal } from './form.ts';
import { emptyBounds, growBy } from './placed.ts';

/** A surface's triangles, sorted into the pieces that it falls into: for each triangle the number of its piece. */
export type Pieces = { count: number; pieceOf: Int32Array };

/** Of the whole's length: points nearer than this are one point. */
const WELD = 1e-5;
/** Steps of a turn in which the faces around an edge are told apart. */
const TURN = 6283;

/**
 * Sorts a surface's triangles by connected shell. Connected is what shares an edge; where several shells meet in one,
 * as a lid on the rim of its box, each solid goes with itself. Shells with open rims, as some programs leave between
 * faces, also hold together by corners of these rims.
 */
export function findShells(positions: Float32Array, indices: Uint32Array): Pieces {
  const pointOf = welded(positions);
  const points = new Int32Array(indices.length);
  for (let at = 0; at < points.length; at++) points[at] = pointOf[indices[at]!]!;
  const soup: Soup = { positions, indices, points, parent: forest(indices.length / 3) };
  const { first, next } = edgesOf(soup);
  const open: number[] = [];
  for (let slot = 0; slot < first.length; slot++) {
    const half = first[slot]!;
    if (half < 0) continue;
    const second = next[half]!;
    if (second < 0) open.push(half);
    else if (next[second]! < 0) join(soup.parent, triangleOf(half), triangleOf(second));
    else joinAround(soup, chain(half, next), open);
  }
  joinRims(soup, open);
  return numbered(soup, positions.length / 3);
}

/** Triangles on their way to shells. Half h of an edge goes from corner h of the indices to the next of its triangle. */
type Soup = {
  positions: Float32Array;
  indices: Uint32Array;
  /** For each index the point where it is: vertices that lie together are one point. */
  points: Int32Array;
  /** The forest of triangles that are joined. */
  parent: Int32Array;
};

/** The indices of each piece's triangles. */
export function trianglesOf({ count, pieceOf }: Pieces, indices: Uint32Array): Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (const piece of pieceOf) sizes[piece]!++;
  const out = Array.from(sizes, (size) => new Uint32Array(size * 3));
  sizes.fill(0);
  for (let at = 0; at < pieceOf.length; at++) {
    const piece = pieceOf[at]!;
    const to = sizes[piece]!++ * 3;
    for (let k = 0; k < 3; k++) out[piece]![to + k] = indices[at * 3 + k]!;
  }
  return out;
}

/** The halves of edges, chained by the edge that they are of. */
function edgesOf({ points }: Soup): { first: Int32Array; next: Int32Array } {
  let bits = 4;
  while (1 << bits < points.length * 1.5) bits++;
  const mask = (1 << bits) - 1;
  const first = new Int32Array(1 << bits).fill(-1);
  const next = new Int32Array(points.length).fill(-1);
  for (let half = 0; half < points.length; half++) {
    if (isSliver(points, triangleOf(half))) continue;
    const a = points[half]!;
    const b = points[follow(half)]!;
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    let slot = mixed(low, high) & mask;
    for (; first[slot] !== -1; slot = (slot + 1) & mask) {
      const c = points[first[slot]!]!;
      const d = points[follow(first[slot]!)]!;
      if ((c === low && d === high) || (c === high && d === low)) break;
    }
    next[half] = first[slot]!;
    first[slot] = half;
  }
  return { first, next };
}

function chain(first: number, next: Int32Array): number[] {
  const halves: number[] = [];
  for (let half = first; half >= 0; half = next[half]!) halves.push(half);
  return halves;
}

const follow = (half: number): number => (half % 3 === 2 ? half - 2 : half + 1);
const triangleOf = (half: number): number => (half - (half % 3)) / 3;

/** Joins the triangles around an edge of more than two that are of one solid; halves that find no other are open. */
function joinAround(soup: Soup, around: number[], open: number[]): void {
  const single = joinSameVertices(soup, around);
  if (single.length === 1) open.push(single[0]!);
  else if (single.length === 2) join(soup.parent, triangleOf(single[0]!), triangleOf(single[1]!));
  else if (single.length > 2) joinSolids(soup, single, open);
}

/** Joins halves that use the very same vertices; the others are left over. */
function joinSameVertices({ indices, parent }: Soup, around: number[]): number[] {
  const same = new Map<string, number[]>();
  for (const half of around) {
    const [a, b] = [indices[half]!, indices[follow(half)]!];
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const halves = same.get(key);
    if (halves) halves.push(half);
    else same.set(key, [half]);
  }
  for (const halves of same.values())
    for (const half of halves) join(parent, triangleOf(halves[0]!), triangleOf(half));
  return [...same.values()].filter((halves) => halves.length === 1).flat();
}

/** Of faces around an edge, those are of one solid that have its inside between them: neighbours by angle, one each way round. */
function joinSolids({ positions, indices, points, parent }: Soup, around: number[], open: number[]): void {
  const [start, end] = [indices[around[0]!]!, indices[follow(around[0]!)]!];
  const from = point(positions, start);
  const along = unit(minus(point(positions, end), from));
  const reach = (half: number): number[] => {
    const arm = minus(point(positions, indices[follow(follow(half))]!), from);
    const lengthwise = dot(arm, along);
    return unit(arm.map((value, axis) => value - lengthwise * along[axis]!));
  };
  const right = reach(around[0]!);
  const up = cross(along, right);
  const faces = around.map((half) => {
    const arm = reach(half);
    const turn = Math.round((Math.atan2(dot(arm, up), dot(arm, right)) / (2 * Math.PI)) * TURN);
    return { half, turn: (turn + TURN) % TURN, forward: points[half] === points[around[0]!] };
  });
  faces.sort((a, b) => a.turn - b.turn || Number(b.forward) - Number(a.forward));
  const met = new Set<number>();
  for (const [at, face] of faces.entries()) {
    const before = faces.at(at - 1)!;
    if (!face.forward || before.forward) continue;
    join(parent, triangleOf(face.half), triangleOf(before.half));
    met.add(face.half).add(before.half);
  }
  for (const { half } of faces) if (!met.has(half)) open.push(half);
}

function joinRims({ points, parent }: Soup, open: number[]): void {
  const at = new Map<number, number>();
  for (const half of open)
    for (const end of [points[half]!, points[follow(half)]!]) {
      const other = at.get(end);
      if (other === undefined) at.set(end, triangleOf(half));
      else join(parent, other, triangleOf(half));
    }
}

/** Numbers the shells by their first triangle. One without any area is nobody's neighbour: it goes where its corner is used. */
function numbered({ points, parent }: Soup, vertices: number): Pieces {
  const numberOf = new Int32Array(parent.length).fill(-1);
  const users = new Int32Array(vertices).fill(-1);
  const pieceOf = new Int32Array(parent.length).fill(-1);
  let count = 0;
  for (let t = 0; t < parent.length; t++) {
    if (isSliver(points, t)) continue;
    const root = find(parent, t);
    if (numberOf[root]! < 0) numberOf[root] = count++;
    pieceOf[t] = numberOf[root]!;
    for (let k = 0; k < 3; k++) users[points[t * 3 + k]!] = pieceOf[t]!;
  }
  for (let t = 0; t < parent.length; t++)
    if (pieceOf[t]! < 0) pieceOf[t] = Math.max(0, users[points[t * 3]!]!);
  return { count: Math.max(count, Math.min(1, parent.length)), pieceOf };
}

/** Whether a triangle has two corners in one place. */
function isSliver(points: Int32Array, triangle: number): boolean {
  const at = triangle * 3;
  return points[at] === points[at + 1] || points[at + 1] === points[at + 2] || points[at] === points[at + 2];
}

/** For each vertex the first of those that lie where it lies. */
function welded(positions: Float32Array): Int32Array {
  const identity: Parameters<typeof growBy>[2] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const size = diagonal(growBy(emptyBounds(), positions, identity));
  const parent = forest(positions.length / 3);
  // Two grids, the one shifted by half a cell: points together across a border of the one are together in the other.
  for (const shift of [0, 0.5]) joinNear(positions, parent, size * WELD || 1e-9, shift);
  for (let at = 0; at < parent.length; at++) parent[at] = find(parent, at);
  return parent;
}

function joinNear(p: Float32Array, parent: Int32Array, cell: number, shift: number): void {
  const points = parent.length;
  let bits = 4;
  while (1 << bits < points * 2) bits++;
  const mask = (1 << bits) - 1;
  const table = new Int32Array(1 << bits).fill(-1);
  const key = (at: number): number => Math.floor(p[at]! / cell + shift);
  for (let point = 0; point < points; point++) {
    const i = key(point * 3);
    const j = key(point * 3 + 1);
    const k = key(point * 3 + 2);
    let slot = mixed(mixed(i, j), k) & mask;
    for (; table[slot] !== -1; slot = (slot + 1) & mask) {
      const other = table[slot]! * 3;
      if (key(other) === i && key(other + 1) === j && key(other + 2) === k) break;
    }
    if (table[slot] === -1) table[slot] = point;
    else join(parent, point, table[slot]!);
  }
}

/** Trees of one thing each. */
function forest(size: number): Int32Array {
  const parent = new Int32Array(size);
  for (let at = 0; at < size; at++) parent[at] = at;
  return parent;
}

/** Two numbers as one that tells little of either, so that neighbours do not crowd in a table. */
function mixed(a: number, b: number): number {
  let hash = Math.imul(a, 0x9e3779b1) + b;
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function find(parent: Int32Array, at: number): number {
  let root = at;
  while (parent[root] !== root) {
    parent[root] = parent[parent[root]!]!;
    root = parent[root]!;
  }
  return root;
}

function join(parent: Int32Array, a: number, b: number): void {
  const [x, y] = [find(parent, a), find(parent, b)];
  if (x !== y) parent[Math.max(x, y)] = Math.min(x, y);
}

const point = (p: Float32Array, vertex: number): number[] => [
  p[vertex * 3]!,
  p[vertex * 3 + 1]!,
  p[vertex * 3 + 2]!,
];
const minus = (a: number[], b: number[]): number[] => a.map((value, axis) => value - b[axis]!);
const dot = (a: number[], b: number[]): number => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;
const unit = (a: number[]): number[] => a.map((value) => value / (Math.hypot(a[0]!, a[1]!, a[2]!) || 1));
const cross = (a: number[], b: number[]): number[] => [
  a[1]! * b[2]! - a[2]! * b[1]!,
  a[2]! * b[0]! - a[0]! * b[2]!,
  a[0]! * b[1]! - a[1]! * b[0]!,
];

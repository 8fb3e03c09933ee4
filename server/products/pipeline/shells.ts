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
  const corners = welded(positions);
  const triangles = indices.length / 3;
  const parent = Int32Array.from({ length: triangles }, (_, at) => at);
  const edges = edgesOf(indices, corners);
  const open: number[] = [];
  for (let edge = 0; edge < edges.first.length; edge++) {
    const around: number[] = [];
    for (let half = edges.first[edge]!; half >= 0; half = edges.next[half]!) around.push(half);
    if (around.length > 0) joinAround(around, indices, corners, positions, parent, open);
  }
  joinRims(open, indices, corners, parent);
  return numbered(parent, indices, corners);
}

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

/** Halves of edges (half h goes from corner h of the indices to the next of its triangle), chained by the edge that they are of. */
function edgesOf(indices: Uint32Array, corners: Int32Array): { first: Int32Array; next: Int32Array } {
  let bits = 4;
  while (1 << bits < indices.length * 1.5) bits++;
  const mask = (1 << bits) - 1;
  const first = new Int32Array(1 << bits).fill(-1);
  const next = new Int32Array(indices.length).fill(-1);
  for (let half = 0; half < indices.length; half++) {
    if (isSliver(triangleOf(half), indices, corners)) continue;
    const [a, b] = endsOf(half, indices, corners);
    const [low, high] = a < b ? [a, b] : [b, a];
    let slot = (Math.imul(low, 73856093) ^ Math.imul(high, 19349663)) & mask;
    for (; first[slot] !== -1; slot = (slot + 1) & mask) {
      const [c, d] = endsOf(first[slot]!, indices, corners);
      if ((c === low && d === high) || (c === high && d === low)) break;
    }
    next[half] = first[slot]!;
    first[slot] = half;
  }
  return { first, next };
}

const follow = (half: number): number => (half % 3 === 2 ? half - 2 : half + 1);
const triangleOf = (half: number): number => (half - (half % 3)) / 3;
const endsOf = (half: number, indices: Uint32Array, corners: Int32Array): [number, number] => [
  corners[indices[half]!]!,
  corners[indices[follow(half)]!]!,
];

/** Joins the triangles around one edge that are of one solid; halves that find no other are open. */
function joinAround(
  around: number[],
  indices: Uint32Array,
  corners: Int32Array,
  positions: Float32Array,
  parent: Int32Array,
  open: number[],
): void {
  if (around.length === 1) open.push(around[0]!);
  else if (around.length === 2) join(parent, triangleOf(around[0]!), triangleOf(around[1]!));
  else {
    const single = joinSameVertices(around, indices, parent);
    if (single.length === 2) join(parent, triangleOf(single[0]!), triangleOf(single[1]!));
    else if (single.length > 2) joinSolids(single, indices, corners, positions, parent, open);
  }
}

/** Joins halves that use the very same vertices; the others are left over. */
function joinSameVertices(around: number[], indices: Uint32Array, parent: Int32Array): number[] {
  const same = new Map<string, number[]>();
  for (const half of around) {
    const [a, b] = [indices[half]!, indices[follow(half)]!];
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    same.set(key, [...(same.get(key) ?? []), half]);
  }
  for (const halves of same.values())
    for (const half of halves) join(parent, triangleOf(halves[0]!), triangleOf(half));
  return [...same.values()].filter((halves) => halves.length === 1).flat();
}

/** Of faces around an edge, those are of one solid that have its inside between them: neighbours by angle, one each way round. */
function joinSolids(
  around: number[],
  indices: Uint32Array,
  corners: Int32Array,
  positions: Float32Array,
  parent: Int32Array,
  open: number[],
): void {
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
    return { half, turn: (turn + TURN) % TURN, forward: corners[indices[half]!] === corners[start] };
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

function joinRims(open: number[], indices: Uint32Array, corners: Int32Array, parent: Int32Array): void {
  const at = new Map<number, number>();
  for (const half of open)
    for (const corner of endsOf(half, indices, corners)) {
      const other = at.get(corner);
      if (other === undefined) at.set(corner, triangleOf(half));
      else join(parent, other, triangleOf(half));
    }
}

/** Numbers the shells by their first triangle. One without any area is nobody's neighbour: it goes where its corner is used. */
function numbered(parent: Int32Array, indices: Uint32Array, corners: Int32Array): Pieces {
  const numbers = new Map<number, number>();
  const users = new Int32Array(corners.length).fill(-1);
  const pieceOf = new Int32Array(parent.length).fill(-1);
  for (let t = 0; t < parent.length; t++) {
    if (isSliver(t, indices, corners)) continue;
    const root = find(parent, t);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    pieceOf[t] = number;
    for (let k = 0; k < 3; k++) users[corners[indices[t * 3 + k]!]!] = number;
  }
  for (let t = 0; t < parent.length; t++)
    if (pieceOf[t]! < 0) pieceOf[t] = Math.max(0, users[corners[indices[t * 3]!]!]!);
  return { count: Math.max(numbers.size, Math.min(1, parent.length)), pieceOf };
}

/** Whether a triangle has two corners in one place. */
function isSliver(triangle: number, indices: Uint32Array, corners: Int32Array): boolean {
  const [a, b, c] = [0, 1, 2].map((k) => corners[indices[triangle * 3 + k]!]!);
  return a === b || b === c || a === c;
}

/** For each vertex the first of those that lie where it lies. */
function welded(positions: Float32Array): Int32Array {
  const identity: Parameters<typeof growBy>[2] = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const size = diagonal(growBy(emptyBounds(), positions, identity));
  const parent = Int32Array.from({ length: positions.length / 3 }, (_, at) => at);
  // Two grids, the one shifted by half a cell: points together across a border of the one are together in the other.
  for (const shift of [0, 0.5]) joinNear(positions, parent, size * WELD || 1e-9, shift);
  return parent.map((_, at) => find(parent, at));
}

function joinNear(p: Float32Array, parent: Int32Array, cell: number, shift: number): void {
  const points = parent.length;
  let bits = 4;
  while (1 << bits < points * 2) bits++;
  const mask = (1 << bits) - 1;
  const table = new Int32Array(1 << bits).fill(-1);
  const key = (at: number): number => Math.floor(p[at]! / cell + shift);
  for (let point = 0; point < points; point++) {
    const [i, j, k] = [key(point * 3), key(point * 3 + 1), key(point * 3 + 2)];
    let slot = (Math.imul(i, 73856093) ^ Math.imul(j, 19349663) ^ Math.imul(k, 83492791)) & mask;
    for (; table[slot] !== -1; slot = (slot + 1) & mask) {
      const other = table[slot]! * 3;
      if (key(other) === i && key(other + 1) === j && key(other + 2) === k) break;
    }
    if (table[slot] === -1) table[slot] = point;
    else join(parent, point, table[slot]!);
  }
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

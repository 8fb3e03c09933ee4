import { createHash } from 'node:crypto';
import type { Document, Node } from '@gltf-transform/core';
import type { Part } from '../../../shared/model/part.ts';
import {
  type Bounds,
  drawnNodes,
  emptyBounds,
  growBy,
  placedPrimitives,
  transformed,
  triangleIndices,
} from './placed.ts';
import { shellsOf, splitNodes } from './split.ts';

/** A part's own surface at rest: corners in metres of the world, three indices a triangle. */
export type PartMesh = { id: string; name: string; positions: Float32Array; indices: Uint32Array };

/** Parts are listed up to this many; beyond it they are grouped. */
const PARTS = 200;
/** Triangles of instances that are drawn out one by one; each further instance is shown by its box. */
const DRAWN_OUT = 1_000_000;

/** What becomes one part: its node, the nodes whose meshes make it up, and the part it belongs to. */
type Piece = { node: Node; shown: Node[]; name: string; parent?: Piece; children: Piece[] };

/**
 * Finds the pieces of a product, marks their nodes with `extras.part` and measures them. With `split`, meshes of
 * several shells become nodes of their own first. `shells` is how many parts a split gives; 0 if no more than there are.
 */
export function findParts(
  document: Document,
  { split }: { split: boolean },
): { parts: Part[]; meshes: PartMesh[]; shells: number } {
  const before = drawnNodes(document).length;
  const found = shellsOf(document);
  if (split) splitNodes(document, found);
  const after = split ? drawnNodes(document).length : before + found.more;
  const pieces = limited(treeOf(document));
  const names = distinct(pieces.map((piece) => piece.name));
  const ids = idsOf(pieces);
  const parts: Part[] = [];
  const meshes: PartMesh[] = [];
  for (const [at, piece] of pieces.entries()) {
    const [id, name] = [ids.get(piece)!, names[at]!];
    mark(piece, id);
    const own = surfaceOf(piece.shown);
    parts.push({ id, name, parent: piece.parent ? ids.get(piece.parent)! : '', ...own.facts });
    if (own.indices.length > 0) meshes.push({ id, name, positions: own.positions, indices: own.indices });
  }
  sumUp(pieces, parts);
  return { parts, meshes, shells: after > before ? after : 0 };
}

/** The tree of parts, parents before children: nodes that show something, and named groups of two or more of them. */
function treeOf(document: Document): Piece[] {
  const shown = new Set(drawnNodes(document));
  const root = document.getRoot();
  const scene = root.getDefaultScene() ?? root.listScenes()[0];
  let unnamed = 0;
  const visit = (node: Node): Piece[] => {
    const below = node.listChildren().flatMap(visit);
    const own = shown.has(node);
    if (!own && (below.length < 2 || !node.getName())) return below;
    const mesh = node.getMesh();
    const material = mesh
      ?.listPrimitives()
      .find((primitive) => primitive.getMaterial()?.getName())
      ?.getMaterial();
    const told = node.getName() || mesh?.getName() || material?.getName();
    const piece: Piece = {
      node,
      shown: own ? [node] : [],
      name: told || `Part ${++unnamed}`,
      children: below,
    };
    for (const child of below) child.parent = piece;
    return [piece];
  };
  let tops = scene?.listChildren().flatMap(visit) ?? [];
  // A group of everything says nothing.
  while (tops.length === 1 && tops[0]!.shown.length === 0) tops = freed(tops[0]!.children);
  const list = (piece: Piece): Piece[] => [piece, ...piece.children.flatMap(list)];
  return tops.flatMap(list);
}

function freed(children: Piece[]): Piece[] {
  for (const child of children) child.parent = undefined;
  return children;
}

/** Groups too many parts: those deepest in the tree into the part above them, and then the smallest of all into one. */
function limited(pieces: Piece[]): Piece[] {
  let left = pieces;
  while (left.length > PARTS) {
    const parents = left.filter((piece) => piece.children.length > 0);
    if (parents.length === 0) return restAsOne(left);
    const deepest = Math.max(...parents.map(depth));
    const closing = parents.filter((piece) => depth(piece) === deepest);
    const gone = new Set<Piece>();
    for (const piece of closing) {
      if (left.length - gone.size <= PARTS) break;
      for (const child of piece.children) {
        piece.shown.push(...child.shown);
        gone.add(child);
      }
      piece.children = [];
    }
    left = left.filter((piece) => !gone.has(piece));
  }
  return left;
}

const depth = (piece: Piece): number => (piece.parent ? depth(piece.parent) + 1 : 0);

function restAsOne(pieces: Piece[]): Piece[] {
  const size = new Map(pieces.map((piece) => [piece, diagonalOf(surfaceOf(piece.shown).facts)]));
  const order = [...pieces].sort((a, b) => size.get(b)! - size.get(a)!);
  const large = new Set(order.slice(0, PARTS - 1));
  const small = pieces.filter((piece) => !large.has(piece));
  const rest: Piece = {
    ...small[0]!,
    name: `+${small.length}`,
    shown: small.flatMap((piece) => piece.shown),
  };
  return [...pieces.filter((piece) => large.has(piece)), rest];
}

const diagonalOf = ({ min, max }: Bounds): number =>
  Math.hypot(max[0] - min[0], max[1] - min[1], max[2] - min[2]);

/** A node that shows several parts' meshes at once has none of its own; the nodes that show them carry its id. */
function mark(piece: Piece, id: string): void {
  for (const node of new Set([piece.node, ...piece.shown])) node.setExtras({ ...node.getExtras(), part: id });
}

/** Ids from the names on the way to a node, so that they outlive an export in which only the order changed. */
function idsOf(pieces: Piece[]): Map<Piece, string> {
  const taken = new Set<string>();
  const ids = new Map<Piece, string>();
  for (const piece of pieces) {
    const path = `${piece.parent ? ids.get(piece.parent) : ''}/${piece.name}`;
    let id = '';
    for (let turn = 0; !id || taken.has(id); turn++)
      id = `p${createHash('sha256').update(`${path}#${turn}`).digest('hex').slice(0, 8)}`;
    taken.add(id);
    ids.set(piece, id);
  }
  return ids;
}

function distinct(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let number = 2; taken.has(own); number++) own = `${name} ${number}`;
    taken.add(own);
    return own;
  });
}

type Surface = {
  positions: Float32Array;
  indices: Uint32Array;
  facts: Pick<Part, 'triangles' | 'min' | 'max'>;
};

/** What some nodes show, in the world, as one surface. */
function surfaceOf(nodes: Node[]): Surface {
  const pieces: { points: Float32Array; indices: Uint32Array }[] = [];
  const bounds = emptyBounds();
  let triangles = 0;
  let drawn = 0;
  for (const node of nodes)
    for (const { primitive, points, matrices } of placedPrimitives(node, node.getMesh()!)) {
      const indices = triangleIndices(primitive);
      for (const matrix of matrices) {
        const before = emptyBounds();
        growBy(before, points, matrix);
        include(bounds, before);
        triangles += indices.length / 3;
        drawn += indices.length / 3;
        if (drawn <= DRAWN_OUT || matrices.length === 1)
          pieces.push({ points: transformed(points, matrix), indices });
        else pieces.push(boxOf(before));
      }
    }
  if (!(bounds.max[0] >= bounds.min[0])) bounds.min = bounds.max = [0, 0, 0];
  return { ...merged(pieces), facts: { triangles, min: bounds.min, max: bounds.max } };
}

function include(bounds: Bounds, other: Bounds): void {
  for (const axis of [0, 1, 2] as const) {
    bounds.min[axis] = Math.min(bounds.min[axis], other.min[axis]);
    bounds.max[axis] = Math.max(bounds.max[axis], other.max[axis]);
  }
}

function merged(pieces: { points: Float32Array; indices: Uint32Array }[]): Omit<Surface, 'facts'> {
  const positions = new Float32Array(pieces.reduce((sum, { points }) => sum + points.length, 0));
  const indices = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.indices.length, 0));
  let [point, index] = [0, 0];
  for (const piece of pieces) {
    positions.set(piece.points, point);
    for (const corner of piece.indices) {
      const at = corner * 3;
      const finite = Number.isFinite(piece.points[at]! + piece.points[at + 1]! + piece.points[at + 2]!);
      indices[index++] = finite ? corner + point / 3 : NaN_CORNER;
    }
    point += piece.points.length;
  }
  return { positions, indices: whole(indices) };
}

const NaN_CORNER = 0xffffffff;

/** Leaves out triangles with a corner that is nowhere. */
function whole(indices: Uint32Array): Uint32Array {
  if (!indices.includes(NaN_CORNER)) return indices;
  let size = 0;
  for (let at = 0; at < indices.length; at += 3) {
    if (indices[at] === NaN_CORNER || indices[at + 1] === NaN_CORNER || indices[at + 2] === NaN_CORNER)
      continue;
    for (let k = 0; k < 3; k++) indices[size++] = indices[at + k]!;
  }
  return indices.slice(0, size);
}

function boxOf({ min, max }: Bounds): { points: Float32Array; indices: Uint32Array } {
  const points = new Float32Array(24);
  for (let corner = 0; corner < 8; corner++)
    for (const axis of [0, 1, 2] as const)
      points[corner * 3 + axis] = (corner & (1 << axis) ? max : min)[axis];
  const faces = [
    0, 2, 3, 0, 3, 1, 4, 5, 7, 4, 7, 6, 0, 1, 5, 0, 5, 4, 2, 6, 7, 2, 7, 3, 0, 4, 6, 0, 6, 2, 1, 3, 7, 1, 7,
    5,
  ];
  return { points, indices: Uint32Array.from(faces) };
}

/** What lies below a group counts for it too; the list has parents before children. */
function sumUp(pieces: Piece[], parts: Part[]): void {
  const place = new Map(pieces.map((piece, at) => [piece, at]));
  for (let at = pieces.length - 1; at >= 0; at--) {
    const parent = pieces[at]!.parent;
    if (!parent) continue;
    const above = parts[place.get(parent)!]!;
    const empty = above.triangles === 0;
    above.triangles += parts[at]!.triangles;
    if (empty) Object.assign(above, { min: [...parts[at]!.min], max: [...parts[at]!.max] });
    else include(above, parts[at]!);
  }
}

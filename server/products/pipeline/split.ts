import type { Document, Mesh, Node, Primitive, Property } from '@gltf-transform/core';
import { compactPrimitive } from '@gltf-transform/functions';
import { formOf, likes } from './form.ts';
import { findPieces } from './pieces.ts';
import { drawnNodes, numbersOf, triangleIndices } from './placed.ts';
import { type Pieces, trianglesOf } from './shells.ts';

/** Which meshes fall into pieces, what these are called, and how many more parts they would make. */
export type Shells = { meshes: Map<Mesh, Split>; more: number };
type Split = { pieces: Pieces; names: string[] };

/** Finds the pieces of each mesh that consists of several shells. Skinned meshes move as one and stay whole. */
export function shellsOf(document: Document): Shells {
  const meshes = new Map<Mesh, Split>();
  const nodes = drawnNodes(document);
  const skinned = new Set(nodes.filter((node) => node.getSkin()).map((node) => node.getMesh()!));
  let more = 0;
  for (const node of nodes) {
    const mesh = node.getMesh()!;
    if (skinned.has(mesh)) continue;
    if (!meshes.has(mesh)) {
      const split = splitOf(mesh, nodes.length > 1 ? node.getName() || mesh.getName() : '');
      if (split) meshes.set(mesh, split);
    }
    more += Math.max(0, (meshes.get(mesh)?.pieces.count ?? 1) - 1);
  }
  return { meshes, more };
}

/** Puts each piece of a mesh on a node of its own below the node that showed the mesh, which stays as their group. */
export function splitNodes(document: Document, { meshes }: Shells): void {
  const made = new Map([...meshes].map(([mesh, split]) => [mesh, meshesOf(document, mesh, split)]));
  for (const node of drawnNodes(document)) {
    const pieces = made.get(node.getMesh()!);
    if (pieces) hang(document, node, pieces, meshes.get(node.getMesh()!)!.names);
  }
  for (const mesh of made.keys()) discard(mesh);
}

/** Lets go of a mesh that nobody shows any more, with what only it held. */
function discard(mesh: Mesh): void {
  const held = (property: { listParents(): Property[] }): boolean =>
    property.listParents().some((parent) => parent.propertyType !== 'Root');
  if (held(mesh)) return;
  const primitives = mesh.listPrimitives();
  mesh.dispose();
  for (const primitive of primitives) {
    if (held(primitive)) continue;
    const accessors = [primitive, ...primitive.listTargets()].flatMap((owner) => owner.listAttributes());
    const indices = primitive.getIndices();
    const targets = primitive.listTargets();
    primitive.dispose();
    for (const target of targets) target.dispose();
    for (const accessor of indices ? [...accessors, indices] : accessors)
      if (!held(accessor)) accessor.dispose();
  }
}

function splitOf(mesh: Mesh, called: string): Split | undefined {
  const { positions, indices } = wholeOf(mesh);
  if (indices.length === 0) return undefined;
  const pieces = findPieces(positions, indices);
  if (pieces.count < 2) return undefined;
  const forms = trianglesOf(pieces, indices).map((triangles) => formOf(positions, triangles));
  const names: string[] = [];
  for (const [number, group] of likes(forms).entries())
    for (const [at, piece] of group.entries())
      names[piece] = `${called || 'Part'} ${number + 1}${group.length > 1 ? `.${at + 1}` : ''}`;
  return { pieces, names };
}

/** All triangles of a mesh as one surface, in the order of its primitives. */
function wholeOf(mesh: Mesh): { positions: Float32Array; indices: Uint32Array } {
  const surfaces = mesh.listPrimitives().map((primitive) => ({
    positions: numbersOf(primitive, 'POSITION'),
    indices: triangleIndices(primitive),
  }));
  const positions = new Float32Array(surfaces.reduce((sum, surface) => sum + surface.positions.length, 0));
  const indices = new Uint32Array(surfaces.reduce((sum, surface) => sum + surface.indices.length, 0));
  let [point, index] = [0, 0];
  for (const surface of surfaces) {
    positions.set(surface.positions, point);
    for (const corner of surface.indices) indices[index++] = corner + point / 3;
    point += surface.positions.length;
  }
  return { positions, indices };
}

/** A mesh for each piece. Points and lines, which are no shell, go with the first and largest. */
function meshesOf(document: Document, mesh: Mesh, { pieces, names }: Split): Mesh[] {
  const made = names.map((name) => mesh.clone().setName(name));
  for (const piece of made) for (const primitive of piece.listPrimitives()) piece.removePrimitive(primitive);
  let triangle = 0;
  for (const primitive of mesh.listPrimitives()) {
    const indices = triangleIndices(primitive);
    if (indices.length === 0) {
      made[0]!.addPrimitive(primitive);
      continue;
    }
    const own = {
      count: pieces.count,
      pieceOf: pieces.pieceOf.subarray(triangle, triangle + indices.length / 3),
    };
    triangle += indices.length / 3;
    for (const [at, triangles] of trianglesOf(own, indices).entries())
      if (triangles.length > 0) made[at]!.addPrimitive(cutOut(document, primitive, triangles));
  }
  return made;
}

/** A primitive with some of another's triangles and only the vertices that they use; material, variants and morphs as there. */
function cutOut(document: Document, primitive: Primitive, triangles: Uint32Array): Primitive {
  const buffer = primitive.getAttribute('POSITION')?.getBuffer() ?? null;
  const cut = primitive.clone().setMode(4);
  for (const target of cut.listTargets()) cut.removeTarget(target).addTarget(target.clone());
  cut.setIndices(
    document.createAccessor().setType('SCALAR').setArray(Uint32Array.from(triangles)).setBuffer(buffer),
  );
  return compactPrimitive(cut);
}

function hang(document: Document, node: Node, pieces: Mesh[], names: string[]): void {
  const instances = node.getExtension('EXT_mesh_gpu_instancing');
  const children = pieces.map((piece, at) => {
    const child = document.createNode(names[at]!).setMesh(piece).setWeights(node.getWeights());
    if (instances) child.setExtension('EXT_mesh_gpu_instancing', instances);
    node.addChild(child);
    return child;
  });
  node.setMesh(null).setWeights([]).setExtension('EXT_mesh_gpu_instancing', null);
  for (const animation of document.getRoot().listAnimations())
    for (const channel of animation.listChannels()) {
      if (channel.getTargetNode() !== node || channel.getTargetPath() !== 'weights') continue;
      for (const child of children) animation.addChannel(channel.clone().setTargetNode(child));
      animation.removeChannel(channel);
      channel.dispose();
    }
}

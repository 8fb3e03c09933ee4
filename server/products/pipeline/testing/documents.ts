import {
  type Accessor,
  Document,
  type Material,
  type Mesh,
  type Node,
  type TypedArray,
} from '@gltf-transform/core';
import type { Solid } from './solids.ts';

/** A document with one scene, for tests that build what they need. */
export function emptyDocument(): Document {
  const document = new Document();
  document.createBuffer();
  document.getRoot().setDefaultScene(document.createScene());
  return document;
}

/** A mesh of one primitive with nothing but corners. */
export function addMesh(document: Document, solid: Solid, material?: Material, name = ''): Mesh {
  const primitive = document
    .createPrimitive()
    .setAttribute('POSITION', accessor(document, 'VEC3', Float32Array.from(solid.positions)))
    .setIndices(accessor(document, 'SCALAR', Uint32Array.from(solid.indices)))
    .setMaterial(material ?? null);
  return document.createMesh(name).addPrimitive(primitive);
}

/** A node with a mesh in the scene, or below a node. */
export function addNode(document: Document, name: string, mesh: Mesh | null, parent?: Node): Node {
  const node = document.createNode(name).setMesh(mesh);
  if (parent) parent.addChild(node);
  else document.getRoot().getDefaultScene()!.addChild(node);
  return node;
}

type Kind = 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4' | 'MAT4';

/** Numbers as an accessor. */
export const accessor = (document: Document, type: Kind, array: TypedArray): Accessor =>
  document.createAccessor().setType(type).setArray(array).setBuffer(document.getRoot().listBuffers()[0]!);

import {
  AnimationChannel,
  type Document,
  type Mesh,
  type mat4,
  type Node,
  Primitive,
  PropertyType,
  type Scene,
} from '@gltf-transform/core';
import { joinPrimitives, transformPrimitive } from '@gltf-transform/functions';
import { mappingsOf } from '../materialsOf.ts';
import { nodesOf } from '../meshGroups.ts';

export type JoinOptions = {
  /** Whether meshes of different nodes become one: the nodes, and the parts that they are, lose them. */
  acrossNodes: boolean;
};

/** A mesh that is shown more often than this stays shared: joined, it would be stored as often. */
const MOST_COPIES = 3;

/**
 * Joins what is drawn with one material into one draw call: within a mesh always, across the nodes of the scene where
 * parts no longer matter.
 *
 * Left alone: what variants change, what morphs, bends, moves or may be hidden, instances, lines and points, and volumes,
 * whose thickness is told in their own unit. Loses nothing but the parts that it was told to.
 */
export function join(document: Document, { acrossNodes }: JoinOptions): void {
  for (const mesh of document.getRoot().listMeshes()) joinWithin(mesh);
  if (acrossNodes) for (const scene of document.getRoot().listScenes()) joinAcross(document, scene);
}

/** What two primitives must have in common to become one; nothing if it must stay alone. */
function keyOf(primitive: Primitive): string | undefined {
  const material = primitive.getMaterial();
  const alone =
    primitive.getMode() !== Primitive.Mode.TRIANGLES ||
    primitive.listTargets().length > 0 ||
    primitive.listExtensions().length > 0 ||
    mappingsOf(primitive) !== null ||
    Object.keys(primitive.getExtras()).length > 0;
  if (alone || !primitive.getIndices()) return undefined;
  const attributes = primitive.listSemantics().map((name) => {
    const accessor = primitive.getAttribute(name)!;
    return `${name}:${accessor.getType()}:${accessor.getComponentType()}:${accessor.getNormalized()}`;
  });
  const root = material?.listParents().find(({ propertyType }) => propertyType === PropertyType.ROOT);
  const materials = (root as { listMaterials?(): unknown[] } | undefined)?.listMaterials?.() ?? [];
  return `${materials.indexOf(material)}|${attributes.sort().join()}`;
}

function grouped<Of>(things: Of[], key: (thing: Of) => string | undefined): Of[][] {
  const groups = new Map<string, Of[]>();
  for (const thing of things) {
    const of = key(thing);
    if (of !== undefined) groups.set(of, [...(groups.get(of) ?? []), thing]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function joinWithin(mesh: Mesh): void {
  for (const group of grouped(mesh.listPrimitives(), keyOf)) {
    const joined = joinPrimitives(group);
    for (const primitive of group) mesh.removePrimitive(primitive);
    mesh.addPrimitive(joined);
  }
}

type Placed = { primitive: Primitive; matrix: mat4; node: Node };

/** Whether anything but a scene's upright order hangs on a node: then it, and all below it, stays. */
function isBound(node: Node): boolean {
  const plain: string[] = [PropertyType.ROOT, PropertyType.SCENE, PropertyType.NODE];
  const bound = node.listParents().some((parent) => {
    return parent instanceof AnimationChannel || !plain.includes(parent.propertyType);
  });
  return bound || node.listExtensions().length > 0 || node.getSkin() !== null;
}

function collect(node: Node, found: Placed[]): void {
  if (isBound(node)) return;
  const mesh = node.getMesh();
  if (mesh && nodesOf(mesh).length <= MOST_COPIES)
    for (const primitive of mesh.listPrimitives())
      if (!primitive.getMaterial()?.getExtension('KHR_materials_volume'))
        found.push({ primitive, matrix: node.getWorldMatrix(), node });
  for (const child of node.listChildren()) collect(child, found);
}

function joinAcross(document: Document, scene: Scene): void {
  const found: Placed[] = [];
  for (const node of scene.listChildren()) collect(node, found);
  const groups = grouped(found, ({ primitive }) => keyOf(primitive));
  if (groups.length === 0) return;
  const whole = document.createMesh();
  for (const group of groups) {
    const copies = group.map(({ primitive, matrix }) => {
      const copy = detached(primitive);
      transformPrimitive(copy, matrix);
      return copy;
    });
    whole.addPrimitive(joinPrimitives(copies));
    for (const { node, primitive } of group) takeFrom(node, primitive);
  }
  scene.addChild(document.createNode().setMesh(whole));
}

/** A copy with data of its own, so that moving it moves nothing else. */
function detached(primitive: Primitive): Primitive {
  const copy = primitive.clone();
  for (const name of copy.listSemantics()) copy.setAttribute(name, copy.getAttribute(name)!.clone());
  return copy.setIndices(copy.getIndices()!.clone());
}

/** A shared mesh is copied first: only this node gives its primitive away. */
function takeFrom(node: Node, primitive: Primitive): void {
  let mesh = node.getMesh()!;
  if (nodesOf(mesh).length > 1) {
    mesh = mesh.clone();
    node.setMesh(mesh);
  }
  mesh.removePrimitive(primitive);
  if (mesh.listPrimitives().length === 0) node.setMesh(null);
}

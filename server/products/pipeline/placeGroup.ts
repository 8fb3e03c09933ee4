import {
  type AnimationChannel,
  type Document,
  type mat4,
  type Node,
  PropertyType,
  type Skin,
} from '@gltf-transform/core';
import type { InstancedMesh } from '@gltf-transform/extensions';
import type { PointerTarget } from './animationPointer.ts';
import { type MeshGroup, nodesOf } from './meshGroups.ts';

const INSTANCING = 'EXT_mesh_gpu_instancing';
const PLACES = /^(translation|rotation|scale)/;

type Grid = { low: readonly number[]; step: number };

/** Puts meshes whose positions became whole numbers where they were: by their skins, their instances or their nodes. */
export function placeGroup(document: Document, { meshes, low }: MeshGroup, step: number): void {
  const grid = { low, step };
  const skins = new Map<Skin, Skin>();
  for (const mesh of meshes)
    for (const node of nodesOf(mesh)) {
      const skin = node.getSkin();
      if (skin) {
        if (!skins.has(skin)) skins.set(skin, placeSkin(document, skin, grid));
        node.setSkin(skins.get(skin)!);
      } else if (node.getExtension(INSTANCING)) placeInstances(document, node, grid);
      else placeNode(document, node, grid);
    }
}

/** A skin is bound to its meshes by matrices, which take the grid in; the skin itself may bind other meshes too. */
function placeSkin(document: Document, skin: Skin, grid: Grid): Skin {
  const joints = skin.listJoints().length;
  const source = skin.getInverseBindMatrices();
  const array = new Float32Array(joints * 16);
  const identity: mat4 = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  const element: number[] = [];
  for (let joint = 0; joint < joints; joint++)
    array.set(onto(source ? source.getElement(joint, element) : identity, grid), joint * 16);
  const made = document
    .createAccessor(source?.getName() ?? '', source?.getBuffer() ?? document.getRoot().listBuffers()[0])
    .setType('MAT4')
    .setArray(array);
  return skin.clone().setInverseBindMatrices(made);
}

/** `matrix` × (move by `low` × scale by `step`), columns first. */
function onto(matrix: readonly number[], { low, step }: Grid): number[] {
  const at = (column: number, row: number): number => matrix[column * 4 + row]!;
  return Array.from({ length: 16 }, (_, index) => {
    const [column, row] = [index >> 2, index & 3];
    if (column < 3) return at(column, row) * step;
    return at(0, row) * low[0]! + at(1, row) * low[1]! + at(2, row) * low[2]! + at(3, row);
  });
}

type Place = { translation: number[]; rotation: number[]; scale: number[] };

/** Where something stands once the grid stands in its place: exact, as the grid is not skewed. */
function placed({ translation, rotation, scale }: Place, { low, step }: Grid): Place {
  const moved = rotated(
    low.map((value, axis) => value * scale[axis]!),
    rotation,
  );
  return {
    translation: translation.map((value, axis) => value + moved[axis]!),
    rotation,
    scale: scale.map((value) => value * step),
  };
}

function rotated([x, y, z]: number[], [qx, qy, qz, qw]: number[]): number[] {
  const [tx, ty, tz] = [2 * (qy! * z! - qz! * y!), 2 * (qz! * x! - qx! * z!), 2 * (qx! * y! - qy! * x!)];
  return [
    x! + qw! * tx + qy! * tz - qz! * ty,
    y! + qw! * ty + qz! * tx - qx! * tz,
    z! + qw! * tz + qx! * ty - qy! * tx,
  ];
}

function placeInstances(document: Document, node: Node, grid: Grid): void {
  const batch = node.getExtension<InstancedMesh>(INSTANCING)!;
  const parts = { TRANSLATION: [0, 0, 0], ROTATION: [0, 0, 0, 1], SCALE: [1, 1, 1] } as const;
  const template = batch.listAttributes()[0];
  if (!template) return;
  const count = template.getCount();
  const [moves, scales] = [new Float32Array(count * 3), new Float32Array(count * 3)];
  const of = (name: keyof typeof parts, at: number): number[] =>
    batch.getAttribute(name)?.getElement(at, []) ?? [...parts[name]];
  for (let at = 0; at < count; at++) {
    const place = {
      translation: of('TRANSLATION', at),
      rotation: of('ROTATION', at),
      scale: of('SCALE', at),
    };
    const made = placed(place, grid);
    moves.set(made.translation, at * 3);
    scales.set(made.scale, at * 3);
  }
  const accessor = (array: Float32Array<ArrayBuffer>) =>
    document.createAccessor('', template.getBuffer()).setType('VEC3').setArray(array);
  const made = batch.clone();
  made.setAttribute('TRANSLATION', accessor(moves)).setAttribute('SCALE', accessor(scales));
  node.setExtension(INSTANCING, made);
}

function placeNode(document: Document, node: Node, grid: Grid): void {
  const holder = isHeld(node) ? below(document, node) : node;
  const made = placed(
    {
      translation: holder.getTranslation(),
      rotation: holder.getRotation(),
      scale: holder.getScale(),
    },
    grid,
  );
  holder.setTranslation(made.translation as never).setScale(made.scale as never);
}

/** Whether a node is more than the place of its mesh, so that the grid must not reach it. */
function isHeld(node: Node): boolean {
  const others = node.listExtensions().some(({ extensionName }) => extensionName !== 'KHR_node_visibility');
  if (node.listChildren().length > 0 || node.getCamera() || others) return true;
  return node.listParents().some((parent) => {
    if (parent.propertyType === PropertyType.SKIN) return true;
    if (parent.propertyType === PropertyType.ANIMATION_CHANNEL)
      return PLACES.test((parent as AnimationChannel).getTargetPath() ?? '');
    return (
      (parent.propertyType as string) === 'PointerTarget' && PLACES.test((parent as PointerTarget).getRest())
    );
  });
}

/** A child that takes over a node's mesh, and whatever gives the mesh's shapes weight. */
function below(document: Document, node: Node): Node {
  const child = document.createNode().setMesh(node.getMesh()).setWeights(node.getWeights());
  for (const parent of node.listParents()) {
    if (parent.propertyType === PropertyType.ANIMATION_CHANNEL) {
      const channel = parent as AnimationChannel;
      if (channel.getTargetPath() === 'weights') channel.setTargetNode(child);
    }
    if ((parent.propertyType as string) !== 'PointerTarget') continue;
    const target = parent as PointerTarget;
    if (target.getRest().startsWith('weights')) target.setOwner(child);
  }
  node.setMesh(null).setWeights([]).addChild(child);
  return child;
}

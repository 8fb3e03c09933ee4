/** Clips of a loaded body, sampled once into a texture: three texels per bone (the rows of its matrix), one line per frame. */
import type { AnimationGroup } from '@babylonjs/core/Animations/animationGroup';
import type { AssetContainer } from '@babylonjs/core/assetContainer';
import type { Skeleton } from '@babylonjs/core/Bones/skeleton';
import { Constants } from '@babylonjs/core/Engines/constants';
import { RawTexture } from '@babylonjs/core/Materials/Textures/rawTexture';
import { Matrix, Quaternion, type Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { BONE_FLOATS, type Skeleton as Bones } from './bones.ts';
import { HELD_ROWS, type Lines } from './heldRows.ts';
import { BAKED_HZ, type Clip, type Clips } from './motion.ts';

/** A body's clips, baked. `unpack` turns positions as packed in another file of the body into those baked for: offset x, y, z and scale. */
export type Baked = Lines & {
  clips: Clips;
  unpack(skeleton: Skeleton): [number, number, number, number];
};

/** The clip that stands for those a body lacks. */
const FALLBACK = 'idle';

type Bone = { inverseBind: Matrix; node: TransformNode };
type Rest = { node: TransformNode; position: Vector3; rotation: Quaternion; scaling: Vector3 };

/** Bakes all clips; `speeds` tells the speed over ground (m/s) of those that have one. One per task so that frames are drawn in between; the caller disposes the texture and the container. */
export async function bakeClips(
  container: AssetContainer,
  scene: Scene,
  speeds: Readonly<Record<string, number>>,
): Promise<Baked> {
  const skeleton = container.skeletons[0];
  if (!skeleton || container.animationGroups.length === 0)
    throw new Error('a body without skeleton or clips');
  const bones = bonesOf(skeleton);
  const nodes = [...container.meshes, ...container.transformNodes].sort((a, b) => depth(a) - depth(b));
  const rest = container.transformNodes.map(restOf);
  const clips: Clip[] = [];
  let rows = 0;
  for (const { name, frames } of container.animationGroups.map(lengthOf)) {
    clips.push({ name, row: rows, frames, metresPerSecond: speeds[name] ?? 0 });
    rows += frames + 1;
  }
  const data = new Float32Array((rows + HELD_ROWS) * bones.length * BONE_FLOATS);
  for (const [at, group] of container.animationGroups.entries()) {
    for (const one of rest) putBack(one);
    const { row, frames } = clips[at]!;
    for (let frame = 0; frame <= frames; frame++) {
      pose(group, frame / frames);
      for (const node of nodes) node.computeWorldMatrix(true);
      writeLine(data, (row + frame) * bones.length * BONE_FLOATS, bones);
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
  const first = bones[0]!.inverseBind;
  const byName = new Map(clips.map((clip) => [clip.name, clip]));
  return {
    clips: { byName, idle: byName.get(FALLBACK) ?? clips[0]! },
    data,
    texture: textureOf(data, bones.length * 3, rows + HELD_ROWS, scene),
    skeleton: factsOf(bones),
    first: rows,
    unpack: (other) => packing(bonesOf(other)[0]!.inverseBind, first),
  };
}

function bonesOf(skeleton: Skeleton): Bone[] {
  const bones: Bone[] = [];
  for (const bone of skeleton.bones) {
    const node = bone.getTransformNode();
    if (node) bones[bone.getIndex()] = { inverseBind: bone.getAbsoluteInverseBindMatrix().clone(), node };
  }
  return bones;
}

function factsOf(bones: readonly Bone[]): Bones {
  const hangsOn = (node: TransformNode | null, on: TransformNode): boolean =>
    node === on || (node !== null && hangsOn(node.parent as TransformNode | null, on));
  const at = bones.map(({ inverseBind }) => Matrix.Invert(inverseBind).m.slice(12, 15));
  return {
    names: bones.map(({ node }) => node.name),
    branches: bones.map(({ node: on }) => [...bones.keys()].filter((each) => hangsOn(bones[each]!.node, on))),
    pivots: Float32Array.from(at.flatMap((pivot) => [...pivot])),
  };
}

function depth(node: TransformNode): number {
  return node.parent ? depth(node.parent as TransformNode) + 1 : 0;
}

function restOf(node: TransformNode): Rest {
  const rotation = node.rotationQuaternion ?? Quaternion.FromEulerVector(node.rotation);
  node.rotationQuaternion = rotation;
  return { node, position: node.position.clone(), rotation: rotation.clone(), scaling: node.scaling.clone() };
}

function putBack({ node, position, rotation, scaling }: Rest): void {
  node.position.copyFrom(position);
  node.rotationQuaternion!.copyFrom(rotation);
  node.scaling.copyFrom(scaling);
}

function lengthOf(group: AnimationGroup): { name: string; frames: number } {
  const perSecond = group.targetedAnimations[0]?.animation.framePerSecond ?? 60;
  const seconds = (group.to - group.from) / perSecond;
  return { name: group.name, frames: Math.max(1, Math.round(seconds * BAKED_HZ)) };
}

/** Moves the bones' nodes to where they are after a part (0 to 1) of a clip; the end of a loop is its beginning. */
function pose(group: AnimationGroup, part: number): void {
  const frame = part === 1 ? group.from : group.from + (group.to - group.from) * part;
  for (const { animation, target } of group.targetedAnimations) {
    const node = target as TransformNode;
    const value: unknown = animation.evaluate(frame);
    if (animation.targetProperty === 'position') node.position.copyFrom(value as Vector3);
    else if (animation.targetProperty === 'scaling') node.scaling.copyFrom(value as Vector3);
    else if (animation.targetProperty === 'rotationQuaternion')
      node.rotationQuaternion!.copyFrom(value as Quaternion);
  }
}

const scratch = new Matrix();

function writeLine(data: Float32Array, start: number, bones: readonly Bone[]): void {
  for (let bone = 0; bone < bones.length; bone++) {
    const { inverseBind, node } = bones[bone]!;
    const { m } = inverseBind.multiplyToRef(node.getWorldMatrix(), scratch);
    const at = start + bone * BONE_FLOATS;
    for (let axis = 0; axis < 3; axis++)
      for (let from = 0; from < 4; from++) data[at + axis * 4 + from] = m[from * 4 + axis]!;
  }
}

function textureOf(data: Float32Array, width: number, height: number, scene: Scene): RawTexture {
  const { TEXTUREFORMAT_RGBA, TEXTURE_NEAREST_SAMPLINGMODE, TEXTURETYPE_FLOAT } = Constants;
  return new RawTexture(
    data,
    width,
    height,
    TEXTUREFORMAT_RGBA,
    scene,
    false,
    false,
    TEXTURE_NEAREST_SAMPLINGMODE,
    TEXTURETYPE_FLOAT,
  );
}

/** Each file packs positions into a range of its own, which its inverse bind matrices undo: the way from one to another. */
function packing(theirs: Matrix, ours: Matrix): [number, number, number, number] {
  const { m } = theirs.multiply(Matrix.Invert(ours));
  return [m[12]!, m[13]!, m[14]!, m[0]!];
}

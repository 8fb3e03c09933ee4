import {
  type Accessor,
  AnimationChannel,
  type Document,
  type Mesh,
  type Node,
  type Primitive,
  PropertyType,
} from '@gltf-transform/core';
import { prune as pruneUnused } from '@gltf-transform/functions';
import { isPointer } from '../animationPointer.ts';
import { coordinatesOf, materialsOf, pointedIn, primitivesOf, texturesOf } from '../materialsOf.ts';

export type PruneOptions = {
  /** Whether nodes that only have a name, and vertex data of an application's own (`_…`), stay. */
  keepNames: boolean;
};

/**
 * Takes out what nothing shows: scenes' leftovers, vertex data that no material of any variant reads, white vertex
 * colours, shapes that nothing morphs to, channels without anything to move.
 *
 * Keeps what a script may look for: named nodes, extras, parts, variants, whatever an animation moves. Loses nothing
 * that can be seen.
 */
export async function prune(document: Document, options: PruneOptions): Promise<void> {
  pruneChannels(document);
  pruneShapes(document);
  for (const primitive of primitivesOf(document)) pruneAttributes(primitive, options);
  if (!options.keepNames) pruneEmptyNodes(document);
  const kinds = Object.values(PropertyType).filter((kind) => kind !== PropertyType.ANIMATION);
  await document.transform(
    pruneUnused({
      propertyTypes: kinds,
      keepLeaves: true,
      keepAttributes: true,
      keepIndices: true,
      keepExtras: true,
      keepSolidTextures: true,
    }),
  );
}

/** The library's own pruning of animations would take those of pointers for dead ones: they have no target node. */
function pruneChannels(document: Document): void {
  for (const animation of document.getRoot().listAnimations()) {
    for (const channel of animation.listChannels())
      if (!channel.getTargetNode() && !isPointer(channel)) channel.dispose();
    const played = new Set(animation.listChannels().map((channel) => channel.getSampler()));
    for (const sampler of animation.listSamplers()) if (!played.has(sampler)) sampler.dispose();
    if (animation.listChannels().length === 0) animation.dispose();
  }
}

/** Whether anything ever gives a mesh's shapes weight. */
function morphs(mesh: Mesh, pointed: Map<unknown, string[]>): boolean {
  const moved = (weights: readonly number[]): boolean => weights.some((weight) => weight !== 0);
  const isWeights = (owner: unknown): boolean =>
    (pointed.get(owner) ?? []).some((rest) => rest.startsWith('weights'));
  if (moved(mesh.getWeights()) || isWeights(mesh)) return true;
  return mesh.listParents().some((parent) => {
    if (parent.propertyType !== PropertyType.NODE) return false;
    const node = parent as Node;
    const channels = node.listParents().filter((each) => each instanceof AnimationChannel);
    return (
      moved(node.getWeights()) || isWeights(node) || channels.some((c) => c.getTargetPath() === 'weights')
    );
  });
}

function pruneShapes(document: Document): void {
  const pointed = pointedIn(document);
  for (const mesh of document.getRoot().listMeshes()) {
    if (mesh.listPrimitives().every((each) => each.listTargets().length === 0) || morphs(mesh, pointed))
      continue;
    for (const primitive of mesh.listPrimitives())
      for (const target of primitive.listTargets()) primitive.removeTarget(target);
    mesh.setWeights([]);
  }
}

/** The vertex data that some material of some variant reads. */
function readBy(primitive: Primitive): Set<string> {
  const read = new Set(['POSITION', 'COLOR_0']);
  const materials = materialsOf(primitive);
  const lit = materials.some((material) => !material.getExtension('KHR_materials_unlit'));
  if (!primitive.getMaterial() || lit) read.add('NORMAL');
  for (const material of materials) {
    if (material.getExtension('KHR_materials_anisotropy')) read.add('TANGENT').add('TEXCOORD_0');
    for (const { slot, info } of texturesOf(material)) {
      read.add(`TEXCOORD_${coordinatesOf(info)}`);
      if (/normalTexture/i.test(slot)) read.add('TANGENT');
    }
  }
  return read;
}

function isWhite(accessor: Accessor): boolean {
  const element: number[] = [];
  for (let at = 0; at < accessor.getCount(); at++)
    if (accessor.getElement(at, element).some((value) => value !== 1)) return false;
  return true;
}

function pruneAttributes(primitive: Primitive, { keepNames }: PruneOptions): void {
  const read = readBy(primitive);
  const colour = primitive.getAttribute('COLOR_0');
  const painted = primitive.listTargets().some((target) => target.getAttribute('COLOR_0'));
  if (colour && !painted && isWhite(colour)) read.delete('COLOR_0');
  // Sets are numbered without gaps: one that is read holds those before it.
  const last = Math.max(-1, ...[...read].map((name) => Number(/^TEXCOORD_(\d+)$/.exec(name)?.[1] ?? -1)));
  for (let set = 0; set < last; set++) read.add(`TEXCOORD_${set}`);
  const gone = primitive.listSemantics().filter((name) => {
    if (name.startsWith('_')) return !keepNames;
    return /^(NORMAL|TANGENT|TEXCOORD_\d+|COLOR_\d+)$/.test(name) && !read.has(name);
  });
  for (const name of gone) {
    primitive.setAttribute(name, null);
    for (const target of primitive.listTargets()) target.setAttribute(name, null);
  }
}

/** A node that draws nothing, carries nothing, is moved by nothing and has no children that do. */
function pruneEmptyNodes(document: Document): void {
  const isUsed = (node: Node): boolean =>
    node.listParents().some(({ propertyType }) => {
      const plain: string[] = [PropertyType.ROOT, PropertyType.SCENE, PropertyType.NODE];
      return !plain.includes(propertyType);
    });
  const visit = (node: Node): void => {
    node.listChildren().forEach(visit);
    const empty = node.listChildren().length === 0 && !node.getMesh() && !node.getCamera();
    if (empty && node.listExtensions().length === 0 && !isUsed(node)) node.dispose();
  };
  for (const scene of document.getRoot().listScenes()) scene.listChildren().forEach(visit);
}

import {
  type Document,
  ExtensionProperty,
  type Material,
  type Primitive,
  type Property,
  Texture,
  TextureInfo,
} from '@gltf-transform/core';
import type { MappingList, Transform } from '@gltf-transform/extensions';
import { listPointed } from './animationPointer.ts';

/** One picture in one slot of a material, or of one of its extensions. */
export type TextureUse = { slot: string; texture: Texture; info: TextureInfo; owner: Property };

/** Every material that a primitive may show: its own, and those of its variants. */
export function materialsOf(primitive: Primitive): Material[] {
  const own = primitive.getMaterial();
  const mapped = mappingsOf(primitive)?.listMappings() ?? [];
  const all = [own, ...mapped.map((mapping) => mapping.getMaterial())];
  return [...new Set(all)].filter((material) => material !== null);
}

/** What a primitive shows in which variant. */
export const mappingsOf = (primitive: Primitive): MappingList | null =>
  primitive.getExtension<MappingList>('KHR_materials_variants');

/** The pictures of a material, those of its extensions included. */
export function texturesOf(material: Material): TextureUse[] {
  const uses: TextureUse[] = [];
  const visit = (owner: Property): void => {
    const edges = owner.getGraph().listChildEdges(owner);
    for (const edge of edges) {
      const child = edge.getChild() as Property;
      if (child instanceof ExtensionProperty) visit(child);
      if (!(child instanceof Texture)) continue;
      const slot = edge.getName();
      const info = edges.find((other) => other.getName() === `${slot}Info`)?.getChild();
      if (info instanceof TextureInfo) uses.push({ slot, texture: child, info, owner });
    }
  };
  visit(material);
  return uses;
}

/** The set of texture coordinates that a slot reads; KHR_texture_transform may name another. */
export function coordinatesOf(info: TextureInfo): number {
  const transform = info.getExtension<Transform>('KHR_texture_transform');
  return transform?.getTexCoord() ?? info.getTexCoord();
}

/** What the document's pointers move, by owner: the paths from it on. */
export function pointedIn(document: Document): Map<Property, string[]> {
  const found = new Map<Property, string[]>();
  for (const animation of document.getRoot().listAnimations())
    for (const { owner, rest } of listPointed(animation.listChannels()))
      found.set(owner, [...(found.get(owner) ?? []), rest]);
  return found;
}

/** The primitives of all meshes. */
export const primitivesOf = (document: Document): Primitive[] =>
  document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives());

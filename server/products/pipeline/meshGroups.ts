import {
  type Document,
  type Mesh,
  type Node,
  Primitive,
  PropertyType,
  type Skin,
} from '@gltf-transform/core';
import type { InstancedMesh, Volume } from '@gltf-transform/extensions';
import { materialsOf } from './materialsOf.ts';

/** Meshes that must be put on one grid, and the cube that holds them; `plain` where a grid would change how they look. */
export type MeshGroup = { meshes: Mesh[]; low: [number, number, number]; extent: number; plain: boolean };

/** Groups the meshes of a document: alone, or with those that the same skin bends. */
export function groupMeshes(document: Document): MeshGroup[] {
  const bySkin = new Map<Skin, Set<Mesh>>();
  const home = new Map<Mesh, Set<Mesh>>();
  for (const mesh of document.getRoot().listMeshes()) home.set(mesh, new Set([mesh]));
  for (const node of document.getRoot().listNodes()) {
    const [mesh, skin] = [node.getMesh(), node.getSkin()];
    if (!mesh || !skin) continue;
    const together = bySkin.get(skin);
    if (together) for (const each of home.get(mesh)!) home.set(each, together.add(each));
    else bySkin.set(skin, home.get(mesh)!);
  }
  return [...new Set(home.values())].map((meshes) => boxed([...meshes]));
}

/** The nodes that show a mesh. */
export const nodesOf = (mesh: Mesh): Node[] =>
  mesh.listParents().filter((parent): parent is Node => parent.propertyType === PropertyType.NODE);

/** How often a node's mesh is drawn. */
export const copiesOf = (node: Node): number =>
  node.getExtension<InstancedMesh>('EXT_mesh_gpu_instancing')?.listAttributes()[0]?.getCount() ?? 1;

/** The triangles of a primitive; lines and points have none. */
export function trianglesOf(primitive: Primitive): number {
  const count = primitive.getIndices()?.getCount() ?? primitive.getAttribute('POSITION')?.getCount() ?? 0;
  const { TRIANGLES, TRIANGLE_FAN, TRIANGLE_STRIP } = Primitive.Mode;
  const mode = primitive.getMode();
  if (mode === TRIANGLES) return Math.floor(count / 3);
  return mode === TRIANGLE_FAN || mode === TRIANGLE_STRIP ? Math.max(0, count - 2) : 0;
}

function boxed(meshes: Mesh[]): MeshGroup {
  const low: [number, number, number] = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  const primitives = meshes.flatMap((mesh) => mesh.listPrimitives());
  for (const primitive of primitives) {
    const position = primitive.getAttribute('POSITION');
    if (!position || position.getCount() === 0) continue;
    const [from, to] = [position.getMin([]), position.getMax([])];
    for (const axis of [0, 1, 2] as const) {
      low[axis] = Math.min(low[axis], from[axis]!);
      high[axis] = Math.max(high[axis]!, to[axis]!);
    }
  }
  const extent = Math.max(0, ...high.map((value, axis) => value - low[axis]!));
  const thick = primitives.flatMap(materialsOf).some((material) => {
    const volume = material.getExtension<Volume>('KHR_materials_volume');
    return volume !== null && volume.getThicknessFactor() > 0;
  });
  return { meshes, low, extent, plain: thick || !Number.isFinite(extent) };
}

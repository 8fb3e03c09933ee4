import type { AnimationGroup } from '@babylonjs/core/Animations/animationGroup';
import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { KHR_materials_variants } from '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_variants.pure';
import { loadModel } from '../../world/models.ts';

/** A product's model in a scene, with what can be done to it. `dispose` frees all of it; twice is once. */
export type ShownModel = {
  /** Stands where the product stands: on the floor, in the middle. */
  root: TransformNode;
  meshes: readonly AbstractMesh[];
  /** The nodes that are parts, by the part's id. */
  parts: ReadonlyMap<string, TransformNode>;
  /** The part that a mesh belongs to; empty for none. */
  partOf(mesh: AbstractMesh): string;
  /** Meshes of a part, without those of the parts within it. */
  meshesOf(part: string): readonly AbstractMesh[];
  /** Names of the variants in the file. */
  variants: readonly string[];
  /** Shows a variant; empty shows the file as it is. */
  setVariant(name: string): void;
  clips: readonly AnimationGroup[];
  /** Bounds in metres, as it stands. */
  bounds(): { min: Vector3; max: Vector3 };
  dispose(): void;
};

/** Loads a model into a scene; nothing of it moves by itself. */
export async function showModel(url: string, scene: Scene): Promise<ShownModel> {
  const container = await loadModel(url, scene);
  if (scene.isDisposed) {
    container.dispose();
    throw new Error('the scene was closed');
  }
  container.addAllToScene();
  for (const clip of container.animationGroups) clip.stop();
  const root = new TransformNode('product', scene);
  for (const node of container.rootNodes) (node as TransformNode).parent = root;
  const meshes = container.meshes.filter((mesh) => mesh.getTotalVertices() > 0);
  const parts = partsIn(container);
  const owner = new Map<AbstractMesh, string>();
  for (const mesh of meshes) owner.set(mesh, nearestPart(mesh, parts));
  const gltfRoot = container.rootNodes[0];
  const variants = gltfRoot
    ? (KHR_materials_variants.GetAvailableVariants(gltfRoot as AbstractMesh) ?? [])
    : [];
  let disposed = false;
  return {
    root,
    meshes,
    parts,
    variants,
    clips: container.animationGroups,
    partOf: (mesh) => owner.get(mesh) ?? '',
    meshesOf: (part) => meshes.filter((mesh) => owner.get(mesh) === part),
    setVariant(name) {
      if (variants.length === 0) return;
      if (name && variants.includes(name))
        KHR_materials_variants.SelectVariant(gltfRoot as AbstractMesh, name);
      else KHR_materials_variants.Reset(gltfRoot as AbstractMesh);
    },
    bounds() {
      const min = new Vector3(Infinity, Infinity, Infinity);
      const max = new Vector3(-Infinity, -Infinity, -Infinity);
      for (const mesh of meshes) {
        mesh.computeWorldMatrix(true);
        const { boundingBox } = mesh.getBoundingInfo();
        min.minimizeInPlace(boundingBox.minimumWorld);
        max.maximizeInPlace(boundingBox.maximumWorld);
      }
      return { min, max };
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      container.dispose();
      root.dispose();
    },
  };
}

type Extras = { gltf?: { extras?: { part?: unknown } } } | null | undefined;

function partsIn({ transformNodes, meshes }: AssetContainer): Map<string, TransformNode> {
  const parts = new Map<string, TransformNode>();
  for (const node of [...transformNodes, ...meshes]) {
    const part = (node.metadata as Extras)?.gltf?.extras?.part;
    if (typeof part === 'string' && !parts.has(part)) parts.set(part, node);
  }
  return parts;
}

function nearestPart(mesh: AbstractMesh, parts: ReadonlyMap<string, TransformNode>): string {
  const byNode = new Map([...parts].map(([id, node]) => [node, id]));
  for (let node: TransformNode | null = mesh; node; node = node.parent as TransformNode | null) {
    const part = byNode.get(node);
    if (part) return part;
  }
  return '';
}

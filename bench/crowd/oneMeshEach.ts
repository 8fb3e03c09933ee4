import '@babylonjs/core/Animations/animatable';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { loadModel } from '../../client/world/models.ts';
import type { World } from '../../client/world/world.ts';

/** The usual way to draw people, measured as the peer: each is a skinned mesh of their own with its own animation. */
export async function addOneMeshEach(
  world: World,
  places: readonly { x: number; z: number; yaw: number; body: string }[],
): Promise<() => void> {
  const bodies = [...new Set(places.map(({ body }) => body))];
  const url = (body: string): string => `/assets/avatars/${body}.glb`;
  const files = new Map(
    await Promise.all(
      bodies.map(async (body) => {
        const file = world.tier === 'low' ? url(body).replace(/([^/]+)$/, 'low/$1') : url(body);
        return [body, await loadModel(file, world.scene)] as const;
      }),
    ),
  );
  const undo = places.map(({ x, z, yaw, body }) => {
    const copy = files.get(body)!.instantiateModelsToScene((name) => name, false);
    const node = new TransformNode(body, world.scene);
    for (const root of copy.rootNodes) root.parent = node;
    node.position.set(x, 0, z);
    node.rotation.y = yaw + Math.PI;
    for (const group of copy.animationGroups) group.stop();
    copy.animationGroups.find(({ name }) => name === 'walk')?.start(true);
    return () => {
      copy.dispose();
      node.dispose();
    };
  });
  return () => {
    for (const step of undo) step();
    for (const file of files.values()) file.dispose();
  };
}

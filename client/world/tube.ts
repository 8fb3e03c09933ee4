import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { World } from './world.ts';

/** An open tube around the unit circle from height 0 to 1, seen from outside; a shader may narrow its foot to a point. */
export function createTube(world: World, name: string, sides: number): Mesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (let side = 0; side <= sides; side++) {
    const angle = (side / sides) * 2 * Math.PI;
    for (const height of [0, 1]) positions.push(Math.cos(angle), height, Math.sin(angle));
    if (side === sides) continue;
    const at = side * 2;
    indices.push(at, at + 2, at + 1, at + 2, at + 3, at + 1);
  }
  const mesh = new Mesh(name, world.scene);
  Object.assign(new VertexData(), { positions, indices }).applyToMesh(mesh);
  mesh.isPickable = false;
  return mesh;
}

/** The picture outside the windows: part of a sphere, unlit, brighter than the room. */

import type { Material } from '@babylonjs/core/Materials/material';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { Scene } from '@babylonjs/core/scene';

/** Angles in degrees; azimuth 0 looks to -z and grows towards +x, elevation 0 is the horizon. */
export interface OutsideDomeData {
  centre: [number, number, number];
  radius: number;
  azimuth: [number, number];
  elevation: [number, number];
  brightness: number;
}

/** Builds the mesh: picture columns run along azimuth, rows along elevation, evenly in angle. */
export function outsideGeometry(dome: OutsideDomeData, columns = 28, rows = 8): VertexData {
  const positions: number[] = [],
    uvs: number[] = [],
    indices: number[] = [];
  const radians = Math.PI / 180;
  for (let row = 0; row <= rows; row++) {
    const elevation = (dome.elevation[0] + ((dome.elevation[1] - dome.elevation[0]) * row) / rows) * radians;
    for (let column = 0; column <= columns; column++) {
      const azimuth = (dome.azimuth[0] + ((dome.azimuth[1] - dome.azimuth[0]) * column) / columns) * radians;
      positions.push(
        dome.centre[0] + Math.sin(azimuth) * Math.cos(elevation) * dome.radius,
        dome.centre[1] + Math.sin(elevation) * dome.radius,
        dome.centre[2] - Math.cos(azimuth) * Math.cos(elevation) * dome.radius,
      );
      uvs.push(column / columns, row / rows);
      if (row === rows || column === columns) continue;
      const a = row * (columns + 1) + column,
        b = a + columns + 1;
      indices.push(a, a + 1, b, a + 1, b + 1, b);
    }
  }
  return Object.assign(new VertexData(), { positions, uvs, indices });
}

/** Puts the outside into the scene, in the material that its tier draws it with. */
export function createOutside(scene: Scene, dome: OutsideDomeData, material: Material): Mesh {
  const mesh = new Mesh('outside', scene);
  outsideGeometry(dome).applyToMesh(mesh);
  mesh.material = material;
  mesh.isPickable = false;
  mesh.freezeWorldMatrix();
  return mesh;
}

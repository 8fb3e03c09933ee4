import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import fragment from '../../shaders/floorReflection.fragment.fx?raw';
import vertex from '../../shaders/floorReflection.vertex.fx?raw';
import type { SceneScreen } from '../../shared/model/scene.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

/** A screen's mirror image in the floor. Its material takes the screen's uniforms: feed, slate, mixed, fit. */
export type FloorReflection = { material: ShaderMaterial; dispose(): void };

/** Share by which the image is larger than the screen, so that its edges can be soft. */
const MARGIN = 0.08;
/** Metres above the floor, over the joints of the boards. */
const LIFT_METRES = 0.004;
const CORNERS = [-MARGIN, 1 + MARGIN].flatMap((v) => [-MARGIN, 1 + MARGIN].map((u) => [u, v] as const));

/** Lays the mirror image of a screen on the floor (y = 0); follows the camera. `gloss` is how much of the light the floor gives back, looked at flatly. */
export function openFloorReflection(world: World, place: SceneScreen, gloss: number): FloorReflection {
  const { scene, camera } = world;
  Effect.ShadersStore.floorReflectionVertexShader = vertex;
  Effect.ShadersStore.floorReflectionFragmentShader = fragment;
  const material = openShaderMaterial(`reflection ${place.id}`, scene, 'floorReflection', {
    attributes: ['position', 'mirrored'],
    uniforms: ['viewProjection', 'mixed', 'fit', 'eye', 'gloss'],
    samplers: ['feed', 'slate'],
    needAlphaBlending: true,
  });
  material.backFaceCulling = false;
  material.disableDepthWrite = true;
  material.alphaMode = Constants.ALPHA_COMBINE;
  material.zOffset = -1;
  material.setFloat('gloss', gloss);
  const mesh = new Mesh(`reflection ${place.id}`, scene);
  const positions = new Float32Array(12);
  const mirrored = new Float32Array(12);
  const data = new VertexData();
  data.positions = positions;
  data.indices = [0, 1, 2, 2, 1, 3];
  data.applyToMesh(mesh, true);
  mesh.setVerticesData('mirrored', mirrored, true, 3);
  mesh.material = material;
  mesh.isPickable = false;
  mesh.alwaysSelectAsActiveMesh = true;
  // Left to right as one who stands before the screen sees it; it looks along (-sin yaw, 0, -cos yaw).
  const right = [-Math.cos(place.yaw), Math.sin(place.yaw)] as const;
  const [centreX, centreY, centreZ] = place.centre;
  const undo = world.onFrame(() => {
    const { x, y, z } = camera.position;
    CORNERS.forEach(([u, v], index) => {
      const aside = (u - 0.5) * place.width;
      const height = Math.max(0.02, centreY + (v - 0.5) * place.height);
      const way = (y - LIFT_METRES) / (y + height);
      const at = index * 3;
      positions[at] = x + (centreX + right[0] * aside - x) * way;
      positions[at + 1] = LIFT_METRES;
      positions[at + 2] = z + (centreZ + right[1] * aside - z) * way;
      mirrored[at] = u * way;
      mirrored[at + 1] = v * way;
      mirrored[at + 2] = way;
    });
    mesh.updateVerticesData('position', positions);
    mesh.updateVerticesData('mirrored', mirrored);
    material.setVector3('eye', camera.position);
  });
  return {
    material,
    dispose() {
      undo();
      material.dispose();
      mesh.dispose();
    },
  };
}

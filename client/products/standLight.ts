import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector2 } from '@babylonjs/core/Maths/math.vector';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import fragment from '../../shaders/standLight.fragment.fx?raw';
import vertex from '../../shaders/standLight.vertex.fx?raw';
import type { Scene as SceneData, SceneStand } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { Ground } from '../world/ground.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

/** Metres of light around a stand. */
const POOL_METRES = 0.75;
/** Metres above the floor. */
const LIFT_METRES = 0.009;
/** Metres from a stand within which one stands at it. */
const NEAR_METRES = 2.1;
/** How bright the light is: where one stands, and on what the host points at. */
const NEAR = 0.42;
const PINNED = 0.85;
/** How fast it comes and goes: share per second, exponential. */
const EASE = 5;
/** Oak's gold, as the interface has it. */
const WARM = Color3.FromHexString('#e2b878');

/** A light around the stand one stands at, and around the stands that the host points at. */
export function openStandLights(
  world: World,
  link: Link,
  data: Pick<SceneData, 'stands'>,
  ground: Ground,
  me: { readonly x: number; readonly z: number },
): { dispose(): void } {
  Effect.ShadersStore.standLightVertexShader = vertex;
  Effect.ShadersStore.standLightFragmentShader = fragment;
  const lights = data.stands.map((stand) => ({ stand, strength: 0, pool: undefined as Pool | undefined }));
  const undo = world.onFrame((seconds) => {
    const share = 1 - Math.exp(-EASE * seconds);
    let nearest: SceneStand | undefined;
    let metres = NEAR_METRES;
    for (const { stand } of lights) {
      const away = Math.hypot(stand.position[0] - me.x, stand.position[2] - me.z) - stand.size[0] / 2;
      if (away < metres && link.state.stands.get(stand.id)?.product) [nearest, metres] = [stand, away];
    }
    for (const light of lights) {
      const pinned = link.state.stands.get(light.stand.id)?.pinned;
      const wanted = pinned ? PINNED : light.stand === nearest ? NEAR : 0;
      light.strength += (wanted - light.strength) * share;
      if (light.strength < 0.01) {
        light.pool?.mesh.setEnabled(false);
        continue;
      }
      light.pool ??= openPool(world, light.stand, ground);
      light.pool.mesh.setEnabled(true);
      light.pool.material.setFloat('strength', light.strength);
    }
  });
  return {
    dispose() {
      undo();
      for (const { pool } of lights.splice(0)) {
        pool?.material.dispose();
        pool?.mesh.dispose();
      }
    },
  };
}

type Pool = { mesh: Mesh; material: ShaderMaterial };

function openPool(world: World, { id, position, yaw, size, shape }: SceneStand, ground: Ground): Pool {
  const mesh = new Mesh(`light of ${id}`, world.scene);
  const half = [size[0] / 2 + POOL_METRES, size[1] / 2 + POOL_METRES] as const;
  Object.assign(new VertexData(), {
    positions: [-half[0], 0, -half[1], half[0], 0, -half[1], half[0], 0, half[1], -half[0], 0, half[1]],
    uvs: [-1, -1, 1, -1, 1, 1, -1, 1],
    indices: [0, 1, 2, 0, 2, 3],
  }).applyToMesh(mesh);
  mesh.position.set(position[0], ground.height(position[0], position[2]) + LIFT_METRES, position[2]);
  mesh.rotation.y = yaw;
  mesh.isPickable = false;
  const material = openShaderMaterial(`light of ${id}`, world.scene, 'standLight', {
    attributes: ['position', 'uv'],
    uniforms: ['world', 'viewProjection', 'colour', 'strength', 'foot', 'rounded'],
    needAlphaBlending: true,
  });
  material.alphaMode = Constants.ALPHA_ADD;
  material.disableDepthWrite = true;
  material.backFaceCulling = false;
  material.zOffset = -1;
  material.setColor3('colour', WARM);
  material.setVector2('foot', new Vector2(size[0] / 2 / half[0], size[1] / 2 / half[1]));
  material.setFloat('rounded', shape === 'round' ? 1 : 0);
  mesh.material = material;
  return { mesh, material };
}

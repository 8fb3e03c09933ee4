import { Effect } from '@babylonjs/core/Materials/effect';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder';
import fragment from '../../shaders/portal.fragment.fx?raw';
import vertex from '../../shaders/portal.vertex.fx?raw';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

/** The picture that one sees through a way out; `turn` is where a panorama looks first (radians). */
export type Behind = { url: string; turn?: number };

/** Metres before the wall or leaf, and metres behind the opening at which a room's picture hangs. */
const LIFT_METRES = 0.085;
const DEEP_METRES = 2.2;
/** Metres within which the rim grows brighter. */
const NEAR_METRES = 3.5;
/** Width to height of the pictures of rooms. */
const RATIO = 16 / 9;

/** Opens the ways out: through each one sees what is behind. Closing frees pictures and meshes. */
export function openPortals(
  world: World,
  { portals }: Pick<SceneData, 'portals'>,
  behind: (portal: ScenePortal) => Behind | undefined,
  me: { readonly x: number; readonly z: number },
): { dispose(): void } {
  const { scene } = world;
  Effect.ShadersStore.portalVertexShader = vertex;
  Effect.ShadersStore.portalFragmentShader = fragment;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let seconds = 0;
  const made = portals.flatMap((portal) => {
    const there = behind(portal);
    return there ? [openPortal(portal, there)] : [];
  });
  function openPortal(portal: ScenePortal, { url, turn = 0 }: Behind) {
    const { id, kind, position, yaw, width, height } = portal;
    const facing = new Vector3(-Math.sin(yaw), 0, -Math.cos(yaw));
    const mesh = CreatePlane(`portal ${id}`, { width, height }, scene);
    mesh.position.set(
      position[0] + facing.x * LIFT_METRES,
      position[1] + height / 2,
      position[2] + facing.z * LIFT_METRES,
    );
    mesh.rotation.y = yaw;
    mesh.isPickable = false;
    mesh.freezeWorldMatrix();
    const material = openShaderMaterial(`portal ${id}`, scene, 'portal', {
      attributes: ['position', 'uv'],
      uniforms: [
        ...['world', 'viewProjection', 'eye', 'middle', 'right', 'facing', 'half_'],
        ...['deep', 'ratio', 'seconds', 'near', 'turn'],
      ],
      samplers: ['picture'],
      defines: kind === 'panorama' ? ['#define PANORAMA'] : [],
    });
    material.backFaceCulling = false;
    const picture = new Texture(url, scene, { noMipmap: false, invertY: true });
    if (kind === 'panorama') picture.wrapU = Texture.WRAP_ADDRESSMODE;
    material.setTexture('picture', picture);
    material.setVector3('eye', world.camera.globalPosition);
    material.setVector3('middle', mesh.position);
    material.setVector3('right', new Vector3(-Math.cos(yaw), 0, Math.sin(yaw)));
    material.setVector3('facing', facing);
    material.setVector2('half_', new Vector2(width / 2, height / 2));
    material.setFloat('deep', DEEP_METRES);
    material.setFloat('ratio', RATIO);
    material.setFloat('seconds', 0);
    material.setFloat('near', 0);
    material.setFloat('turn', turn);
    mesh.material = material;
    return { portal, mesh, material, picture };
  }
  const undo = world.onFrame((step) => {
    if (!still) seconds += step;
    for (const { portal, material } of made) {
      const metres = Math.hypot(portal.position[0] - me.x, portal.position[2] - me.z);
      material.setFloat('near', Math.max(0, 1 - metres / NEAR_METRES));
      material.setFloat('seconds', seconds);
    }
  });
  return {
    dispose() {
      undo();
      for (const { mesh, material, picture } of made.splice(0)) {
        picture.dispose();
        material.dispose();
        mesh.dispose();
      }
    },
  };
}

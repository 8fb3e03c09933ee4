import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder';
import fragment from '../../shaders/glass.fragment.fx?raw';
import vertex from '../../shaders/glass.vertex.fx?raw';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { openChangingMaterial } from './shaderMaterial.ts';
import type { World } from './world.ts';

/** How far down the probe's levels the room is mirrored: clear enough to know a person's lamp, soft enough for its pixels. */
const BLUR = 1.2;
/** What a pane mirrors where the room is not known to it: plain light, linear. */
const PLAIN = new Color3(0.6, 0.58, 0.54);

/** Glazes a scene's windows; they mirror the room as soon as its probe is there, plain light in the light tier. Closing frees panes and materials. */
export function openGlass(
  world: World,
  { glass, probeBox, exposure }: Pick<SceneData, 'glass' | 'probeBox' | 'exposure'>,
): { dispose(): void } {
  const { scene, camera } = world;
  Effect.ShadersStore.glassVertexShader = vertex;
  Effect.ShadersStore.glassFragmentShader = fragment;
  const panes = glass.map(({ id, position: [x, y, z], yaw, width, height }) => {
    const mesh = CreatePlane(`glass ${id}`, { width, height }, scene);
    mesh.position.set(x, y + height / 2, z);
    mesh.rotation.y = yaw;
    mesh.isPickable = false;
    mesh.freezeWorldMatrix();
    const material = openChangingMaterial(`glass ${id}`, scene, 'glass', {
      attributes: ['position', 'uv'],
      uniforms: [
        ...['world', 'viewProjection', 'eye', 'facing', 'half_', 'exposure', 'sky'],
        ...['boxMiddle', 'boxHalf', 'flip', 'blur'],
      ],
      samplers: ['probe'],
      needAlphaBlending: true,
    });
    material.alphaMode = Constants.ALPHA_PREMULTIPLIED;
    material.backFaceCulling = false;
    material.disableDepthWrite = true;
    material.setVector3('eye', camera.globalPosition);
    material.setVector3('facing', new Vector3(-Math.sin(yaw), 0, -Math.cos(yaw)));
    material.setVector2('half_', new Vector2(width / 2, height / 2));
    material.setFloat('exposure', exposure);
    material.setColor3('sky', PLAIN);
    mesh.material = material;
    return { mesh, material };
  });
  const mirror = (material: ShaderMaterial, probe: BaseTexture): void => {
    material.setTexture('probe', probe);
    material.setVector3('boxMiddle', Vector3.FromArray(probeBox.position));
    material.setVector3('boxHalf', Vector3.FromArray(probeBox.size).scaleInPlace(0.5));
    material.setFloat('flip', scene.useRightHandedSystem ? -1 : 1);
    material.setFloat('blur', BLUR);
  };
  let mirrors = false;
  const undo = [
    world.standStill(panes.map(({ mesh }) => mesh)),
    world.onFrame(() => {
      const probe = scene.environmentTexture;
      const wanted = world.tier !== 'low' && probe?.isReady() === true && !probe.isRGBD;
      if (wanted === mirrors || !probe) return;
      mirrors = wanted;
      for (const { material } of panes) {
        if (wanted) mirror(material, probe);
        material.setDefine('MIRROR', wanted);
      }
    }),
  ];
  return {
    dispose() {
      for (const step of undo.splice(0)) step();
      for (const { mesh, material } of panes.splice(0)) {
        material.dispose();
        mesh.dispose();
      }
    },
  };
}

import '@babylonjs/core/Shaders/ShadersInclude/bonesDeclaration';
import '@babylonjs/core/Shaders/ShadersInclude/bonesVertex';
import '@babylonjs/core/Shaders/ShadersInclude/clipPlaneFragment';
import '@babylonjs/core/Shaders/ShadersInclude/clipPlaneFragmentDeclaration';
import '@babylonjs/core/Shaders/ShadersInclude/clipPlaneVertex';
import '@babylonjs/core/Shaders/ShadersInclude/clipPlaneVertexDeclaration';
import '@babylonjs/core/Shaders/ShadersInclude/instancesDeclaration';
import '@babylonjs/core/Shaders/ShadersInclude/instancesVertex';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { Material } from '@babylonjs/core/Materials/material';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../../shaders/xray.fragment.fx?raw';
import vertex from '../../../shaders/xray.vertex.fx?raw';
import { openChangingMaterial } from '../../world/shaderMaterial.ts';
import type { ShownModel } from './model.ts';

Effect.ShadersStore.xrayVertexShader = vertex;
Effect.ShadersStore.xrayFragmentShader = fragment;

/** A product that one looks through. */
export type Xray = {
  /** Looks through everything but some parts; undefined shows it as it is. */
  set(solid: ReadonlySet<string> | undefined): void;
  dispose(): void;
};

/** Ink of a drawing. */
const INK = new Color3(0.09, 0.11, 0.16);
const DENSITY = 0.62;

/** Opens the X-ray of a model: its meshes take one material for as long as they are looked through. */
export function openXray(model: ShownModel, scene: Scene): Xray {
  const own = new Map<AbstractMesh, Material | null>();
  let material: ShaderMaterial | undefined;
  const restore = (): void => {
    for (const [mesh, before] of own) mesh.material = before;
    own.clear();
  };
  return {
    set(solid) {
      restore();
      if (!solid) return;
      material ??= film(scene);
      for (const mesh of model.meshes) {
        if (solid.has(model.partOf(mesh))) continue;
        own.set(mesh, mesh.material);
        mesh.material = material;
      }
    },
    dispose() {
      restore();
      material?.dispose();
      material = undefined;
    },
  };
}

function film(scene: Scene): ShaderMaterial {
  const material = openChangingMaterial('x-ray', scene, 'xray', {
    attributes: ['position', 'normal'],
    uniforms: ['world', 'viewProjection', 'cameraPosition', 'colour', 'density'],
    needAlphaBlending: true,
  });
  material.setColor3('colour', INK);
  material.setFloat('density', DENSITY);
  material.backFaceCulling = false;
  material.disableDepthWrite = true;
  material.onBindObservable.add(() => {
    const eye = scene.activeCamera?.globalPosition;
    if (eye) material.getEffect()?.setVector3('cameraPosition', eye);
  });
  return material;
}

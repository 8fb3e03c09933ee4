import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import fragment from '../../shaders/screen.fragment.fx?raw';
import vertex from '../../shaders/screen.vertex.fx?raw';
import type { SceneScreen } from '../../shared/model/scene.ts';
import { openChangingMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

/** The surface of a screen, with a still picture on it until a feed is put over it. */
export type Surface = {
  place: SceneScreen;
  mesh: Mesh;
  material: ShaderMaterial;
  still: Texture;
  dispose(): void;
};

/** Hangs a surface on its wall, showing a picture. */
export function openSurface(world: World, place: SceneScreen, picture: string): Surface {
  const { scene } = world;
  Effect.ShadersStore.screenVertexShader = vertex;
  Effect.ShadersStore.screenFragmentShader = fragment;
  const mesh = CreatePlane(`screen ${place.id}`, { width: place.width, height: place.height }, scene);
  mesh.position = Vector3.FromArray(place.centre);
  mesh.rotation.y = place.yaw;
  mesh.isPickable = false;
  const material = openChangingMaterial(`screen ${place.id}`, scene, 'screen', {
    attributes: ['position', 'uv'],
    uniforms: ['world', 'viewProjection', 'mixed', 'fit'],
    samplers: ['feed', 'slate'],
  });
  material.backFaceCulling = false;
  mesh.material = material;
  const still = new Texture(picture, scene, { noMipmap: false, invertY: true });
  rest(material, still);
  return {
    place,
    mesh,
    material,
    still,
    dispose() {
      still.dispose();
      material.dispose();
      mesh.dispose();
    },
  };
}

/** Gives a material of a screen its still picture alone. */
export function rest(material: ShaderMaterial, still: Texture): void {
  material.setTexture('slate', still);
  material.setTexture('feed', still);
  material.setFloat('mixed', 0);
  material.setVector2('fit', Vector2.One());
}

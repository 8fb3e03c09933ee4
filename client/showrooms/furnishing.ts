import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreatePlane } from '@babylonjs/core/Meshes/Builders/planeBuilder';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import fragment from '../../shaders/logo.fragment.fx?raw';
import vertex from '../../shaders/logo.vertex.fx?raw';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Theme } from '../../shared/model/showroom.ts';
import type { Room } from '../world/room.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

/** What a brand made of a scene, drawn. */
export type Furnishing = {
  show(theme: Pick<Theme, 'colour' | 'fabric' | 'logo'>): void;
  dispose(): void;
};

/** Metres before the wall: a logo lies on it. */
const LIFT_METRES = 0.012;

/** Hangs the brand's logo in the slots of a scene and tints what takes its colours. */
export function openFurnishing(world: World, room: Room, { slots }: Pick<SceneData, 'slots'>): Furnishing {
  const { scene } = world;
  let logo = '';
  let picture: Texture | undefined;
  let meshes: Mesh[] = [];
  let undo = () => {};
  const takeDown = (): void => {
    undo();
    undo = () => {};
    picture?.dispose();
    for (const mesh of meshes.splice(0)) {
      mesh.material?.dispose();
      mesh.dispose();
    }
  };
  const hang = (url: string): void => {
    takeDown();
    logo = url;
    if (!url) return;
    Effect.ShadersStore.logoVertexShader = vertex;
    Effect.ShadersStore.logoFragmentShader = fragment;
    picture = new Texture(url, scene, { onLoad: fit });
    const material = openShaderMaterial('logo', scene, 'logo', {
      attributes: ['position', 'uv'],
      uniforms: ['world', 'viewProjection'],
      samplers: ['logo'],
      needAlphaBlending: true,
    });
    material.alphaMode = Constants.ALPHA_COMBINE;
    material.backFaceCulling = false;
    material.zOffset = -1;
    material.setTexture('logo', picture);
    meshes = slots.logos.map(({ id, centre, yaw }) => {
      const mesh = CreatePlane(`logo ${id}`, { size: 1 }, scene);
      mesh.position = Vector3.FromArray(centre).addInPlaceFromFloats(
        -Math.sin(yaw) * LIFT_METRES,
        0,
        -Math.cos(yaw) * LIFT_METRES,
      );
      mesh.rotation.y = yaw;
      mesh.material = material;
      mesh.isPickable = false;
      mesh.setEnabled(false);
      return mesh;
    });
    undo = world.standStill(meshes);
  };
  /** As large as it fits into its slot, in its own proportions. */
  const fit = (): void => {
    for (const [index, mesh] of meshes.entries()) {
      const slot = slots.logos[index]!;
      const size = picture!.getSize();
      const scale = Math.min(slot.width / size.width, slot.height / size.height);
      mesh.scaling.set(size.width * scale, size.height * scale, 1);
      mesh.setEnabled(true);
    }
  };
  return {
    show(theme) {
      for (const { material } of slots.colours) room.tint(material, theme.colour);
      for (const { material } of slots.fabrics) room.tint(material, theme.fabric);
      if (theme.logo !== logo) hang(theme.logo);
    },
    dispose: takeDown,
  };
}

import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import fragment from '../../shaders/reveal.fragment.fx?raw';
import vertex from '../../shaders/reveal.vertex.fx?raw';
import { openChangingMaterial } from '../world/shaderMaterial.ts';
import { createTube } from '../world/tube.ts';
import type { World } from '../world/world.ts';

/** Seconds that it takes. */
const SECONDS = 1.1;
/** Sides of the shell, and how much wider and higher than the product it is. */
const SIDES = 36;
const WIDER = 1.15;
const HIGHER = 1.2;

/** Where a product stands (the middle of its foot) and how large it is, metres. */
export type Revealed = { foot: readonly [number, number, number]; radius: number; height: number };

/** Lifts a veil of light from a product that has just come; answers how to end it early. With motion reduced there is none. */
export function reveal(world: World, { foot, radius, height }: Revealed): () => void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return () => {};
  const { scene } = world;
  Effect.ShadersStore.revealVertexShader = vertex;
  Effect.ShadersStore.revealFragmentShader = fragment;
  const mesh = createTube(world, 'reveal', SIDES);
  mesh.position.set(...(foot as [number, number, number]));
  mesh.scaling.set(radius * WIDER, height * HIGHER, radius * WIDER);
  const material = openChangingMaterial('reveal', scene, 'reveal', {
    attributes: ['position'],
    uniforms: ['world', 'viewProjection', 'shown', 'eye', 'middle'],
    needAlphaBlending: true,
  });
  material.alphaMode = Constants.ALPHA_COMBINE;
  material.disableDepthWrite = true;
  material.setVector3('eye', world.camera.globalPosition);
  material.setVector3('middle', Vector3.FromArray(foot as [number, number, number]));
  material.setFloat('shown', 0);
  mesh.material = material;
  let shown = 0;
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    undo();
    material.dispose();
    mesh.dispose();
  };
  const undo = world.onFrame((seconds) => {
    shown += seconds / SECONDS;
    if (shown >= 1) end();
    else material.setFloat('shown', 1 - (1 - shown) ** 2);
  });
  return end;
}

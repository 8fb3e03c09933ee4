/** Photographs the lit room into a small cube and packs it as an .env file (prefiltered reflections). */

import { HDRFiltering } from '@babylonjs/core/Materials/Textures/Filtering/hdrFiltering';
import type { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateEnvTextureAsync } from '@babylonjs/core/Misc/environmentTextureTools';
import { ReflectionProbe } from '@babylonjs/core/Probes/reflectionProbe';
import type { Scene } from '@babylonjs/core/scene';
import '@babylonjs/core/Engines/Extensions/engine.rawTexture';
import '@babylonjs/core/Engines/Extensions/engine.readTexture';
import '@babylonjs/core/Engines/Extensions/engine.renderTargetCube';
import '@babylonjs/core/Materials/Textures/baseTexture.polynomial';

/** Returns the .env file as base64. */
export async function captureProbe(scene: Scene, position: Vector3, size = 128): Promise<string> {
  const probe = new ReflectionProbe('probe', size, scene, true, true, true);
  probe.position = position;
  probe.renderList!.push(...scene.meshes);
  scene.customRenderTargets.push(probe.cubeTexture); // no material shows it yet, so nothing else would have it drawn
  for (let frame = 0; frame < 8; frame++) {
    scene.render();
    await new Promise((done) => setTimeout(done, 30));
  }
  const cube = probe.cubeTexture;
  cube.refreshRate = 0;
  await new HDRFiltering(scene.getEngine(), { hdrScale: 1, quality: 512 }).prefilter(cube);
  cube.forceSphericalPolynomialsRecompute();
  while (!cube.sphericalPolynomial) await new Promise((done) => setTimeout(done, 30)); // read back from the GPU; zero without it
  const file = new Uint8Array(
    await CreateEnvTextureAsync(cube, { imageType: 'image/webp', imageQuality: 0.82 }),
  );
  let text = '';
  for (const byte of file) text += String.fromCharCode(byte);
  return btoa(text);
}

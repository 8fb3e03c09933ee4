import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Matrix, Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import '@babylonjs/core/Meshes/thinInstanceMesh';
import fragment from '../../shaders/beam.fragment.fx?raw';
import vertex from '../../shaders/beam.vertex.fx?raw';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import { createTube } from '../world/tube.ts';
import type { World } from '../world/world.ts';
import { openShowLevels } from './showLevels.ts';

/** What a show listens to: how loud the programme is, how many clap, how many are there. */
export type ShowPulse = { loudness(): number; clapping(): number; people(): number };

/** Sides of a beam's cone. */
const SIDES = 28;
/** How bright a full beam of strength 1 is. */
const GAIN = 0.24;
/** Metres that a beam goes beyond its aim. */
const BEYOND_METRES = 1;

/** The beams of a scene: bright and swinging with the programme's sound and the applause. One draw call. */
export function openLightShow(
  world: World,
  data: Pick<SceneData, 'lights'>,
  pulse: ShowPulse,
): { dispose(): void } {
  if (data.lights.length === 0) return { dispose() {} };
  const { scene } = world;
  Effect.ShadersStore.beamVertexShader = vertex;
  Effect.ShadersStore.beamFragmentShader = fragment;
  const mesh = createTube(world, 'beams', SIDES);
  mesh.alwaysSelectAsActiveMesh = true;
  const material = openShaderMaterial('beams', scene, 'beam', {
    attributes: ['position', 'world0', 'world1', 'world2', 'world3', 'glow'],
    uniforms: ['viewProjection', 'eye'],
    needAlphaBlending: true,
  });
  material.alphaMode = Constants.ALPHA_ADD;
  material.disableDepthWrite = true;
  material.backFaceCulling = false;
  material.setVector3('eye', world.camera.globalPosition);
  mesh.material = material;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const beams = data.lights.map((light, index) => ({
    light,
    from: Vector3.FromArray(light.position),
    way: Vector3.FromArray(light.target).subtractInPlace(Vector3.FromArray(light.position)),
    colour: Color3.FromHexString(light.colour).toLinearSpace(),
    offset: index * 1.7,
  }));
  const matrices = new Float32Array(beams.length * 16);
  const glows = new Float32Array(beams.length * 4);
  const levels = openShowLevels();
  const [turn, way, scale, matrix] = [new Quaternion(), new Vector3(), new Vector3(), new Matrix()];
  const down = new Vector3(0, 1, 0);
  const aim = (): void => {
    for (let index = 0; index < beams.length; index++) {
      const { light, from, way: straight, colour, offset } = beams[index]!;
      const swing = still ? 0 : light.sweep * Math.sin(levels.phase + offset);
      way.copyFrom(straight);
      const [x, z] = [way.x, way.z];
      way.x = x * Math.cos(swing) - z * Math.sin(swing) + Math.sin(swing) * Math.abs(way.y) * 0.5;
      way.z = x * Math.sin(swing) + z * Math.cos(swing);
      const length = way.length() + BEYOND_METRES;
      way.normalize();
      Quaternion.FromUnitVectorsToRef(down, way, turn);
      const wide = Math.tan(light.angle / 2) * length;
      scale.set(wide, length, wide);
      Matrix.ComposeToRef(scale, turn, from, matrix);
      matrix.copyToArray(matrices, index * 16);
      const level = light.follows === 'applause' ? levels.applause : levels.programme;
      glows[index * 4] = colour.r;
      glows[index * 4 + 1] = colour.g;
      glows[index * 4 + 2] = colour.b;
      glows[index * 4 + 3] = level * light.strength * GAIN;
    }
  };
  aim();
  mesh.thinInstanceSetBuffer('matrix', matrices, 16, false);
  mesh.thinInstanceSetBuffer('glow', glows, 4, false);
  const undo = world.onFrame((seconds) => {
    levels.step(seconds, pulse.loudness(), pulse.clapping(), pulse.people());
    aim();
    mesh.thinInstanceBufferUpdated('matrix');
    mesh.thinInstanceBufferUpdated('glow');
  });
  return {
    dispose() {
      undo();
      material.dispose();
      mesh.dispose();
    },
  };
}

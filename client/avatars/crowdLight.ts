import { Effect } from '@babylonjs/core/Materials/effect';
import type { ShaderMaterial } from '@babylonjs/core/Materials/shaderMaterial';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { Vector3, Vector4 } from '@babylonjs/core/Maths/math.vector';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../shaders/crowd.fragment.fx?raw';
import vertex from '../../shaders/crowd.vertex.fx?raw';
import shadowFragment from '../../shaders/crowdShadow.fragment.fx?raw';
import shadowVertex from '../../shaders/crowdShadow.vertex.fx?raw';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { openShaderMaterial } from '../world/shaderMaterial.ts';
import type { World } from '../world/world.ts';

Effect.ShadersStore.crowdVertexShader = vertex;
Effect.ShadersStore.crowdFragmentShader = fragment;
Effect.ShadersStore.crowdShadowVertexShader = shadowVertex;
Effect.ShadersStore.crowdShadowFragmentShader = shadowFragment;

/** What one kind of body brings to its material. */
export type Look = {
  name: string;
  bones: BaseTexture;
  palettes: BaseTexture;
  paletteSize: { width: number; height: number };
  packing: readonly [number, number, number, number];
  /** Seen from far: two bones per vertex, no reflections, poses to the nearest frame. */
  far: boolean;
};

/** What a screen throws on people; read before each frame. */
export type ScreenShine = { at: Vector3; facing: Vector3; colour: Vector3 };

/** No screen, no light of it. */
export const NO_SCREEN: ScreenShine = { at: Vector3.Zero(), facing: Vector3.Up(), colour: Vector3.Zero() };

/** The light that people stand in: makes their materials and keeps them lit. */
export type CrowdLight = {
  material(look: Look): ShaderMaterial;
  shadow(): ShaderMaterial;
  /** Before a frame: takes the probe's light as soon as it is there. */
  refresh(): void;
};

/** Radius of the shadow below somebody and its height above the floor's boards, metres. */
const SHADOW = { radius: 0.36, lift: 0.012 } as const;
/** Numbers of the probe's diffuse light: nine colours. */
const AMBIENT_FLOATS = 27;
const UNIFORMS = [
  ...['viewProjection', 'packing', 'paletteSize', 'between', 'ambient', 'sunDirection'],
  ...['screenAt', 'screenFacing', 'screenLight'],
];

/** Opens the light of a scene. */
export function openCrowdLight(
  world: World,
  data: Pick<SceneData, 'sun' | 'exposure'>,
  screen: ScreenShine,
): CrowdLight {
  const { scene } = world;
  const ambient: number[] = new Array<number>(AMBIENT_FLOATS).fill(0);
  const direction = Vector3.FromArray(data.sun.direction).normalize();
  const sun = Vector3.FromArray(data.sun.colour).scaleInPlace(data.sun.intensity / Math.PI);
  const near = new Set<ShaderMaterial>();
  let lit: BaseTexture | undefined;
  return {
    material({ name, bones, palettes, paletteSize, packing, far }) {
      const material = openShaderMaterial(name, scene, 'crowd', {
        attributes: [
          ...['position', 'normal', 'uv', 'color', 'matricesIndices', 'matricesWeights'],
          ...['placing', 'motion', 'fade'],
        ],
        uniforms: [...UNIFORMS, 'sunLight', 'eye', 'exposure', 'probeLevels'],
        samplers: ['bones', 'palettes', 'probe'],
        defines: far ? ['#define INFLUENCES 2'] : ['#define INFLUENCES 4'],
      });
      material.setTexture('bones', bones);
      material.setTexture('palettes', palettes);
      material.setVector2('paletteSize', { x: paletteSize.width, y: paletteSize.height });
      material.setVector4('packing', Vector4.FromArray(packing));
      material.setFloat('exposure', data.exposure);
      material.setVector3('sunDirection', direction);
      material.setVector3('sunLight', sun);
      material.setVector3('eye', world.camera.globalPosition);
      material.setVector3('screenAt', screen.at);
      material.setVector3('screenFacing', screen.facing);
      material.setVector3('screenLight', screen.colour);
      material.setArray3('ambient', ambient);
      material.onBindObservable.add(() => {
        material.getEffect().setFloat('between', far || world.tier === 'low' ? 0 : 1);
      });
      // Those near are given a mirror once the room's light has come.
      material.checkReadyOnlyOnce = far;
      if (!far) near.add(material);
      material.onDisposeObservable.add(() => near.delete(material));
      if (lit && !far) mirror(material, lit);
      return material;
    },
    shadow() {
      const material = openShaderMaterial('people shadows', scene, 'crowdShadow', {
        attributes: ['position', 'placing'],
        uniforms: ['viewProjection', 'radius', 'lift'],
        needAlphaBlending: true,
      });
      material.setFloat('radius', SHADOW.radius);
      material.setFloat('lift', SHADOW.lift);
      material.backFaceCulling = false;
      material.zOffset = -2;
      return material;
    },
    refresh() {
      const probe = scene.environmentTexture;
      if (!probe || probe === lit || !probe.isReady()) return;
      lit = probe;
      readAmbient(probe, scene, ambient);
      for (const material of near) mirror(material, probe);
    },
  };
}

/** Lets a material mirror the probe, unless the probe is packed in a way that the shader does not read. */
function mirror(material: ShaderMaterial, probe: BaseTexture): void {
  if (probe.isRGBD) return;
  material.setTexture('probe', probe);
  const flip = material.getScene().useRightHandedSystem ? -1 : 1;
  material.setVector3('probeLevels', new Vector3(probe.getSize().width, probe.lodGenerationScale, flip));
  material.setDefine('MIRROR', true);
}

/** The probe's diffuse light as a polynomial of the normal; a right-handed scene looks its z up the other way round. */
function readAmbient(probe: BaseTexture, scene: Scene, into: number[]): void {
  const light = probe.sphericalPolynomial;
  if (!light) return;
  const { x, y, z, xx, yy, zz, xy, yz, zx } = light;
  const flip = scene.useRightHandedSystem ? -1 : 1;
  const signs = [1, 1, flip, 1, 1, 1, 1, flip, flip];
  for (const [at, part] of [x, y, z, xx, yy, zz, xy, yz, zx].entries()) {
    into[at * 3] = part.x * signs[at]! * scene.environmentIntensity;
    into[at * 3 + 1] = part.y * signs[at]! * scene.environmentIntensity;
    into[at * 3 + 2] = part.z * signs[at]! * scene.environmentIntensity;
  }
}

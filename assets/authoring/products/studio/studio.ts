/** A small photo studio: one product or several bodies, soft shadow, warm key light, transparent ground. */

import type { AssetContainer } from '@babylonjs/core/assetContainer';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Engine } from '@babylonjs/core/Engines/engine';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import { ShadowGenerator } from '@babylonjs/core/Lights/Shadows/shadowGenerator';
import { LoadAssetContainerAsync } from '@babylonjs/core/Loading/sceneLoader';
import { ImageProcessingConfiguration } from '@babylonjs/core/Materials/imageProcessingConfiguration';
import type { PBRMaterial } from '@babylonjs/core/Materials/PBR/pbrMaterial';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { HDRCubeTexture } from '@babylonjs/core/Materials/Textures/hdrCubeTexture';
import { RenderTargetTexture } from '@babylonjs/core/Materials/Textures/renderTargetTexture';
import { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color3, Color4, Vector3 } from '@babylonjs/core/Maths/math';
import { CreateGround } from '@babylonjs/core/Meshes/Builders/groundBuilder';
import { MeshoptCompression } from '@babylonjs/core/Meshes/Compression/meshoptCompression';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';
import { CreateEnvTextureAsync } from '@babylonjs/core/Misc/environmentTextureTools';
import { Scene } from '@babylonjs/core/scene';
import '@babylonjs/core/Lights/Shadows/shadowGeneratorSceneComponent';
import '@babylonjs/core/Engines/Extensions/engine.rawTexture';
import '@babylonjs/core/Engines/Extensions/engine.readTexture';
import '@babylonjs/core/Materials/Textures/baseTexture.polynomial';
import '@babylonjs/core/Helpers/sceneHelpers';
import '@babylonjs/core/Animations/animatable';
import '@babylonjs/loaders/glTF/2.0';

/** One thing put into the studio. */
interface Prop {
  root: Mesh;
  container: AssetContainer;
  floor?: Mesh;
}

/** Where the camera stands, in metres, and its vertical angle in degrees. */
interface View {
  from: number[];
  to: number[];
  angle: number;
}

const engine = new Engine(document.querySelector('canvas')!, true, {
  preserveDrawingBuffer: true,
  premultipliedAlpha: true,
  alpha: true,
  stencil: false,
});
const scene = new Scene(engine);
scene.useRightHandedSystem = true;
scene.clearColor = new Color4(0, 0, 0, 0);
scene.skipPointerMovePicking = true;
const tone = scene.imageProcessingConfiguration;
tone.toneMappingEnabled = true;
tone.toneMappingType = ImageProcessingConfiguration.TONEMAPPING_KHR_PBR_NEUTRAL;
tone.exposure = 1;
MeshoptCompression.Configuration = { decoder: { url: '/meshopt_decoder.js' } };

const camera = new FreeCamera('camera', new Vector3(0, 1, 3), scene);
camera.minZ = 0.02;
camera.maxZ = 40;
scene.environmentTexture = new HDRCubeTexture('/studio.hdr', scene, 128, false, true, false, true);
scene.environmentIntensity = 0.85;
const key = new DirectionalLight('key', new Vector3(0.55, -0.9, -0.6).normalize(), scene);
key.intensity = 1.7;
key.diffuse = new Color3(1, 0.95, 0.88);
const shadows = new ShadowGenerator(1024, key);
shadows.usePercentageCloserFiltering = true;
shadows.bias = 0.0015;
shadows.normalBias = 0.003;
shadows.getShadowMap()!.refreshRate = RenderTargetTexture.REFRESHRATE_RENDER_ONCE;
const props = new Map<string, Prop>();
let shown = '';

/** A floor that is only a shadow: black, with the baked picture as opacity. */
async function shadowFloor(url: string, halfWidth: number, strength: number): Promise<Mesh> {
  const picture = new Image();
  picture.src = url;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 256;
  const pen = canvas.getContext('2d')!;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, 256, 256);
  const pixels = pen.getImageData(0, 0, 256, 256);
  for (let i = 0; i < 256 * 256; i++) {
    const edge = Math.hypot((i % 256) - 127.5, Math.floor(i / 256) - 127.5) / 128;
    const fade = Math.min(1, Math.max(0, (1 - edge) / 0.35));
    pixels.data[i * 4 + 3] = (255 - pixels.data[i * 4]!) * strength * fade;
    pixels.data.fill(255, i * 4, i * 4 + 3);
  }
  pen.putImageData(pixels, 0, 0);
  const material = new StandardMaterial('floor', scene);
  material.disableLighting = true;
  material.emissiveColor = new Color3(0.13, 0.09, 0.05);
  material.opacityTexture = new Texture(canvas.toDataURL(), scene, false, true);
  material.opacityTexture.hasAlpha = true;
  material.backFaceCulling = false;
  const floor = CreateGround('floor', { width: halfWidth * 2, height: halfWidth * 2 }, scene);
  floor.material = material;
  return floor;
}

export const studio = {
  /** Load a GLB under a name; it stays hidden until shown. */
  async load(name: string, url: string, shadow?: { url: string; halfWidth: number; strength: number }) {
    const container = await LoadAssetContainerAsync(url, scene);
    container.addAllToScene();
    const root = container.rootNodes[0] as Mesh;
    root.rotationQuaternion = null;
    const prop: Prop = { root, container };
    if (shadow) prop.floor = await shadowFloor(shadow.url, shadow.halfWidth, shadow.strength);
    for (const mesh of container.meshes) {
      mesh.receiveShadows = true;
      shadows.addShadowCaster(mesh, false);
    }
    for (const group of container.animationGroups) group.stop();
    props.set(name, prop);
    studio.show([]);
    await scene.whenReadyAsync();
  },
  /** Show exactly these things. */
  show(names: string[]) {
    if (shown === names.join()) return;
    shown = names.join();
    shadows.getShadowMap()!.resetRefreshCounter();
    for (const [name, prop] of props) {
      const on = names.includes(name);
      prop.root.setEnabled(on);
      prop.floor?.setEnabled(on);
    }
  },
  /** Put a thing somewhere, turned about y. */
  place(name: string, x: number, y: number, z: number, yaw: number) {
    const prop = props.get(name)!;
    if (prop.root.position.equalsToFloats(x, y, z) && prop.root.rotation.y === yaw) return;
    shadows.getShadowMap()!.resetRefreshCounter();
    prop.root.position.set(x, y, z);
    prop.root.rotation.y = yaw;
    prop.floor?.position.set(x, y + 0.0005, z);
  },
  /** Hold a clip at a time in seconds. */
  pose(name: string, clip: string, seconds: number) {
    shadows.getShadowMap()!.resetRefreshCounter();
    for (const group of props.get(name)!.container.animationGroups) {
      if (group.name !== clip) {
        group.stop();
        continue;
      }
      group.start(true);
      group.goToFrame(group.from + ((seconds * 60) % (group.to - group.from)));
      group.pause();
    }
  },
  /** Point the camera. */
  view({ from, to, angle }: View) {
    camera.position.fromArray(from);
    camera.setTarget(Vector3.FromArray(to));
    camera.fov = (angle * Math.PI) / 180;
  },
  /** Set exposure, key light and environment. */
  light(exposure: number, keyPower: number, environment: number, turn = 0) {
    tone.exposure = exposure;
    key.intensity = keyPower;
    scene.environmentIntensity = environment;
    (scene.environmentTexture as HDRCubeTexture).rotationY = turn;
  },
  /** The light of the studio as an .env file, base64. */
  async environment() {
    await scene.whenReadyAsync();
    const cube = scene.environmentTexture!;
    while (!cube.sphericalPolynomial) await new Promise((done) => setTimeout(done, 30));
    const options = { imageType: 'image/webp', imageQuality: 0.82 } as const;
    const file = new Uint8Array(await CreateEnvTextureAsync(cube, options));
    return btoa(Array.from(file, (byte) => String.fromCharCode(byte)).join(''));
  },
  /** Scale what a thing emits. */
  glow(name: string, factor: number) {
    for (const material of props.get(name)!.container.materials as PBRMaterial[])
      material.emissiveIntensity = factor;
  },
  /** Replace one texel of a body's palette (see the avatars' README). */
  tint(name: string, texel: [number, number], colour: [number, number, number]) {
    const material = props.get(name)!.container.materials[0] as PBRMaterial;
    const old = material.albedoTexture as Texture;
    return old.readPixels()!.then((data) => {
      const { width, height } = old.getSize();
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      const pen = canvas.getContext('2d')!;
      pen.putImageData(new ImageData(new Uint8ClampedArray(data.buffer as ArrayBuffer), width, height), 0, 0);
      pen.fillStyle = `rgb(${colour.join(',')})`;
      pen.fillRect(texel[0], texel[1], 1, 1);
      const next = new Texture(canvas.toDataURL(), scene, true, false, Texture.NEAREST_SAMPLINGMODE);
      next.gammaSpace = true;
      material.albedoTexture = next;
    });
  },
  /** Draw one frame now; shadows are drawn again only after things were shown or moved. */
  async draw() {
    if (!scene.isReady()) await scene.whenReadyAsync();
    scene.render();
  },
  /** Size in metres, triangles and draw calls of a thing. */
  facts(name: string) {
    const prop = props.get(name)!;
    const { min, max } = prop.root.getHierarchyBoundingVectors();
    return {
      size: max.subtract(min).asArray(),
      min: min.asArray(),
      triangles: prop.container.meshes.reduce((sum, mesh) => sum + mesh.getTotalIndices() / 3, 0),
      parts: prop.container.meshes.filter((mesh) => mesh.getTotalVertices() > 0).length,
    };
  },
};
Object.assign(window, { studio });

/** Draws a model from fixed views and hands its pixels back: the same code for an original and for what was made of it. */
import basisCode from '@babylonjs/core/assets/Basis/basis_transcoder.js?url';
import basisBinary from '@babylonjs/core/assets/Basis/basis_transcoder.wasm?url';
import meshoptDecoder from '@babylonjs/core/assets/meshopt/meshopt_decoder.js?url';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Engine } from '@babylonjs/core/Engines/engine';
import { LoadAssetContainerAsync } from '@babylonjs/core/Loading/sceneLoader';
import { ImageProcessingConfiguration } from '@babylonjs/core/Materials/imageProcessingConfiguration';
import { CubeTexture } from '@babylonjs/core/Materials/Textures/cubeTexture';
import type { Texture } from '@babylonjs/core/Materials/Textures/texture';
import { Color4 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { MeshoptCompression } from '@babylonjs/core/Meshes/Compression/meshoptCompression';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { KhronosTextureContainer2 } from '@babylonjs/core/Misc/khronosTextureContainer2';
import { Scene } from '@babylonjs/core/scene';
import { KHR_materials_variants } from '@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_variants';
import '@babylonjs/loaders/glTF/2.0';
import '@babylonjs/core/Animations/animatable';
import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import '@babylonjs/core/Materials/Textures/Loaders/ktxTextureLoader';
import '@babylonjs/core/Meshes/thinInstanceMesh';

type Box = { min: number[]; max: number[] };
type View = { yaw: number; pitch: number; zoom: number };
export type Sitting = { url: string; size: number; views: View[]; box?: Box };
export type Sat = { box: Box; pictures: string[] };

declare global {
  interface Window {
    pipelineBench: { draw(sitting: Sitting): Promise<Sat> };
  }
}

const BACKGROUND = 0.55;
const FIELD = Math.PI / 6;
/** How much of the picture's width a model fills at most. */
const FILL = 0.94;
const RGBA8 = { basis: 13, gl: 0x8058 } as const;

MeshoptCompression.Configuration = { decoder: { url: meshoptDecoder } };

interface BasisFile {
  isValid(): boolean;
  startTranscoding(): boolean;
  getLevels(): number;
  getWidth(): number;
  getHeight(): number;
  getHasAlpha(): number;
  getDFDTransferFunc(): number;
  getImageLevelInfo(level: number, layer: number, face: number): { origWidth: number; origHeight: number };
  getImageTranscodedSizeInBytes(level: number, layer: number, face: number, format: number): number;
  transcodeImage(
    to: Uint8Array,
    level: number,
    layer: number,
    face: number,
    format: number,
    ...rest: number[]
  ): boolean;
  close(): void;
  delete(): void;
}
interface BasisModule {
  initializeBasis(): void;
  KTX2File: new (data: Uint8Array) => BasisFile;
}

let basis: Promise<BasisModule> | undefined;

async function startBasis(): Promise<BasisModule> {
  await new Promise((loaded, failed) => {
    const script = Object.assign(document.createElement('script'), { src: basisCode });
    script.addEventListener('load', loaded);
    script.addEventListener('error', failed);
    document.head.append(script);
  });
  const open = (globalThis as unknown as { BASIS(options: object): Promise<BasisModule> }).BASIS;
  const module = await open({ wasmBinary: await (await fetch(basisBinary)).arrayBuffer() });
  module.initializeBasis();
  return module;
}

/** The engine's own transcoders lie on the network; and all go to plain pixels, so that the graphics card has no say in it. */
class KTX2Decoder {
  async decode(data: Uint8Array) {
    basis ??= startBasis();
    const { KTX2File } = await basis;
    const file = new KTX2File(new Uint8Array(data));
    try {
      if (!file.isValid() || !file.startTranscoding()) throw new Error('a broken KTX2 texture');
      const mipmaps = Array.from({ length: file.getLevels() }, (_, level) => {
        const { origWidth: width, origHeight: height } = file.getImageLevelInfo(level, 0, 0);
        const pixels = new Uint8Array(file.getImageTranscodedSizeInBytes(level, 0, 0, RGBA8.basis));
        if (!file.transcodeImage(pixels, level, 0, 0, RGBA8.basis, 0, -1, -1))
          throw new Error('a broken level');
        return { data: pixels, width, height };
      });
      return {
        width: file.getWidth(),
        height: file.getHeight(),
        transcodedFormat: RGBA8.gl,
        mipmaps,
        layerCount: 1,
        isInGammaSpace: file.getDFDTransferFunc() === 2,
        hasAlpha: Boolean(file.getHasAlpha()),
        transcoderName: 'rgba',
        errors: '',
      };
    } finally {
      file.close();
      file.delete();
    }
  }
}
Object.assign(globalThis, { KTX2DECODER: { KTX2Decoder, MSCTranscoder: {}, WASMMemoryManager: {} } });
KhronosTextureContainer2.DefaultNumWorkers = 0;

/** Puts the camera as near as every corner of the box allows, then narrows its field by the zoom. */
function frame(camera: FreeCamera, box: Box, { yaw, pitch, zoom }: View): void {
  const [low, high] = [Vector3.FromArray(box.min), Vector3.FromArray(box.max)];
  const middle = low.add(high).scale(0.5);
  const [a, b] = [(yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const back = new Vector3(Math.sin(a) * Math.cos(b), Math.sin(b), Math.cos(a) * Math.cos(b));
  const right = Vector3.Cross(Vector3.Up(), back).normalize();
  const up = Vector3.Cross(back, right);
  const reach = Math.tan(FIELD / 2) * FILL;
  let away = 0;
  for (let corner = 0; corner < 8; corner++) {
    const of = (axis: 'x' | 'y' | 'z', bit: number): number =>
      (corner & bit ? high : low)[axis] - middle[axis];
    const point = new Vector3(of('x', 1), of('y', 2), of('z', 4));
    const aside = Math.max(Math.abs(Vector3.Dot(point, right)), Math.abs(Vector3.Dot(point, up)));
    away = Math.max(away, Vector3.Dot(point, back) + aside / reach);
  }
  camera.position = middle.add(back.scale(away));
  camera.setTarget(middle);
  camera.fov = 2 * Math.atan(Math.tan(FIELD / 2) / zoom);
  [camera.minZ, camera.maxZ] = [away / 100, away * 10];
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function studio(engine: Engine): Scene {
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.clearColor = new Color4(BACKGROUND, BACKGROUND, BACKGROUND, 1);
  scene.imageProcessingConfiguration.toneMappingEnabled = true;
  scene.imageProcessingConfiguration.toneMappingType =
    ImageProcessingConfiguration.TONEMAPPING_KHR_PBR_NEUTRAL;
  scene.environmentTexture = CubeTexture.CreateFromPrefilteredData('/assets/products/studio.env', scene);
  return scene;
}

async function draw({ url, size, views, box: given }: Sitting): Promise<Sat> {
  const canvas = Object.assign(document.createElement('canvas'), { width: size, height: size });
  document.body.append(canvas);
  const engine = new Engine(canvas, true, { preserveDrawingBuffer: true, stencil: true }, false);
  try {
    const scene = studio(engine);
    const model = await LoadAssetContainerAsync(url, scene);
    model.addAllToScene();
    for (const group of model.animationGroups) group.stop();
    for (const texture of model.textures) (texture as Texture).anisotropicFilteringLevel = 8;
    const camera = new FreeCamera('view', Vector3.Zero(), scene);
    scene.activeCamera = camera;
    const bounds = scene.getWorldExtends((mesh) => mesh.getTotalVertices() > 0);
    const box = given ?? { min: bounds.min.asArray(), max: bounds.max.asArray() };
    const root = model.rootNodes[0] as TransformNode;
    const pictures: string[] = [];
    const variants = KHR_materials_variants.GetAvailableVariants(root) ?? [];
    for (const variant of variants.length > 0 ? variants : [undefined]) {
      if (variant) KHR_materials_variants.SelectVariant(root, variant);
      for (const view of views) {
        frame(camera, box, view);
        await scene.whenReadyAsync();
        scene.render();
        scene.render();
        const pixels = await engine.readPixels(0, 0, size, size);
        pictures.push(base64(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength)));
      }
    }
    return { box, pictures };
  } finally {
    engine.dispose();
    canvas.remove();
  }
}

window.pipelineBench = { draw };

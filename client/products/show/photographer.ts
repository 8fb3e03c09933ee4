import '@babylonjs/core/Engines/Extensions/engine.readTexture';
import '@babylonjs/core/Materials/Textures/baseTexture.polynomial';
import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import { Engine } from '@babylonjs/core/Engines/engine';
import { Color4 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { addContactShadow } from '../../world/contactShadow.ts';
import { type ShownModel, showModel } from './model.ts';
import { distanceFor, FIRST_VIEW, openStudio, PAPER } from './studio.ts';

/** Where a picture is taken from: radians about and above the product, and how near (1 shows all of it). */
export type Shot = { yaw: number; pitch: number; zoom: number };

/** Takes pictures of models in the studio, all in the same light and place, off the page. `dispose` frees all of it; twice is once. */
export type Photographer = {
  /** Puts a model before the camera; the box that pictures are framed by stays that of the first, so that they can be compared. */
  load(url: string): Promise<ShownModel>;
  /** A picture as pixels, upright. */
  pixels(shot: Shot): Promise<ImageData>;
  /** Sizes of pictures to come. */
  setSize(width: number, height: number): void;
  dispose(): void;
};

/** The four whole views and the four close ones from which two models are compared. */
export const WHOLE_SHOTS: readonly Shot[] = [30, 120, 210, 300].map((degrees, index) => ({
  yaw: (degrees * Math.PI) / 180,
  pitch: index === 3 ? 0.96 : 0.35,
  zoom: 1,
}));
export const CLOSE_SHOTS: readonly Shot[] = WHOLE_SHOTS.map((shot) => ({ ...shot, zoom: 3 }));
/** How a product is portrayed: as one first sees it in the hand. */
export const PORTRAIT: Shot = { yaw: FIRST_VIEW.alpha, pitch: Math.PI / 2 - FIRST_VIEW.beta, zoom: 1 };

/** Opens a photographer with a canvas of its own; `shadow` lays the product on the ground. */
export function openPhotographer({ shadow }: { shadow: boolean }): Photographer {
  const canvas = document.createElement('canvas');
  const engine = new Engine(canvas, true, {
    preserveDrawingBuffer: true,
    stencil: false,
    audioEngine: false,
  });
  const { scene, camera } = openStudio(engine);
  camera.inputs.clear();
  camera.lowerBetaLimit = 0.001;
  scene.clearColor = new Color4(PAPER.r, PAPER.g, PAPER.b, 1);
  let model: ShownModel | undefined;
  let box: { middle: Vector3; radius: number } | undefined;
  let disposed = false;
  const setSize = (width: number, height: number): void => {
    canvas.width = width;
    canvas.height = height;
    engine.setSize(width, height, true);
  };
  setSize(512, 512);
  const ground = (min: Vector3, max: Vector3): void => {
    const node = new TransformNode('ground', scene);
    node.position.y = min.y;
    addContactShadow(node, (max.x - min.x) * 0.72, (max.z - min.z) * 0.72, scene);
  };
  return {
    setSize,
    async load(url) {
      model?.dispose();
      model = await showModel(url, scene);
      if (!box) {
        const { min, max } = model.bounds();
        box = { middle: Vector3.Center(min, max), radius: Math.max(Vector3.Distance(min, max) / 2, 1e-4) };
        if (shadow) ground(min, max);
        camera.minZ = box.radius / 100;
        camera.maxZ = box.radius * 40;
      }
      await scene.whenReadyAsync();
      return model;
    },
    async pixels({ yaw, pitch, zoom }) {
      if (!box) throw new Error('nothing stands before the camera');
      const [width, height] = [engine.getRenderWidth(), engine.getRenderHeight()];
      camera.alpha = yaw;
      camera.beta = Math.PI / 2 - pitch;
      camera.radius = distanceFor(box.radius, width / height, 1.02);
      camera.target.copyFrom(box.middle);
      camera.fov = 2 * Math.atan(Math.tan(0.31) / zoom);
      await scene.whenReadyAsync();
      scene.render();
      // What a material still lacked in the first picture is there in the second.
      await scene.whenReadyAsync();
      scene.render();
      const read = (await engine.readPixels(0, 0, width, height)) as Uint8Array;
      return upright(read, width, height);
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      model?.dispose();
      scene.dispose();
      engine.dispose();
    },
  };
}

/** Pixels as read from the graphics card stand on their head. */
function upright(read: Uint8Array, width: number, height: number): ImageData {
  const image = new ImageData(width, height);
  for (let y = 0; y < height; y++)
    image.data.set(read.subarray((height - 1 - y) * width * 4, (height - y) * width * 4), y * width * 4);
  return image;
}

/**
 * The light tier's sharp picture: while the view stands still, what never moves is drawn once in full resolution, in strips
 * over some frames, then again with small shifts that smooth its edges. Each frame then lays that picture and its depth
 * under what moves: people, the screen.
 */
import '@babylonjs/core/Engines/Extensions/engine.renderTarget';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Constants } from '@babylonjs/core/Engines/constants';
import type { Engine } from '@babylonjs/core/Engines/engine';
import { EffectRenderer, EffectWrapper } from '@babylonjs/core/Materials/effectRenderer';
import { RenderTargetTexture } from '@babylonjs/core/Materials/Textures/renderTargetTexture';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene } from '@babylonjs/core/scene';
import blendFragment from '../../shaders/backdropBlend.fragment.fx?raw';
import layFragment from '../../shaders/backdropLay.fragment.fx?raw';
import vertex from '../../shaders/fullScreen.vertex.fx?raw';
import { BACKDROP_CAMERA, MOVING_LAYERS, STILL_LAYER, stripOf, strips } from './stillness.ts';

/** What drawing a picture costs. */
export type Cost = { drawCalls: number; indices: number };

/** The sharp picture of what stands still. */
export type Backdrop = {
  /** Draws one more piece of the picture; true when the picture has become whole. */
  advance(still: readonly AbstractMesh[]): boolean;
  /** Whether all passes are drawn: there is nothing to advance. */
  readonly complete: boolean;
  /** Whether a whole picture lies under each frame now. */
  readonly held: boolean;
  /** Cost of the held picture when it was drawn. */
  readonly cost: Readonly<Cost>;
  /** The view has changed: draw everything again. */
  release(): void;
  dispose(): void;
};

/** Shifts of the passes within a pixel, in pixels; the first is the one that is shown while the others come. */
const SHIFTS = [
  [0, 0],
  [-0.38, -0.12],
  [0.12, -0.38],
  [0.38, 0.12],
  [-0.12, 0.38],
  [-0.25, -0.44],
  [0.44, -0.25],
  [0.25, 0.44],
] as const;

/** Opens the backdrop of a scene; `size` in pixels. */
export function openBackdrop(engine: Engine, scene: Scene, width: number, height: number): Backdrop {
  const { camera: eye, follow } = openEye(scene);
  const open = (name: string): RenderTargetTexture => {
    const target = new RenderTargetTexture(name, { width, height }, scene, {
      generateMipMaps: false,
      samplingMode: Constants.TEXTURE_NEAREST_SAMPLINGMODE,
    });
    target.activeCamera = eye;
    target.clearColor = scene.clearColor;
    target.createDepthStencilTexture(0, false, false, 1, Constants.TEXTUREFORMAT_DEPTH24);
    return target;
  };
  const picture = open('backdrop');
  const shifted = open('backdrop shifted');
  const quad = new EffectRenderer(engine);
  const effect = (name: string, fragmentShader: string, uniformNames: string[], samplerNames: string[]) =>
    new EffectWrapper({ engine, name, vertexShader: vertex, fragmentShader, uniformNames, samplerNames });
  const blend = effect('backdrop blend', blendFragment, ['weight'], ['picture']);
  const lay = effect('backdrop lay', layFragment, [], ['picture', 'depth']);
  const total = strips(width * height);
  const cost: Cost = { drawCalls: 0, indices: 0 };
  let pass = 0;
  let strip = 0;
  let held = false;

  /** Draws one strip of a pass into its target. */
  const drawStrip = (target: RenderTargetTexture, still: readonly AbstractMesh[]): void => {
    const { from, lines } = stripOf(strip, total, height);
    target.renderList = still as AbstractMesh[];
    const before = engine._drawCalls.current;
    const scissor = target.onBeforeBindObservable.addOnce(() => engine.enableScissor(0, from, width, lines));
    target.render();
    target.onBeforeBindObservable.remove(scissor);
    engine.disableScissor();
    if (pass === 0) cost.drawCalls = engine._drawCalls.current - before;
  };

  /** Mixes the shifted pass into the picture, as the n-th of n equal parts. */
  const mixIn = (): void => {
    quad.saveStates();
    engine.bindFramebuffer(picture.renderTarget!);
    quad.setViewport();
    quad.applyEffectWrapper(blend);
    engine.depthCullingState.depthMask = false;
    blend.effect.setTexture('picture', shifted);
    blend.effect.setFloat('weight', 1 / (pass + 1));
    engine.setAlphaMode(Constants.ALPHA_COMBINE);
    quad.draw();
    engine.setAlphaMode(Constants.ALPHA_DISABLE);
    engine.depthCullingState.depthMask = true;
    engine.unBindFramebuffer(picture.renderTarget!);
    quad.restoreStates();
  };

  const drawing = scene.onBeforeDrawPhaseObservable.add(() => {
    if (!held || scene.activeCamera === eye) return;
    quad.saveStates();
    quad.applyEffectWrapper(lay, true);
    engine.depthCullingState.depthFunc = Constants.ALWAYS;
    engine.depthCullingState.depthMask = true;
    lay.effect.setTexture('picture', picture);
    lay.effect.setDepthStencilTexture('depth', picture);
    quad.draw();
    engine.depthCullingState.depthFunc = engine.useReverseDepthBuffer ? Constants.GEQUAL : Constants.LEQUAL;
    quad.restoreStates();
  });

  return {
    cost,
    get complete() {
      return pass >= SHIFTS.length;
    },
    get held() {
      return held;
    },
    advance(still) {
      if (this.complete || !lay.isReady() || !blend.isReady()) return false;
      if (strip === 0) follow(SHIFTS[pass]!, width, height);
      drawStrip(pass === 0 ? picture : shifted, still);
      if (++strip < total) return false;
      strip = 0;
      if (pass > 0) mixIn();
      const first = pass++ === 0;
      if (first) {
        cost.indices = still.reduce((sum, mesh) => sum + (mesh.isEnabled() ? mesh.getTotalIndices() : 0), 0);
        scene.cameras[0]!.layerMask = MOVING_LAYERS;
        held = true;
      }
      return first;
    },
    release() {
      pass = strip = 0;
      if (!held) return;
      held = false;
      scene.cameras[0]!.layerMask = MOVING_LAYERS | STILL_LAYER;
    },
    dispose() {
      this.release();
      scene.onBeforeDrawPhaseObservable.remove(drawing);
      for (const one of [picture, shifted, quad, blend, lay, eye]) one.dispose();
    },
  };
}

/** A second camera that sees what the first one sees, shifted by a part of a pixel. */
function openEye(scene: Scene) {
  const first = scene.activeCamera as FreeCamera;
  const camera = new FreeCamera(BACKDROP_CAMERA, Vector3.Zero(), scene);
  camera.inputs.clear();
  camera.layerMask = STILL_LAYER;
  const follow = ([x, y]: readonly [number, number], width: number, height: number): void => {
    camera.position.copyFrom(first.position);
    camera.rotation.copyFrom(first.rotation);
    const projection = Matrix.FromArray(first.getProjectionMatrix().m);
    projection.addAtIndex(8, (2 * x) / width).addAtIndex(9, (2 * y) / height);
    camera.freezeProjectionMatrix(projection);
    camera.getViewMatrix(true);
  };
  return { camera, follow };
}

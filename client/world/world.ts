import '@babylonjs/core/Engines/Extensions/engine.dynamicTexture';
import '@babylonjs/core/Engines/Extensions/engine.rawTexture';
import '@babylonjs/core/Engines/Extensions/engine.videoTexture';
import '@babylonjs/core/Materials/Textures/baseTexture.polynomial';
import '@babylonjs/core/Materials/Textures/Loaders/envTextureLoader';
import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Engine } from '@babylonjs/core/Engines/engine';
import { Color4 } from '@babylonjs/core/Maths/math.color';
import type { Plane } from '@babylonjs/core/Maths/math.plane';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import { Scene } from '@babylonjs/core/scene';
import {
  firstGuess,
  type Governor,
  openGovernor,
  type QualityWish,
  stillBudget,
  type Tier,
} from './quality.ts';
import { openSharpener } from './sharpener.ts';
import { MOVING_LAYERS, STILL_LAYER } from './stillness.ts';

/** What is measured of the picture. */
export type PictureStats = {
  fps: number;
  drawCalls: number;
  triangles: number;
  frameMs: number;
  tier: Tier;
  scale: number;
};

/** The engine, the room's scene and its camera, and the frame loop. `dispose` frees all of it; twice is once. */
export type World = {
  engine: Engine;
  scene: Scene;
  camera: FreeCamera;
  readonly tier: Tier;
  /** Runs before each frame with the seconds since the last, until the returned undo is called. */
  onFrame(step: (seconds: number) => void): () => void;
  /** Runs after each drawn frame, until the returned undo is called. */
  onDrawn(listener: () => void): () => void;
  /** Runs when the tier has changed. */
  onTier(listener: (tier: Tier) => void): () => void;
  /** Says that the person moves or looks around now: the picture may get coarser to stay fluid. */
  setMoving(moving: boolean): void;
  /**
   * Gives meshes that never move by themselves: while the view stands still, the light tier draws them once, sharp.
   * Returns the undo.
   */
  standStill(meshes: readonly AbstractMesh[]): () => void;
  /**
   * Draws another scene in place of the room (the inspector), or the room again. While `rests` says that nothing in it
   * moves, the light tier draws it once, sharp, and then not at all. The returned undo draws again what was drawn before.
   */
  show(other: Scene | undefined, rests?: () => boolean): () => void;
  /**
   * While a device draws, each frame is drawn anew and nobody measures it to choose the tier; `sight` is what its eyes see,
   * kept up to date. It shows the room or a scene of its own (`only`), whatever is opened on the page meanwhile. Returns the undo.
   */
  immerse(sight: readonly Plane[], only?: Scene): () => void;
  /** The planes within which something is seen; they look inwards. */
  readonly sight: readonly Plane[];
  setQuality(wish: QualityWish): void;
  stats(): PictureStats;
  dispose(): void;
};

/** Longest step that a frame reports, seconds: a tab that slept must not leap. */
const MAX_STEP_SECONDS = 0.25;
/** Device pixels per CSS pixel that are worth drawing. */
const MAX_PIXEL_RATIO = 2;

/** Starts the engine on a canvas; throws when the browser has no WebGL2. */
export function openWorld(canvas: HTMLCanvasElement, wish: QualityWish, touch: boolean): World {
  const guess = firstGuess(rendererName(), touch);
  const fine = (wish === 'auto' ? guess : wish) !== 'low';
  const engine = new Engine(canvas, fine, {
    powerPreference: 'high-performance',
    stencil: false,
    audioEngine: false,
  });
  engine.canvasTabIndex = -1; // the region around it has the focus
  if (engine.version < 2) {
    engine.dispose();
    throw new Error('no WebGL2');
  }
  const scene = new Scene(engine);
  scene.useRightHandedSystem = true;
  scene.detachControl(); // the page's own controls hear the pointer
  scene.autoClear = true;
  scene.clearColor = new Color4(0.86, 0.88, 0.9, 1);
  const camera = new FreeCamera('eye', new Vector3(0, 1.65, 0), scene);
  camera.minZ = 0.05;
  camera.maxZ = 120;
  camera.inputs.clear();
  camera.layerMask = MOVING_LAYERS | STILL_LAYER;

  const steps = new Set<(seconds: number) => void>();
  const drawnListeners = new Set<() => void>();
  const tierListeners = new Set<(tier: Tier) => void>();
  const pixelRatio = Math.min(window.devicePixelRatio || 1, MAX_PIXEL_RATIO);
  let tier: Tier = wish === 'auto' ? guess : wish;
  const stillMs = (): number => stillBudget(canvas.clientWidth * canvas.clientHeight);
  let governor: Governor = openGovernor(tier, wish === 'auto', stillMs);
  let moving = false;
  let immersed: readonly Plane[] | undefined;
  let only: Scene | undefined;
  let drawn: Scene = scene;
  let rests: () => boolean = () => false;
  let resting = false;
  let last = performance.now();
  let frameMs = 16;
  let cpuMs = 0;
  let drawCalls = 0;
  let disposed = false;

  const sharp = openSharpener(engine, scene, camera, canvas);
  const applyScale = (): void => {
    const scale = sharp.held || resting ? 1 : governor.scale() / (tier === 'high' ? pixelRatio : 1);
    engine.setHardwareScalingLevel(scale);
  };
  const setTier = (next: Tier): void => {
    tier = next;
    document.documentElement.dataset.tier = tier;
    for (const listener of tierListeners) listener(tier);
  };
  applyScale();
  document.documentElement.dataset.tier = tier;

  const render = (): void => {
    const now = performance.now();
    const elapsed = now - last;
    last = now;
    frameMs += (elapsed - frameMs) * 0.1;
    const seconds = Math.min(elapsed / 1000, MAX_STEP_SECONDS);
    for (const step of steps) step(seconds);
    engine._drawCalls.fetchNewFrame();
    const wasHeld = sharp.held;
    const shown = only ?? drawn;
    if (shown === scene) sharp.step(now, tier === 'low' && !immersed);
    const wasResting = resting;
    resting = shown === drawn && drawn !== scene && tier === 'low' && drawn.isReady() && rests();
    if (sharp.held !== wasHeld || resting !== wasResting) applyScale();
    // What was drawn stays on the screen for as long as nothing else is.
    if (resting && wasResting) return;
    const before = engine._drawCalls.current;
    shown.render();
    drawCalls = engine._drawCalls.current - before + (shown === scene ? sharp.cost.drawCalls : 0);
    for (const listener of drawnListeners) listener();
    cpuMs += (performance.now() - now - cpuMs) * 0.1;
    const unmeasured = document.hidden || sharp.held || resting || immersed !== undefined;
    const change = unmeasured ? undefined : governor.frame(elapsed, moving);
    if (change?.tier) {
      setTier(change.tier);
      governor = openGovernor(change.tier, true, stillMs);
    }
    if (change) applyScale();
  };
  const resize = new ResizeObserver(() => {
    engine.resize();
    resting = false;
  });
  resize.observe(canvas);
  engine.runRenderLoop(render);

  return {
    engine,
    scene,
    camera,
    get tier() {
      return tier;
    },
    onFrame(step) {
      steps.add(step);
      return () => steps.delete(step);
    },
    onDrawn(listener) {
      drawnListeners.add(listener);
      return () => drawnListeners.delete(listener);
    },
    onTier(listener) {
      tierListeners.add(listener);
      return () => tierListeners.delete(listener);
    },
    setMoving(next) {
      moving = next;
    },
    standStill: sharp.add,
    show(other, still = () => false) {
      const before = { drawn, rests };
      const mine = other ?? scene;
      drawn = mine;
      rests = still;
      return () => {
        if (drawn === mine) ({ drawn, rests } = before);
      };
    },
    immerse(sight, alone) {
      immersed = sight;
      only = alone;
      return () => {
        immersed = only = undefined;
      };
    },
    get sight() {
      return immersed ?? scene.frustumPlanes;
    },
    setQuality(next) {
      governor = openGovernor(next === 'auto' ? guess : next, next === 'auto', stillMs);
      setTier(next === 'auto' ? guess : next);
      applyScale();
    },
    stats() {
      const shown = only ?? drawn;
      return {
        fps: Math.round(10000 / frameMs) / 10,
        frameMs: Math.round(cpuMs * 10) / 10,
        drawCalls,
        triangles: Math.round((shown.getActiveIndices() + (shown === scene ? sharp.cost.indices : 0)) / 3),
        tier,
        scale: sharp.held ? 1 : governor.scale(),
      };
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      resize.disconnect();
      engine.stopRenderLoop();
      sharp.dispose();
      scene.dispose();
      engine.dispose();
    },
  };
}

/** The name of what draws, asked of a context of its own: smooth edges must be chosen before the real one is made. */
function rendererName(): string {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return '';
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

import type { Camera } from '@babylonjs/core/Cameras/camera';
import type { Scene } from '@babylonjs/core/scene';
import { WebXRExperienceHelper } from '@babylonjs/core/XR/webXRExperienceHelper';
import { WebXRTrackingState } from '@babylonjs/core/XR/webXRTypes';
import type { World } from '../../world/world.ts';

/** What the browser tells of a session beyond what the engine's types know. */
export type DeviceSession = XRSession & {
  enabledFeatures?: readonly string[];
  interactionMode?: 'screen-space' | 'world-space';
  domOverlayState?: { type: string | null } | null;
};

/** One's own room, seen through the device. `end` twice is once. */
export type ArSession = {
  session: DeviceSession;
  camera: Camera;
  /** The space in which the room is told: its floor is at 0 where the device knows the floor. */
  readonly space: XRReferenceSpace;
  /** Whether the device knows where the floor is. */
  knowsFloor: boolean;
  /** Whether the page's own interface lies over the picture. */
  overlaid: boolean;
  /** Whether one looks at a screen in one's hand, not through a headset. */
  onScreen: boolean;
  /** Whether the device knows now where it is. */
  readonly tracked: boolean;
  offers(feature: string): boolean;
  /** Runs in each frame of the device, before it is drawn. */
  onFrame(step: (frame: XRFrame, seconds: number) => void): void;
  /** Runs in the next frame alone. */
  onNextFrame(step: (frame: XRFrame) => void): void;
  /** Runs when it is over, however that came. */
  onEnd(listener: () => void): void;
  end(): Promise<void>;
};

/** What makes it better where the device has it. */
const WISHES = [
  'local-floor',
  'dom-overlay',
  'anchors',
  'plane-detection',
  'depth-sensing',
  'light-estimation',
  'hand-tracking',
  'camera-access',
];
/** Metres between which things are drawn. */
const DEPTH = { near: 0.05, far: 60 } as const;

/**
 * Begins to show one's own room; to be called from a press, as browsers ask. `overlay` lies over the picture where the device
 * has a screen. Throws what the browser says: refused (`NotAllowedError`), or not possible (`NotSupportedError`).
 */
export async function openArSession(world: World, scene: Scene, overlay: HTMLElement): Promise<ArSession> {
  const helper = await WebXRExperienceHelper.CreateAsync(scene);
  const { sessionManager: manager, camera } = helper;
  const before = scene.activeCamera;
  camera.minZ = DEPTH.near;
  camera.maxZ = DEPTH.far;
  // The room is told as the device tells it.
  camera.compensateOnFirstFrame = false;
  const listeners: (() => void)[] = [];
  let over = false;
  let undo: (() => void)[] = [];
  const settle = (): void => {
    if (over) return;
    over = true;
    for (const step of undo.splice(0).reverse()) step();
    for (const listener of listeners) listener();
    // The helper still tidies up after the one who tells us.
    queueMicrotask(() => helper.dispose());
  };
  // The engine asks for the session itself; what it does not know goes along.
  const wishes = {
    requiredFeatures: ['hit-test'],
    optionalFeatures: [...WISHES],
    domOverlay: { root: overlay },
    depthSensing: {
      usagePreference: ['cpu-optimized', 'gpu-optimized'],
      dataFormatPreference: ['luminance-alpha', 'float32'],
    },
  } as XRSessionInit;
  try {
    await helper.enterXRAsync('immersive-ar', 'local', undefined, wishes);
  } catch (error) {
    helper.dispose();
    scene.activeCamera = before;
    throw error;
  }
  const session = manager.session as DeviceSession;
  manager.onXRSessionEnded.addOnce(settle);
  undo = [world.immerse(scene.frustumPlanes, scene)];
  const floor = await session.requestReferenceSpace('local-floor').catch(() => undefined);
  if (floor) manager.referenceSpace = floor;
  const has = session.enabledFeatures;
  const offers = (feature: string): boolean => has?.includes(feature) ?? true;
  return {
    session,
    camera,
    get space() {
      return manager.referenceSpace;
    },
    knowsFloor: floor !== undefined,
    overlaid: has?.includes('dom-overlay') || Boolean(session.domOverlayState?.type),
    onScreen: session.interactionMode !== 'world-space',
    get tracked() {
      return camera.trackingState === WebXRTrackingState.TRACKING;
    },
    offers,
    onFrame(step) {
      let last = 0;
      manager.onXRFrameObservable.add((frame) => {
        const now = performance.now();
        step(frame, last ? Math.min(0.25, (now - last) / 1000) : 0);
        last = now;
      });
    },
    onNextFrame: (step) => void manager.onXRFrameObservable.addOnce(step),
    onEnd: (listener) => void listeners.push(listener),
    async end() {
      if (!over) await helper.exitXRAsync();
      settle();
    },
  };
}

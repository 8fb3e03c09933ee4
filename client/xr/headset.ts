import '@babylonjs/core/Engines/Extensions/engine.multiview';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { WebXRLayers } from '@babylonjs/core/XR/features/WebXRLayers';
import type { WebXRCamera } from '@babylonjs/core/XR/webXRCamera';
import { WebXRExperienceHelper } from '@babylonjs/core/XR/webXRExperienceHelper';
import { WebXRTrackingState } from '@babylonjs/core/XR/webXRTypes';
import { discShape, openFlat } from '../world/flat.ts';
import { openPads, type Pads } from '../world/pads.ts';
import { lendFrames } from '../world/pageFrames.ts';
import { AROUND_LAYER, MOVING_LAYERS, STILL_LAYER } from '../world/stillness.ts';
import { yawOf } from '../world/turns.ts';
import type { World } from '../world/world.ts';
import { openRig, type Rig } from './rig.ts';
import { openSight } from './sight.ts';

/** A headset that shows the room: its floor in the room, its hands, and how it ends. `end` twice is once. */
export type Headset = {
  rig: Rig;
  pads: Pads;
  /** The real floor, as it lies in the room: what stands over it goes along. */
  floor: TransformNode;
  /** What is before the eyes hangs on them; they stand over the real floor. */
  eyes: WebXRCamera;
  session: XRSession;
  /** This frame's, and what is measured from: the real floor. */
  readonly frame: XRFrame | null;
  readonly space: XRReferenceSpace;
  /** Reads head and hands of this frame; false while the device does not know where the head is. */
  read(): boolean;
  /** Lays the floor where the rig has it. */
  lay(): void;
  /** Shows only what is all around and what stays with the eyes, or the room again. */
  surround(on: boolean): void;
  /** All is dark, while there is nothing to be seen: on the way to another room. */
  dark(on: boolean): void;
  /** Runs when it is over, however that came: by us, by the person, or since the device went; until the returned undo. */
  onEnd(listener: () => void): () => void;
  end(): Promise<void>;
};

/** What is before the eyes where there is nothing else. */
const NIGHT = { away: 0.3, radius: 2, colour: new Color3(0.02, 0.018, 0.016) } as const;

/** Metres above the real floor at which eyes are taken to be where the device does not know its height. */
const EYES_METRES = 1.65;

/**
 * Begins to show the room in a headset; to be called from a press, as browsers ask. Throws what the browser says: refused
 * (`NotAllowedError`), or no device (`NotSupportedError`).
 */
export async function openHeadset(world: World): Promise<Headset> {
  const { scene, camera } = world;
  const helper = await WebXRExperienceHelper.CreateAsync(scene);
  drawBothAtOnce(helper, world);
  const eyes = helper.camera;
  const floor = new TransformNode('real floor', scene);
  const rig = openRig();
  const listeners = new Set<() => void>();
  let sight: ReturnType<typeof openSight> | undefined;
  let frames: ReturnType<typeof lendFrames> | undefined;
  let over = false;
  const settle = (): void => {
    if (over) return;
    over = true;
    sight?.end();
    frames?.end();
    scene.activeCamera = camera;
    for (const listener of [...listeners]) listener();
    // The helper still tidies up after the one who tells us.
    queueMicrotask(() => {
      helper.dispose();
      night.dispose();
      floor.dispose();
      scene.activeCamera = camera;
    });
  };
  const night = openFlat(scene, 'night', discShape(NIGHT.radius, 1), NIGHT.colour, true);
  night.mesh.parent = eyes;
  night.mesh.position.z = -NIGHT.away;
  eyes.parent = floor;
  eyes.layerMask = MOVING_LAYERS | STILL_LAYER;
  eyes.minZ = camera.minZ;
  eyes.maxZ = camera.maxZ;
  eyes.compensateOnFirstFrame = false;
  helper.onInitialXRPoseSetObservable.add(() => {
    eyes.position.setAll(0);
    eyes.rotationQuaternion.set(0, 0, 0, 1);
  });
  try {
    await helper.enterXRAsync('immersive-vr', 'local-floor', undefined, {
      optionalFeatures: ['bounded-floor', 'hand-tracking'],
    });
  } catch (error) {
    helper.dispose();
    floor.dispose();
    scene.activeCamera = camera;
    throw error;
  }
  const { sessionManager: manager } = helper;
  const pads = openPads(manager.session);
  sight = openSight(world, eyes);
  frames = lendFrames(manager.session);
  manager.onXRSessionEnded.addOnce(settle);
  scene.onDisposeObservable.addOnce(settle);
  return {
    rig,
    pads,
    eyes,
    floor,
    session: manager.session,
    get frame() {
      return manager.currentFrame;
    },
    get space() {
      return manager.referenceSpace;
    },
    read() {
      const frame = manager.currentFrame;
      if (!frame || eyes.trackingState === WebXRTrackingState.NOT_TRACKING) return false;
      const { position, rotationQuaternion } = eyes;
      rig.read(position.x, position.y || EYES_METRES, position.z, yawOf(rotationQuaternion));
      pads.read(frame, manager.referenceSpace);
      return true;
    },
    lay() {
      floor.position.set(rig.x, rig.y, rig.z);
      floor.rotation.y = rig.yaw;
      // Eyes were placed before this frame's step.
      floor.computeWorldMatrix(true);
      sight?.step();
      frames?.step();
    },
    surround(on) {
      eyes.layerMask = on ? AROUND_LAYER : MOVING_LAYERS | STILL_LAYER;
    },
    dark: (on) => night.mesh.setEnabled(on),
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async end() {
      if (!over) await helper.exitXRAsync();
      settle();
    },
  };
}

/**
 * Asks for a layer into which both eyes are drawn at once, where graphics and device offer that; else each has its own half.
 * Where edges would no longer be smooth by it, only the light tier takes it.
 */
function drawBothAtOnce(
  { featuresManager, sessionManager }: WebXRExperienceHelper,
  { engine, tier }: World,
): void {
  const { multiview, oculusMultiview } = engine.getCaps();
  if (!multiview || (tier === 'high' && !oculusMultiview)) return;
  const wishes = { preferMultiviewOnInit: true };
  let layers: WebXRLayers;
  try {
    layers = featuresManager.enableFeature(WebXRLayers, 'latest', wishes, true, false) as WebXRLayers;
  } catch {
    return; // no browser of layers
  }
  const attach = layers.attach.bind(layers);
  layers.attach = () => {
    const { enabledFeatures } = sessionManager.session as { enabledFeatures?: readonly string[] };
    try {
      if (enabledFeatures?.includes('layers') && attach()) return true;
    } catch {
      // A device that says it has them and gives none.
    }
    featuresManager.disableFeature(WebXRLayers.Name);
    return false;
  };
}

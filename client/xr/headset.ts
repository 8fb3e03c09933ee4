import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { WebXRCamera } from '@babylonjs/core/XR/webXRCamera';
import { WebXRExperienceHelper } from '@babylonjs/core/XR/webXRExperienceHelper';
import { WebXRTrackingState } from '@babylonjs/core/XR/webXRTypes';
import { MOVING_LAYERS, STILL_LAYER } from '../world/stillness.ts';
import type { World } from '../world/world.ts';
import { openPads, type Pads } from './pads.ts';
import { openRig, type Rig, yawOf } from './rig.ts';

/** A headset that shows the room: its floor in the room, its hands, and how it ends. `end` twice is once. */
export type Headset = {
  rig: Rig;
  pads: Pads;
  /** What is before the eyes hangs on them. */
  eyes: WebXRCamera;
  /** Reads head and hands of this frame; false while the device does not know where the head is. */
  read(): boolean;
  /** Lays the floor where the rig has it. */
  lay(): void;
  /** Runs when it is over, however that came: by us, by the person, or since the device went. */
  onEnd(listener: () => void): void;
  end(): Promise<void>;
};

/** Metres above the real floor at which eyes are taken to be where the device does not know its height. */
const EYES_METRES = 1.65;

/**
 * Begins to show the room in a headset; to be called from a press, as browsers ask. Throws what the browser says: refused
 * (`NotAllowedError`), or no device (`NotSupportedError`).
 */
export async function openHeadset(world: World): Promise<Headset> {
  const { scene, camera } = world;
  const helper = await WebXRExperienceHelper.CreateAsync(scene);
  const eyes = helper.camera;
  const floor = new TransformNode('real floor', scene);
  const rig = openRig();
  const listeners: (() => void)[] = [];
  let unimmerse = (): void => {};
  let over = false;
  const settle = (): void => {
    if (over) return;
    over = true;
    unimmerse();
    scene.activeCamera = camera;
    for (const listener of listeners) listener();
    // The helper still tidies up after the one who tells us.
    queueMicrotask(() => {
      helper.dispose();
      floor.dispose();
      scene.activeCamera = camera;
    });
  };
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
  unimmerse = world.immerse();
  manager.onXRSessionEnded.addOnce(settle);
  scene.onDisposeObservable.addOnce(settle);
  return {
    rig,
    pads,
    eyes,
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
    },
    onEnd: (listener) => void listeners.push(listener),
    async end() {
      if (!over) await helper.exitXRAsync();
      settle();
    },
  };
}

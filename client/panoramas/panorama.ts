import { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import { Effect } from '@babylonjs/core/Materials/effect';
import { Color4 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder';
import { Scene } from '@babylonjs/core/scene';
import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import fragment from '../../shaders/panorama.fragment.fx?raw';
import vertex from '../../shaders/panorama.vertex.fx?raw';
import type { TourPoint } from '../../shared/model/tour.ts';
import { openChangingMaterial } from '../world/shaderMaterial.ts';
import { AROUND_LAYER } from '../world/stillness.ts';
import type { World } from '../world/world.ts';
import { type Gaze, openGaze } from './gaze.ts';
import { type Around, type Film, loadFilm, loadPhoto } from './pictures.ts';

/** Pictures all around, in a scene of their own that is drawn in place of the room. */
export type Panorama = {
  gaze: Gaze;
  /** What one sees of the point that was asked for last; `rough` until the full picture is there. */
  state: Signal<'loading' | 'rough' | 'sharp' | 'failed'>;
  /** The film all around, if what one sees is one; where less motion is asked for it waits to be started. */
  film: ReadonlySignal<Film | undefined>;
  /** Shows a point: its light version first; a film that one leaves stands still at once. `heading` is where one came from it, for the push. */
  show(point: TourPoint, heading?: number): void;
  setSound(on: boolean): void;
  /** Runs after each frame, with the width to height of the view, until the returned undo is called. */
  onLooked(listener: (aspect: number) => void): () => void;
  dispose(): void;
};

/** Sides of the box that the picture is on, metres: so far that both eyes see the same of it. */
const FAR = 100;
/** Milliseconds of the fade from one point to the next, and how far one is pushed forward in it (radius 1). */
const FADE_MS = 400;
const PUSH = { before: 0.34, after: 0.16 } as const;

/**
 * Opens it over a room; `folder` holds the tour's files. Closing shows the room again. `surround` hides all of the room but
 * what stays with somebody who has a headset: then the picture is around their eyes, in the room's own scene.
 */
export function openPanorama(world: World, folder: string, surround?: (on: boolean) => void): Panorama {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const undo: (() => void)[] = [];
  const { scene, camera } = surround ? roomOf(world, surround, undo) : ownScene(world, undo);
  Effect.ShadersStore.panoramaVertexShader = vertex;
  Effect.ShadersStore.panoramaFragmentShader = fragment;
  const material = openChangingMaterial('panorama', scene, 'panorama', {
    attributes: ['position'],
    uniforms: ['viewProjection', 'centre', 'share', 'forth', 'back'],
    samplers: ['picture', 'before'],
  });
  material.backFaceCulling = false;
  const nowhere = Vector3.Zero();
  material.onBindObservable.add(() => {
    const eye = surround && scene.activeCamera?.globalPosition;
    material.getEffect()?.setVector3('centre', eye || nowhere);
  });
  const box = CreateBox('panorama', { size: FAR }, scene);
  box.material = material;
  box.isPickable = false;
  box.alwaysSelectAsActiveMesh = true;
  if (surround) box.layerMask = AROUND_LAYER;
  undo.push(() => box.dispose(false, true));
  box.setEnabled(false);

  const gaze = openGaze(!still);
  const state = signal<'loading' | 'rough' | 'sharp' | 'failed'>('loading');
  const film = signal<Film | undefined>(undefined);
  const listeners = new Set<(aspect: number) => void>();
  const forth = new Vector3();
  const back = new Vector3();
  const heading = new Vector3();
  const target = new Vector3();
  let current: Around | undefined;
  let before: Around | undefined;
  let fading = FADE_MS;
  let sound = false;
  let wish = new AbortController();

  const lay = (next: Around, from: 'fade' | 'swap'): void => {
    if (from === 'fade' && current && !still) {
      before?.dispose();
      before = current;
      fading = 0;
    } else current?.dispose();
    current = next;
    film.value = next.film;
    next.film?.setSound(sound);
    material.setTexture('picture', next.texture);
    material.setTexture('before', (before ?? next).texture);
    box.setEnabled(true);
  };
  const load = async ({ kind, file, poster, yaw }: TourPoint, gone: AbortSignal): Promise<void> => {
    let shown = false;
    const take = (next: Around): void => {
      if (gone.aborted) {
        next.dispose();
        return;
      }
      if (!shown && heading.lengthSquared() === 0) gaze.face(yaw);
      lay(next, shown ? 'swap' : 'fade');
      shown = true;
    };
    try {
      if (poster) {
        take(await loadPhoto(folder + poster, scene));
        if (!gone.aborted) state.value = 'rough';
      }
      if (gone.aborted) return;
      const url = folder + file;
      take(
        await (kind === 'video' ? loadFilm(url, scene, { playing: !still, gone }) : loadPhoto(url, scene)),
      );
      if (!gone.aborted) state.value = 'sharp';
    } catch {
      if (!gone.aborted) state.value = 'failed';
    }
  };
  undo.push(
    world.onFrame((seconds) => {
      gaze.step(seconds);
      target.set(
        -Math.sin(gaze.yaw) * Math.cos(gaze.pitch),
        Math.sin(gaze.pitch),
        -Math.cos(gaze.yaw) * Math.cos(gaze.pitch),
      );
      if (camera) {
        camera.setTarget(target);
        camera.fov = gaze.fov;
      }
      fading = Math.min(FADE_MS, fading + seconds * 1000);
      const share = fading / FADE_MS;
      heading.scaleToRef(PUSH.before * share, back);
      heading.scaleToRef(PUSH.after * (share - 1), forth);
      material.setFloat('share', share * share * (3 - 2 * share));
      material.setVector3('back', back);
      material.setVector3('forth', forth);
      if (share === 1 && before && current) {
        before.dispose();
        before = undefined;
        material.setTexture('before', current.texture);
      }
      const aspect = world.engine.getRenderWidth() / world.engine.getRenderHeight();
      for (const listener of listeners) listener(aspect);
    }),
  );
  undo.push(() => {
    wish.abort();
    before?.dispose();
    current?.dispose();
  });
  return {
    gaze,
    state,
    film,
    show(point, yaw) {
      wish.abort();
      wish = new AbortController();
      current?.film?.setPlaying(false);
      film.value = undefined;
      state.value = 'loading';
      if (yaw === undefined || still) heading.setAll(0);
      else heading.set(-Math.sin(yaw), 0, -Math.cos(yaw));
      void load(point, wish.signal);
    },
    setSound(on) {
      sound = on;
      current?.film?.setSound(on);
    },
    onLooked(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      for (const step of undo.splice(0).reverse()) step();
    },
  };
}

/** A scene in place of the room's, for the picture alone. */
function ownScene(world: World, undo: (() => void)[]): { scene: Scene; camera: FreeCamera } {
  const scene = new Scene(world.engine);
  undo.push(() => scene.dispose());
  scene.useRightHandedSystem = true;
  scene.clearColor = new Color4(0.09, 0.08, 0.07, 1);
  const camera = new FreeCamera('gaze', Vector3.Zero(), scene);
  camera.inputs.clear();
  camera.minZ = 0.1;
  camera.maxZ = FAR;
  world.show(scene);
  undo.push(() => world.show(undefined));
  return { scene, camera };
}

/** The room's own scene, of which all else is hidden. */
function roomOf(world: World, surround: (on: boolean) => void, undo: (() => void)[]) {
  surround(true);
  undo.push(() => surround(false));
  return { scene: world.scene, camera: undefined };
}

import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import type { Scene } from '@babylonjs/core/scene';

/** Whether anything in a scene moves or changes. */
export type Rest = {
  /** Something is about to change. */
  stir(): void;
  /** Whether nothing has moved or changed for a while; to be asked once a frame. */
  rests(): boolean;
};

/** Frames and milliseconds without a change after which a scene rests: what was begun is drawn by then. */
const FRAMES = 6;
const QUIET_MS = 450;

/** Watches a camera and what comes and goes; `busy` tells whether something moves by itself. */
export function openRest(scene: Scene, camera: ArcRotateCamera, busy: () => boolean): Rest {
  const last = new Float64Array(6);
  let frames = 0;
  let since = performance.now();
  const stir = (): void => {
    frames = 0;
    since = performance.now();
  };
  const moved = (at: number, value: number): boolean => {
    const before = last[at]!;
    last[at] = value;
    return Math.abs(value - before) > 1e-5;
  };
  scene.onNewMeshAddedObservable.add(stir);
  scene.onMeshRemovedObservable.add(stir);
  scene.onNewTextureAddedObservable.add(stir);
  return {
    stir,
    rests() {
      const { alpha, beta, radius, target } = camera;
      let changed = moved(0, alpha);
      changed = moved(1, beta) || changed;
      changed = moved(2, radius) || changed;
      changed = moved(3, target.x) || changed;
      changed = moved(4, target.y) || changed;
      changed = moved(5, target.z) || changed;
      if (changed || busy()) stir();
      frames++;
      return frames > FRAMES && performance.now() - since > QUIET_MS;
    },
  };
}

/** The same verbs, each of which stirs, when it is called and when what it promised is done. */
export function stirring<Verbs extends object>(verbs: Verbs, stir: () => void): Verbs {
  return new Proxy(verbs, {
    get(target, name, receiver) {
      const verb = Reflect.get(target, name, receiver) as unknown;
      if (typeof verb !== 'function') return verb;
      return (...args: unknown[]) => {
        stir();
        const answer = (verb as (...all: unknown[]) => unknown)(...args);
        if (answer instanceof Promise) answer.finally(stir).catch(() => undefined);
        return answer;
      };
    },
  });
}

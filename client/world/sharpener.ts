import type { FreeCamera } from '@babylonjs/core/Cameras/freeCamera';
import type { Engine } from '@babylonjs/core/Engines/engine';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene } from '@babylonjs/core/scene';
import type { Backdrop, Cost } from './backdrop.ts';
import { openStillness, STILL_LAYER } from './stillness.ts';

/** Keeps the sharp picture of what stands still, as long as it is wanted and the view does not change. */
export type Sharpener = {
  /** Whether the sharp picture lies under each frame now. */
  readonly held: boolean;
  /** What drawing the held picture cost; nothing when there is none. */
  readonly cost: Readonly<Cost>;
  /** Gives meshes that never move by themselves; returns the undo. */
  add(meshes: readonly AbstractMesh[]): () => void;
  /** Before each frame of the room, with the time in milliseconds. */
  step(now: number, wanted: boolean): void;
  dispose(): void;
};

/** Milliseconds after the first still moment at which the backdrop's code is fetched: not before one can walk in. */
const LATER_MS = 1000;
const NOTHING: Cost = { drawCalls: 0, indices: 0 };

/** Opens it for a scene seen by a camera on a canvas. */
export function openSharpener(
  engine: Engine,
  scene: Scene,
  camera: FreeCamera,
  canvas: HTMLCanvasElement,
): Sharpener {
  const still = new Set<AbstractMesh>();
  const stillness = openStillness();
  let list: AbstractMesh[] = [];
  let version = 0;
  /** The version of which everything is known to be there: that is asked once, not at every frame. */
  let thereAt = -1;
  const marks = [0, 0, 0, 0, 0];
  let backdrop: Backdrop | undefined;
  let size = '';
  let make: typeof import('./backdrop.ts').openBackdrop | undefined;
  let firstStill = 0;
  let asked = false;
  const changed = (): void => {
    list = [...still];
    version++;
  };
  const allThere = (): boolean => {
    if (thereAt === version) return true;
    if (list.length === 0 || !list.every(ready)) return false;
    thereAt = version;
    return true;
  };
  /** Opens the backdrop for the canvas' size; its code comes when it is first wanted. */
  const opened = (): Backdrop | undefined => {
    firstStill ||= performance.now();
    if (!asked && performance.now() - firstStill > LATER_MS) {
      asked = true;
      void import('./backdrop.ts').then(({ openBackdrop }) => {
        make = openBackdrop;
      });
    }
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!make || width === 0 || height === 0) return undefined;
    if (size !== `${width} ${height}`) {
      backdrop?.dispose();
      backdrop = make(engine, scene, width, height);
      size = `${width} ${height}`;
    }
    return backdrop;
  };
  return {
    get held() {
      return backdrop?.held ?? false;
    },
    get cost() {
      return backdrop?.held ? backdrop.cost : NOTHING;
    },
    add(meshes) {
      for (const mesh of meshes) {
        still.add(mesh);
        mesh.layerMask = STILL_LAYER;
      }
      changed();
      return () => {
        for (const mesh of meshes) still.delete(mesh);
        changed();
      };
    },
    step(now, wanted) {
      marks[0] = version;
      marks[1] = canvas.clientWidth;
      marks[2] = canvas.clientHeight;
      marks[3] = camera.fov;
      marks[4] = Number(wanted);
      const state = stillness.watch(now, camera.getViewMatrix().m, marks);
      if (state === 'changed') backdrop?.release();
      if (state === 'still' && wanted && allThere()) {
        const picture = opened();
        if (!picture?.complete) picture?.advance(list);
      }
    },
    dispose: () => backdrop?.dispose(),
  };
}

/** Whether a mesh and all of its pictures are there. */
function ready(mesh: AbstractMesh): boolean {
  if (!mesh.isEnabled() || !mesh.material) return true;
  return mesh.isReady(true) && mesh.material.getActiveTextures().every((texture) => texture.isReady());
}

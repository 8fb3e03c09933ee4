import type { MakeOptions } from '../../../shared/model/delivery.ts';
import { type ShownModel, showModel } from '../show/model.ts';
import { setLike, takeDraco } from '../show/originals.ts';
import { openPace } from '../show/pace.ts';
import { openStudio } from '../show/studio.ts';
import { openOrbit, openWorkEngine } from './workView.ts';

/** The original and what was made of it in one picture, seen from the same place, with a split between them. */
export type CompareScene = {
  /** Shows another delivered file at the right of the split. */
  show(url: string): Promise<void>;
  /** Where the split is, as a share of the width from the left. */
  setSplit(share: number): void;
  /** Turns (radians) and comes nearer (below 1) or goes farther. */
  move(yaw: number, pitch: number, factor: number): void;
  /** Back to how one first saw it. */
  reset(): void;
  dispose(): void;
};

type CompareParts = { canvas: HTMLCanvasElement; original: string; made: string; options: MakeOptions };

/** Opens the comparison over a canvas; `dispose` frees all of it. */
export async function openCompare({ canvas, original, made, options }: CompareParts): Promise<CompareScene> {
  takeDraco();
  const engine = openWorkEngine(canvas);
  const [before, after] = [openStudio(engine), openStudio(engine)];
  const { camera } = after;
  let split = 0.5;
  let disposed = false;
  let shown: ShownModel | undefined;
  let asked = made;
  const draw = (): void => {
    const [width, height] = [engine.getRenderWidth(), engine.getRenderHeight()];
    const edge = Math.round(width * split);
    after.scene.activeCamera = camera;
    engine.enableScissor(edge, 0, width - edge, height);
    after.scene.render();
    before.camera.alpha = camera.alpha;
    before.camera.beta = camera.beta;
    before.camera.radius = camera.radius;
    before.camera.target.copyFrom(camera.target);
    engine.enableScissor(0, 0, edge, height);
    before.scene.render();
    engine.disableScissor();
  };
  const pace = openPace({ engine, canvas, camera, scenes: [before.scene, after.scene], draw });
  const dispose = (): void => {
    if (disposed) return;
    disposed = true;
    pace.dispose();
    before.scene.dispose();
    after.scene.dispose();
    engine.dispose();
  };
  try {
    const first = await showModel(original, before.scene);
    shown = await showModel(made, after.scene);
    setLike(first, options, shown.bounds());
  } catch (error) {
    dispose();
    throw error;
  }
  const orbit = openOrbit({ engine, camera, bounds: shown.bounds() });
  before.camera.minZ = camera.minZ;
  before.camera.maxZ = camera.maxZ;
  return {
    async show(url) {
      asked = url;
      const next = await showModel(url, after.scene);
      if (disposed || asked !== url) return next.dispose();
      shown?.dispose();
      shown = next;
      pace.touch();
    },
    setSplit(share) {
      split = Math.min(1, Math.max(0, share));
      pace.touch();
    },
    move(yaw, pitch, factor) {
      orbit.move(yaw, pitch, factor);
      pace.touch();
    },
    reset: orbit.reset,
    dispose,
  };
}

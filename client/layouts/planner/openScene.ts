import { t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { readWish } from '../../world/quality.ts';
import type { World } from '../../world/world.ts';
import type { LoadBody } from '../bodies.ts';
import type { Desk } from './desk.ts';
import { nameOf } from './names.ts';
import type { PlannerScene } from './scene/plannerScene.ts';

type Parts = { canvas: HTMLCanvasElement; desk: Desk; load: LoadBody };

/** Opens a picture on a canvas, whose code comes with the first one; `ready` has none when it was closed before, and rejects where nothing can be drawn. `close` frees it; twice is once. */
export function openScene({ canvas, desk, load }: Parts): {
  ready: Promise<PlannerScene | undefined>;
  close(): void;
} {
  let closed = false;
  let world: World | undefined;
  let scene: PlannerScene | undefined;
  const open = async (): Promise<PlannerScene | undefined> => {
    const [{ openWorld }, { openPlannerScene }] = await Promise.all([
      import('../../world/world.ts'),
      import('./scene/plannerScene.ts'),
      import('../../world/fineMaterials.ts'),
    ]);
    if (closed) return undefined;
    world = openWorld(canvas, readWish(), matchMedia('(pointer: coarse)').matches);
    scene = openPlannerScene(world, desk.plan, load, {
      onDrawn: () => undefined,
      onLost: (id) => {
        const piece = desk.plan.find(id);
        if (piece) say(t('plan.noModel', { name: nameOf(desk, piece) }), 'error');
      },
    });
    return scene;
  };
  return {
    ready: open(),
    close() {
      if (closed) return;
      closed = true;
      scene?.dispose();
      world?.dispose();
    },
  };
}

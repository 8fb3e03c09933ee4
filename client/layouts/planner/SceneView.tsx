import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../ui/i18n.ts';
import type { LoadBody } from '../bodies.ts';
import type { Desk } from './desk.ts';
import { openScene } from './openScene.ts';
import { dragPieces } from './scene/dragPieces.ts';
import type { PlannerScene, View } from './scene/plannerScene.ts';

/** The room as it would be: one goes around it, and moves what stands in it. */
export function SceneView({ desk, load }: { desk: Desk; load: LoadBody }) {
  const region = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useSignal<PlannerScene | undefined>(undefined);
  const state = useSignal<'opening' | 'shown' | 'none'>('opening');
  const view = useSignal<View>('above');
  useEffect(() => {
    const undo: (() => void)[] = [];
    const opening = openScene({ canvas: canvas.current!, desk, load });
    opening.ready.then(
      (there) => {
        if (!there) return;
        scene.value = there;
        state.value = 'shown';
        undo.push(desk.room.subscribe((room) => there.show(room)));
        undo.push(desk.selected.subscribe((id) => there.mark(id)));
        undo.push(dragPieces(region.current!, canvas.current!, there, desk));
      },
      () => {
        state.value = 'none';
      },
    );
    return () => {
      for (const step of undo) step();
      opening.close();
    };
  }, []);
  return (
    <div
      ref={region}
      class="planner-scene"
      data-shown={state.value === 'shown'}
      role="region"
      aria-label={t('plan.stage.room')}
    >
      <canvas ref={canvas} class="planner-canvas" tabIndex={-1} />
      {state.value === 'opening' && (
        <p class="planner-note" role="status">
          {t('plan.opening')}
        </p>
      )}
      {state.value === 'none' && <p class="planner-note problem">{t('plan.noScene')}</p>}
      {state.value === 'shown' && (
        <div class="planner-views panel" role="group" aria-label={t('plan.view')}>
          {(['above', 'inside'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={view.value === one}
              onClick={() => {
                view.value = one;
                scene.value?.look(one);
              }}
            >
              {t(`plan.view.${one}`)}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

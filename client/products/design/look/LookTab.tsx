import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { inLanguage } from '../../../../shared/model/localText.ts';
import { language, t, writing } from '../../../ui/i18n.ts';
import { TabList } from '../../../ui/TabList.tsx';
import type { DesignApi } from '../designApi.ts';
import { formatMm, ownUnit } from '../figures.ts';
import { orbitByKeys } from '../orbitKeys.ts';
import type { VersionEditor } from '../versionEditor.ts';
import { ExplodePanel } from './ExplodePanel.tsx';
import { LinesPanel } from './LinesPanel.tsx';
import { LookTools } from './LookTools.tsx';
import { type LookDesk, openLookDesk } from './lookDesk.ts';
import { MarksPanel } from './MarksPanel.tsx';
import { PartsPanel } from './PartsPanel.tsx';
import { takePoint } from './pointing.ts';
import { VariantsPanel } from './VariantsPanel.tsx';
import { ViewsPanel } from './ViewsPanel.tsx';

const PANELS = ['parts', 'variants', 'marks', 'lines', 'explode', 'views'] as const;
type Panel = (typeof PANELS)[number];

type LookProps = { api: DesignApi; editor: VersionEditor };

/** The product in three dimensions, and what a designer adds to it. */
export function LookTab({ api, editor }: LookProps) {
  const look = useMemo(() => openLookDesk(editor), []);
  const panel = useSignal<Panel>('parts');
  return (
    <div class="look-tab">
      <LookView look={look} />
      <section class="card look-panel">
        <TabList
          label={t('design.section.look')}
          tabs={PANELS.map((each) => [each, t(`design.look.${each}`)])}
          chosen={panel.value}
          panel="look"
          onChoose={(next) => {
            panel.value = next;
            look.pointing.value = { kind: 'none' };
          }}
        />
        <div role="tabpanel" id="panel-look" aria-labelledby={`tab-look-${panel.value}`} class="fields">
          <fieldset disabled={!editor.editable}>
            {panel.value === 'parts' && <PartsPanel look={look} />}
            {panel.value === 'variants' && <VariantsPanel look={look} />}
            {panel.value === 'marks' && <MarksPanel look={look} api={api} />}
            {panel.value === 'lines' && <LinesPanel look={look} />}
            {panel.value === 'explode' && <ExplodePanel look={look} />}
            {panel.value === 'views' && <ViewsPanel look={look} />}
          </fieldset>
        </div>
      </section>
    </div>
  );
}

/** The picture: turned by hand or keys; a press takes a point, Enter the one under the cross. */
function LookView({ look }: { look: LookDesk }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const state = useSignal<'loading' | 'shown' | 'failed'>('loading');
  useEffect(() => {
    let gone = false;
    openScene(look, canvas.current!, layer.current!).then(
      (scene) => {
        if (gone) return scene.dispose();
        look.scene.value = scene;
        state.value = 'shown';
      },
      () => {
        if (!gone) state.value = 'failed';
      },
    );
    return () => {
      gone = true;
      look.scene.value?.dispose();
      look.scene.value = undefined;
    };
  }, []);
  useFollowing(look);
  const pressed = useRef<{ x: number; y: number } | undefined>(undefined);
  const pointing = look.pointing.value.kind !== 'none';
  const key = (event: KeyboardEvent): void => {
    const scene = look.scene.value;
    if (!scene || orbitByKeys(event, scene.move, scene.reset)) return;
    if (event.key === 'Escape') look.pointing.value = { kind: 'none' };
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    takePoint(look, scene.pick(0.5, 0.5));
  };
  return (
    <div class="look-view">
      <div
        class={`look-frame ${pointing ? 'pointing' : ''}`}
        dir="ltr"
        hidden={state.value === 'failed'}
        id="look-picture"
        tabIndex={0}
        role="application"
        aria-label={t(pointing ? 'design.pointView' : 'design.lookView')}
        aria-busy={state.value === 'loading'}
        onKeyDown={(event) => !(event.target instanceof HTMLButtonElement) && key(event)}
      >
        <canvas
          ref={canvas}
          onPointerDown={({ clientX, clientY }) => (pressed.current = { x: clientX, y: clientY })}
          onPointerUp={(event) => {
            const { clientX, clientY, currentTarget } = event;
            const from = pressed.current;
            if (!from || Math.hypot(clientX - from.x, clientY - from.y) > 5) return;
            const { left, top, width, height } = currentTarget.getBoundingClientRect();
            takePoint(look, look.scene.value?.pick((clientX - left) / width, (clientY - top) / height));
          }}
        />
        <div class="look-layer" ref={layer} />
        {pointing && <span class="cross" aria-hidden="true" />}
        {state.value === 'loading' && <p class="frame-note">{t('design.loadingModel')}</p>}
      </div>
      {state.value === 'failed' && <p class="problem">{t('design.noPicture')}</p>}
      {pointing && (
        <p class="hint" role="status">
          {t('design.pointHint')}
        </p>
      )}
      <LookTools look={look} />
    </div>
  );
}

async function openScene(look: LookDesk, canvas: HTMLCanvasElement, layer: HTMLElement) {
  const { openLook } = await import('./lookScene.ts');
  return openLook({
    canvas,
    layer,
    url: look.model.files.hero?.web?.url ?? '',
    plan: look.plan.peek(),
    sizeMm: look.model.sizeMm,
    length: (mm) => formatMm(mm, ownUnit(), writing.value),
    lineText: ({ label }) => (label ? inLanguage(label, language.value) : ''),
    markName: ({ title }, number) =>
      t('design.markName', { number, title: inLanguage(title, language.value) }),
    onMark: ({ id }) => {
      look.mark.value = id;
    },
  });
}

/** Has the scene show what the desk says. */
function useFollowing(look: LookDesk): void {
  useSignalEffect(() => look.scene.value?.setPlan(look.plan.value));
  useSignalEffect(() => look.scene.value?.setExplode(look.explode.value));
  useSignalEffect(() => look.scene.value?.setSection(look.section.value));
  useSignalEffect(() => look.scene.value?.setXray(look.xray.value));
  useSignalEffect(() => look.scene.value?.setVariant(look.variant.value));
  useSignalEffect(() => look.scene.value?.setPart(look.part.value));
  useSignalEffect(() => look.scene.value?.setHotspots(look.authoring.value.hotspots));
  useSignalEffect(() => look.scene.value?.setLines(look.authoring.value.dimensions));
}

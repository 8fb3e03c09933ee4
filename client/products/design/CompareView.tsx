import { useSignal } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { LEVELS, type Level, PACKINGS, type Packing } from '../../../shared/model/delivery.ts';
import type { Draft, DraftResult } from '../../../shared/model/draft.ts';
import { SelectField } from '../../ui/Field.tsx';
import { formatShare } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { fileName } from './Costs.tsx';
import type { CompareScene } from './compareScene.ts';
import { formatBytes } from './figures.ts';
import { JudgeView } from './JudgeView.tsx';
import { orbitByKeys } from './orbitKeys.ts';

type CompareProps = { draft: Draft; result: DraftResult };
type FileId = `${Level}.${Packing}`;
type MadeOne = { id: FileId; name: string; label: string; url: string };

/** The original and what was made of it, side by side in one picture with a split that moves. */
export function CompareView({ draft, result }: CompareProps) {
  const split = useSignal(0.5);
  const file = useSignal<FileId>('hero.web');
  const files = filesOf(result);
  const chosen = files.find(({ id }) => id === file.value);
  const url = chosen?.url ?? '';
  const original = result.original.url;
  const { canvas, scene, state } = useCompare(original, url, draft.options);
  const choose = (id: string): void => {
    file.value = id as FileId;
    scene.current?.show(files.find((each) => each.id === id)!.url).catch(sayError);
  };
  const setSplit = (share: number): void => {
    split.value = share;
    scene.current?.setSplit(share);
  };
  return (
    <section class="card compare">
      <header>
        <h3>{t('design.compare')}</h3>
        <SelectField
          name="made"
          label={t('design.compareWith')}
          options={files.map(({ id, label }) => [id, label])}
          initial={file.value}
          disabled={state.value !== 'shown'}
          onChange={choose}
        />
      </header>
      {state.value === 'failed' && <p class="problem">{t('design.noPicture')}</p>}
      <Frame scene={scene} state={state.value}>
        <canvas ref={canvas} />
        {state.value === 'loading' && <p class="frame-note">{t('design.loadingModel')}</p>}
        <span class="split-line" style={{ left: `${split.value * 100}%` }} />
        <span class="side-name before">{t('design.original')}</span>
        <span class="side-name after">{chosen?.name}</span>
      </Frame>
      <SplitRange share={split.value} onShare={setSplit} />
      <JudgeView key={url} original={original} made={url} options={draft.options} />
    </section>
  );
}

/** The files that were made, by how near one looks. */
const filesOf = (result: DraftResult): MadeOne[] =>
  LEVELS.flatMap((level) =>
    PACKINGS.flatMap((packing): MadeOne[] => {
      const made = result.files[level]?.[packing];
      if (!made) return [];
      const name = fileName(level, packing);
      const label = `${name} · ${formatBytes(made.bytes, writing.value)}`;
      return [{ id: `${level}.${packing}`, name, label, url: made.url }];
    }),
  );

type State = 'loading' | 'shown' | 'failed';

/** The comparison over a canvas, for as long as it is on the page. */
function useCompare(original: string, made: string, options: Draft['options']) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<CompareScene | undefined>(undefined);
  const state = useSignal<State>('loading');
  useEffect(() => {
    let gone = false;
    const open = async (): Promise<void> => {
      const { openCompare } = await import('./compareScene.ts');
      const opened = await openCompare({ canvas: canvas.current!, original, made, options });
      if (gone) return opened.dispose();
      scene.current = opened;
      state.value = 'shown';
    };
    open().catch(() => {
      if (!gone) state.value = 'failed';
    });
    return () => {
      gone = true;
      scene.current?.dispose();
    };
  }, []);
  return { canvas, scene, state };
}

type FrameProps = {
  scene: RefObject<CompareScene | undefined>;
  state: State;
  children: ComponentChildren;
};

/** The frame of the picture has the keyboard: arrows turn, plus and minus come nearer and go farther. */
function Frame({ scene, state, children }: FrameProps) {
  return (
    <div
      class="compare-frame"
      dir="ltr"
      hidden={state === 'failed'}
      tabIndex={0}
      role="application"
      aria-label={t('design.compareView')}
      aria-busy={state === 'loading'}
      onKeyDown={(event) =>
        orbitByKeys(
          event,
          (...by) => scene.current?.move(...by),
          () => scene.current?.reset(),
        )
      }
    >
      {children}
    </div>
  );
}

function SplitRange({ share, onShare }: { share: number; onShare(share: number): void }) {
  return (
    <input
      class="split-range"
      dir="ltr"
      type="range"
      min="0"
      max="1"
      step="0.01"
      aria-label={t('design.splitAt')}
      aria-valuetext={formatShare(share, writing.value)}
      value={share}
      onInput={(event) => onShare(event.currentTarget.valueAsNumber)}
    />
  );
}

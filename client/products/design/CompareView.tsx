import { useSignal } from '@preact/signals';
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

/** The original and what was made of it, side by side in one picture with a split that moves. */
export function CompareView({ draft, result }: CompareProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<CompareScene | undefined>(undefined);
  const state = useSignal<'loading' | 'shown' | 'failed'>('loading');
  const split = useSignal(0.5);
  const file = useSignal<`${Level}.${Packing}`>('hero.web');
  const files = LEVELS.flatMap((level) =>
    PACKINGS.flatMap((packing): [`${Level}.${Packing}`, string, string][] => {
      const made = result.files[level]?.[packing];
      const label = made && `${fileName(level, packing)} · ${formatBytes(made.bytes, writing.value)}`;
      return made ? [[`${level}.${packing}`, label!, made.url]] : [];
    }),
  );
  const url = files.find(([id]) => id === file.value)?.[2] ?? '';
  useEffect(() => {
    let gone = false;
    const open = async (): Promise<void> => {
      const { openCompare } = await import('./compareScene.ts');
      const opened = await openCompare({
        canvas: canvas.current!,
        original: result.original.url,
        made: url,
        options: draft.options,
      });
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
  const choose = (id: string): void => {
    file.value = id as typeof file.value;
    scene.current?.show(files.find(([each]) => each === id)![2]).catch(sayError);
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
          options={files.map(([id, label]) => [id, label])}
          initial={file.value}
          disabled={state.value !== 'shown'}
          onChange={choose}
        />
      </header>
      {state.value === 'failed' && <p class="problem">{t('design.noPicture')}</p>}
      <div
        class="compare-frame"
        dir="ltr"
        hidden={state.value === 'failed'}
        tabIndex={0}
        role="application"
        aria-label={t('design.compareView')}
        aria-busy={state.value === 'loading'}
        onKeyDown={(event) =>
          orbitByKeys(
            event,
            (...by) => scene.current?.move(...by),
            () => scene.current?.reset(),
          )
        }
      >
        <canvas ref={canvas} />
        {state.value === 'loading' && <p class="frame-note">{t('design.loadingModel')}</p>}
        <span class="split-line" style={{ left: `${split.value * 100}%` }} />
        <span class="side-name before">{t('design.original')}</span>
        <span class="side-name after">{fileName(...(file.value.split('.') as [Level, Packing]))}</span>
      </div>
      <input
        class="split-range"
        dir="ltr"
        type="range"
        min="0"
        max="1"
        step="0.01"
        aria-label={t('design.splitAt')}
        aria-valuetext={formatShare(split.value, writing.value)}
        value={split}
        onInput={(event) => setSplit(event.currentTarget.valueAsNumber)}
      />
      <JudgeView key={url} original={result.original.url} made={url} options={draft.options} />
    </section>
  );
}

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { t } from '../ui/i18n.ts';

/** A room shown live on a canvas. */
export type OpenPreview = {
  /** Looks at a stand, or from the door. */
  look(stand: string | undefined): void;
  dispose(): void;
};
/** Opens a showroom on a canvas; rejects when nothing can be drawn. */
export type PreviewDoor = (
  canvas: HTMLCanvasElement,
  layer: HTMLElement,
  showroom: LobbyEntry,
) => Promise<OpenPreview>;

type PreviewProps = { open: PreviewDoor; showroom: LobbyEntry; view: string | undefined };

/** The real room beside the plan, live: it opens when it is asked for, since it costs what a visit costs. */
export function Preview({ open, showroom, view }: PreviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const preview = useRef<OpenPreview | undefined>(undefined);
  const state = useSignal<'closed' | 'opening' | 'open' | 'failed'>('closed');
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
      preview.current?.dispose();
    },
    [],
  );
  useEffect(() => preview.current?.look(view), [view, state.value]);
  const start = async (): Promise<void> => {
    state.value = 'opening';
    try {
      const opened = await open(canvas.current!, layer.current!, showroom);
      if (gone.current) return opened.dispose();
      preview.current = opened;
      state.value = 'open';
    } catch {
      state.value = 'failed';
    }
  };
  return (
    <div class="preview" role="region" aria-label={t('console.preview')}>
      <img src={`/assets/scenes/${showroom.scene}/poster.webp`} alt="" />
      <canvas ref={canvas} class={state.value === 'open' ? 'room ready' : 'room'} />
      <div ref={layer} class="layer" />
      {state.value === 'closed' && (
        <button type="button" class="primary" onClick={() => void start()}>
          {t('console.previewOpen')}
        </button>
      )}
      {state.value === 'opening' && <p role="status">{t('console.previewLoading')}</p>}
      {state.value === 'failed' && <p role="alert">{t('console.previewNone')}</p>}
      {state.value === 'open' && view && (
        <button type="button" class="pill" onClick={() => preview.current?.look(undefined)}>
          {t('console.firstView')}
        </button>
      )}
    </div>
  );
}

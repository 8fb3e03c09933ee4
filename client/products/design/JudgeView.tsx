import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { MakeOptions } from '../../../shared/model/delivery.ts';
import { t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import type { Judged } from './judge.ts';

/** Views that are compared. */
const VIEWS = 8;
/** From this likeness on nobody sees a difference (Wang et al. take 0.98 for hardly visible). */
const ALIKE = 0.98;

type JudgeProps = { original: string; made: string; options: MakeOptions };

/** How alike both are, from fixed views, with pictures of where they differ. */
export function JudgeView({ original, made, options }: JudgeProps) {
  const views = useSignal<Judged[]>([]);
  const running = useSignal(false);
  const chosen = useSignal<number | undefined>(undefined);
  const stop = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const run = async (): Promise<void> => {
    stop.current = new AbortController();
    views.value = [];
    chosen.value = undefined;
    running.value = true;
    try {
      const { judge } = await import('./judge.ts');
      await judge(
        original,
        made,
        options,
        (view) => (views.value = [...views.value, view]),
        stop.current.signal,
      );
    } catch (error) {
      sayError(error);
    } finally {
      running.value = false;
    }
  };
  const large = chosen.value === undefined ? undefined : views.value[chosen.value];
  return (
    <div class="judge">
      <div class="with-figure">
        {running.value ? (
          <progress value={views.value.length || undefined} max={VIEWS} aria-label={t('design.judging')} />
        ) : (
          <button type="button" class="quiet outlined" onClick={() => void run()}>
            {t('design.judge')}
          </button>
        )}
        <span role="status">{running.value ? t('design.judging') : verdict(views.value)}</span>
      </div>
      <ul class="judged">
        {views.value.map((view, index) => (
          <li key={`${index} ${view.ssim}`}>
            <JudgedView
              view={view}
              number={(index % 4) + 1}
              chosen={chosen.value === index}
              onChoose={() => (chosen.value = chosen.value === index ? undefined : index)}
            />
          </li>
        ))}
      </ul>
      {large && <Large view={large} />}
    </div>
  );
}

/** What the least alike of the views tells. */
function verdict(views: readonly Judged[]): string {
  if (views.length === 0) return '';
  const least = Math.min(...views.map(({ ssim }) => ssim));
  return t(least >= ALIKE ? 'design.alike' : 'design.unlike', { ssim: figure(least, 4) });
}

type JudgedProps = { view: Judged; number: number; chosen: boolean; onChoose(): void };

function JudgedView({ view, number, chosen, onChoose }: JudgedProps) {
  return (
    <button type="button" aria-pressed={chosen} onClick={onChoose}>
      <Picture image={view.difference} />
      <small>{t(view.close ? 'design.closeView' : 'design.wholeView', { number })}</small>
      <small dir="ltr">
        SSIM {figure(view.ssim, 4)} · {figure(view.psnr, 1)} dB
      </small>
    </button>
  );
}

/** One view as it was, as it is, and where both differ. */
function Large({ view }: { view: Judged }) {
  return (
    <div class="judged-large">
      {(['before', 'after', 'difference'] as const).map((name) => (
        <figure key={name}>
          <Picture image={view[name]} />
          <figcaption>{t(`design.picture.${name}`)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

const figure = (value: number, digits: number): string =>
  new Intl.NumberFormat(writing.value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);

/** Pixels as a picture. */
function Picture({ image }: { image: ImageData }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => canvas.current?.getContext('2d')?.putImageData(image, 0, 0), [image]);
  return <canvas ref={canvas} width={image.width} height={image.height} />;
}

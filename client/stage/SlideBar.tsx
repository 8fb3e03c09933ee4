import { useSignal } from '@preact/signals';
import { formatNumber } from '../ui/format.ts';
import { t, writing } from '../ui/i18n.ts';
import type { Slides } from './capture.ts';

/** Pages through slides; everybody sees it so. */
export function SlideBar({ slides, name }: { slides: Slides; name: string }) {
  const at = useSignal(slides.at());
  const go = (index: number): void => {
    slides.go(index);
    at.value = slides.at();
  };
  return (
    <div class="film-bar" role="group" aria-label={name}>
      <button type="button" class="quiet" disabled={at.value === 0} onClick={() => go(at.value - 1)}>
        {t('studio.slideBack')}
      </button>
      <small>
        {formatNumber(at.value + 1, writing.value)} / {formatNumber(slides.count, writing.value)}
      </small>
      <button
        type="button"
        class="quiet"
        disabled={at.value === slides.count - 1}
        onClick={() => go(at.value + 1)}
      >
        {t('studio.slideNext')}
      </button>
    </div>
  );
}

import { useEffect, useRef } from 'preact/hooks';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { language, t } from '../../ui/i18n.ts';
import { InspectIcon } from './icons.tsx';
import type { Inspection } from './inspection.ts';

/** The guided tour: from stop to stop, each with what is worth seeing there. */
export function TourStops({ it, sheet }: { it: Inspection; sheet: ProductSheet }) {
  const { stops } = sheet.authoring;
  const at = it.stop.value;
  const stop = stops[at];
  const words = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (at >= 0) words.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (!stop)
    return (
      <button type="button" class="choice" onClick={() => it.goToStop(0)}>
        {t('inspect.tourStart')}
      </button>
    );
  return (
    <>
      <div class="stepper">
        <button
          type="button"
          class="icon-button"
          aria-label={t('inspect.stopBack')}
          title={t('inspect.stopBack')}
          disabled={at === 0}
          onClick={() => it.goToStop(at - 1)}
        >
          <InspectIcon name="back" />
        </button>
        <p>{t('inspect.stop', { stop: at + 1, stops: stops.length })}</p>
        <button
          type="button"
          class="icon-button"
          aria-label={t('inspect.stopNext')}
          title={t('inspect.stopNext')}
          disabled={at === stops.length - 1}
          onClick={() => it.goToStop(at + 1)}
        >
          <InspectIcon name="next" />
        </button>
      </div>
      <div ref={words} class="stop" role="status">
        <h3 dir="auto">{inLanguage(stop.title, language.value)}</h3>
        <p dir="auto">{inLanguage(stop.text, language.value)}</p>
      </div>
    </>
  );
}

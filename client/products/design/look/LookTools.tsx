import type { SectionPlane } from '../../../../shared/model/authoring.ts';
import { formatShare } from '../../../ui/format.ts';
import { t, writing } from '../../../ui/i18n.ts';
import type { LookDesk } from './lookDesk.ts';

/** How the product is shown just now; nothing of it is kept. */
export function LookTools({ look }: { look: LookDesk }) {
  const { explode, xray, section } = look;
  const setAxis = (axis: string): void => {
    section.value = axis ? { axis: axis as SectionPlane['axis'], at: 0.5, flip: false } : null;
  };
  return (
    <div class="look-tools">
      <label class="range">
        <span>{t('design.apart')}</span>
        <input
          type="range"
          min="0"
          max="1"
          step="0.01"
          value={explode}
          aria-valuetext={formatShare(explode.value, writing.value)}
          onInput={(event) => (explode.value = event.currentTarget.valueAsNumber)}
        />
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={xray.value}
          onChange={(event) => (xray.value = event.currentTarget.checked)}
        />
        <span>{t('design.xray')}</span>
      </label>
      <label class="inline">
        <span>{t('design.section')}</span>
        <select value={section.value?.axis ?? ''} onChange={(event) => setAxis(event.currentTarget.value)}>
          <option value="">–</option>
          {(['x', 'y', 'z'] as const).map((axis) => (
            <option key={axis} value={axis}>
              {t(`design.axis.${axis}`)}
            </option>
          ))}
        </select>
      </label>
      {section.value && (
        <>
          <input
            type="range"
            min="0"
            max="1"
            step="0.01"
            aria-label={t('design.sectionAt')}
            value={section.value.at}
            onInput={(event) =>
              (section.value = { ...section.value!, at: event.currentTarget.valueAsNumber })
            }
          />
          <button
            type="button"
            class="quiet"
            aria-pressed={section.value.flip}
            onClick={() => (section.value = { ...section.value!, flip: !section.value!.flip })}
          >
            {t('design.otherSide')}
          </button>
        </>
      )}
      <button type="button" class="quiet" onClick={() => look.scene.value?.reset()}>
        {t('design.resetView')}
      </button>
    </div>
  );
}

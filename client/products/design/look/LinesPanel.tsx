import type { DimensionLine } from '../../../../shared/model/authoring.ts';
import { language, t, writing } from '../../../ui/i18n.ts';
import { formatMm, ownUnit } from '../figures.ts';
import { DesignIcon } from '../icons.tsx';
import { LocalField } from '../LocalField.tsx';
import type { LookDesk } from './lookDesk.ts';
import { point } from './MarksPanel.tsx';

/** Lines that tell a length, each from one point of the surface to another. */
export function LinesPanel({ look }: { look: LookDesk }) {
  const { dimensions } = look.authoring.value;
  const set = (id: string, what: Partial<DimensionLine>): void =>
    look.change(
      ({ dimensions: all }) => ({
        dimensions: all.map((one) => (one.id === id ? { ...one, ...what } : one)),
      }),
      `line ${id}`,
    );
  return (
    <>
      <button type="button" class="quiet outlined" onClick={() => point(look, { kind: 'line' })}>
        <DesignIcon name="pin" /> {t('design.layLine')}
      </button>
      {dimensions.length === 0 && <p class="empty">{t('design.noLines')}</p>}
      {dimensions.map((line) => {
        const metres = Math.hypot(...line.from.map((value, axis) => value - line.to[axis]!));
        const length = formatMm(metres * 1000, ownUnit(), writing.value);
        return (
          <div class="line-fields" key={line.id}>
            <LocalField
              label={t('design.lineLabel', { length })}
              text={line.label ?? { en: '' }}
              language={language.value}
              most={120}
              disabled={!look.editor.editable}
              onChange={(label) => set(line.id, { label })}
            />
            <button
              type="button"
              class="icon-button"
              aria-label={t('design.removeOne', { name: line.label?.en || length })}
              onClick={() =>
                look.change(({ dimensions: all }) => ({
                  dimensions: all.filter(({ id }) => id !== line.id),
                }))
              }
            >
              <DesignIcon name="remove" />
            </button>
          </div>
        );
      })}
    </>
  );
}

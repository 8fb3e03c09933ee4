import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import type { OverlayProps } from './parts.ts';

/** What stands in the room, each with its price; a press selects it. */
export function Pieces({ placing }: OverlayProps) {
  const pieces = placing.pieces.value;
  if (pieces.length === 0) return null;
  return (
    <ul class="ar-pieces" aria-label={t('ar.count', { count: pieces.length })}>
      {pieces.map(({ id, product, sku, price }) => {
        const sheet = placing.sheets.get(product);
        return (
          <li key={id}>
            <button
              type="button"
              class="row"
              aria-pressed={placing.selected.value === id}
              onClick={() => {
                placing.selected.value = placing.selected.value === id ? undefined : id;
              }}
            >
              <span dir="auto">{sheet ? inLanguage(sheet.name, language.value) : sku}</span>
              <small>{formatMoney(price, writing.value)}</small>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

import { formatMoney, minorDigits } from '../../../shared/model/money.ts';
import type { Ware } from '../../../shared/model/stock.ts';
import { Icon } from '../../ui/Icon.tsx';
import { t, writing } from '../../ui/i18n.ts';
import { sayDraftFault } from './faultWords.ts';
import type { DraftFaults, DraftRow } from './listDraft.ts';
import { WareName } from './Ware.tsx';

const FIELDS = ['minQuantity', 'amount', 'compareAt'] as const;

type TableProps = {
  rows: DraftRow[];
  wares: ReadonlyMap<string, Ware>;
  currency: string;
  faults: DraftFaults;
  onRow(key: number, change: Partial<DraftRow>): void;
  onRemove(row: DraftRow): void;
};

/** Prices as they are typed, in the decimals of their currency. */
export function PriceTable({ rows, ...rest }: TableProps) {
  return (
    <div class="table-frame">
      <table class="price-table typed" aria-label={t('prices.prices')}>
        <thead>
          <tr>
            <th scope="col">{t('prices.product')}</th>
            {FIELDS.map((field) => (
              <th key={field} scope="col">
                {headOf(field, rest.currency)}
              </th>
            ))}
            <th scope="col">
              <span class="visually-hidden">{t('prices.takeOut')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.key} row={row} {...rest} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const headOf = (field: (typeof FIELDS)[number], currency: string): string =>
  field === 'minQuantity' ? t('prices.row.minQuantity') : `${t(`prices.row.${field}`)} (${currency})`;

type RowProps = Omit<TableProps, 'rows'> & { row: DraftRow };

function Row({ row, wares, currency, faults, onRow, onRemove }: RowProps) {
  const ware = wares.get(row.sku) ?? { sku: row.sku, name: null, label: null, thumbnail: '', price: null };
  return (
    <tr data-sku={row.sku}>
      <th scope="row">
        <WareName ware={ware} />
        {ware.price && (
          <small class="base">{t('prices.base', { price: formatMoney(ware.price, writing.value) })}</small>
        )}
      </th>
      {FIELDS.map((field) => {
        const fault = faults[`${row.key}.${field}`];
        const id = `price-${row.key}-${field}`;
        return (
          <td key={field} class={fault ? 'field wrong' : 'field'} data-label={headOf(field, currency)}>
            <input
              id={id}
              aria-label={`${headOf(field, currency)}: ${row.sku}`}
              aria-invalid={fault !== undefined}
              aria-describedby={fault && `${id}-fault`}
              inputMode={field === 'minQuantity' ? 'numeric' : 'decimal'}
              dir="ltr"
              maxLength={16}
              autocomplete="off"
              placeholder={field === 'amount' ? (0).toFixed(minorDigits(currency)) : ''}
              value={row[field]}
              onInput={(event) => onRow(row.key, { [field]: event.currentTarget.value })}
            />
            {fault && (
              <p id={`${id}-fault`} class="fault">
                {sayDraftFault(fault)}
              </p>
            )}
          </td>
        );
      })}
      <td class="verbs">
        <button
          type="button"
          class="icon-button"
          id={`price-${row.key}-remove`}
          aria-label={`${t('prices.takeOut')}: ${row.sku}, ${row.minQuantity}`}
          onClick={() => onRemove(row)}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}

import { formatNumber } from '../../ui/format.ts';
import { t, writing } from '../../ui/i18n.ts';
import { formatDay } from '../days.ts';
import type { StockRow, Warehouse } from './pricesApi.ts';
import { type Act, levelIn } from './stock.ts';
import { WareName } from './Ware.tsx';

/** Pieces below which a number stands out. */
const FEW = 5;

type TableProps = { rows: StockRow[]; warehouses: Warehouse[]; onAct(act: Act): void };

/** SKUs with what is there of each in each warehouse. */
export function StockTable({ rows, warehouses, onAct }: TableProps) {
  return (
    <div class="table-frame">
      <table class="price-table" aria-label={t('prices.stock')}>
        <thead>
          <tr>
            <th scope="col">{t('prices.product')}</th>
            {warehouses.map(({ id, name }) => (
              <th key={id} scope="col" class="number">
                <bdi>{name}</bdi>
              </th>
            ))}
            {warehouses.length > 1 && (
              <th scope="col" class="number">
                {t('prices.inAll')}
              </th>
            )}
            <th scope="col" class="number">
              {t('prices.incoming')}
            </th>
            <th scope="col">{t('prices.selling')}</th>
            <th scope="col">
              <span class="visually-hidden">{t('prices.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.sku} row={row} warehouses={warehouses} onAct={onAct} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Omit<TableProps, 'rows'> & { row: StockRow };

function Row({ row, warehouses, onAct }: RowProps) {
  const { sku, stock, incoming } = row;
  const few = stock < FEW ? 'number few' : 'number';
  return (
    <tr data-sku={sku}>
      <th scope="row">
        <WareName ware={row} fallback={row.product} />
      </th>
      {warehouses.map(({ id, name }) => (
        <td key={id} class={warehouses.length > 1 ? 'number' : few} data-label={name}>
          {formatNumber(levelIn(row, id), writing.value)}
        </td>
      ))}
      {warehouses.length > 1 && (
        <td class={few} data-label={t('prices.inAll')}>
          {formatNumber(stock, writing.value)}
        </td>
      )}
      <td class={incoming === 0 ? 'number none' : 'number'} data-label={t('prices.incoming')}>
        {formatNumber(incoming, writing.value)}
      </td>
      <td data-label={t('prices.selling')}>{sellingOf(row)}</td>
      <td class="verbs">
        {(['change', 'selling'] as const).map((kind) => (
          <button
            key={kind}
            type="button"
            class="quiet"
            aria-label={`${t(`prices.act.${kind}`)}: ${sku}`}
            onClick={() => onAct({ kind, sku })}
          >
            {t(`prices.act.${kind}`)}
          </button>
        ))}
      </td>
    </tr>
  );
}

/** How a SKU is sold when none is left, and from when. */
function sellingOf({ selling, readyAt }: StockRow): string {
  const how = t(`prices.selling.${selling}`);
  return readyAt === null ? how : t('prices.sellingFrom', { how, date: formatDay(readyAt, writing.value) });
}

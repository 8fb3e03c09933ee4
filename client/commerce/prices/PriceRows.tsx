import { useSignal } from '@preact/signals';
import type { Ware } from '../../../shared/model/stock.ts';
import { t } from '../../ui/i18n.ts';
import { say } from '../../ui/toast.tsx';
import { keepFocus } from './focus.ts';
import { type DraftFaults, type DraftRow, type ListDraft, nextKey } from './listDraft.ts';
import { PriceTable } from './PriceTable.tsx';
import type { Pricing } from './pricing.ts';
import { SkuSearch } from './SkuSearch.tsx';
import { nameOf } from './Ware.tsx';

/** Rows that are shown at a time, and from how many on one can search among them. */
const PAGE = 50;
const MANY = 12;

type RowsProps = {
  pricing: Pricing;
  draft: ListDraft;
  faults: DraftFaults;
  onChange(change: (now: ListDraft) => Partial<ListDraft>): void;
  onForgive(name: string): void;
};

/** The prices of a list: found, added, changed and taken out. */
export function PriceRows({ pricing, draft, faults, onChange, onForgive }: RowsProps) {
  const words = useSignal('');
  const most = useSignal(PAGE);
  const { rows, goods } = draft;
  const wares = new Map(goods.map((one) => [one.sku, one]));
  const wanted = words.value.trim().toLocaleLowerCase();
  const fits = ({ sku }: DraftRow): boolean => {
    const ware = wares.get(sku);
    return `${sku} ${ware ? nameOf(ware) : ''}`.toLocaleLowerCase().includes(wanted);
  };
  const wrong = new Set(Object.keys(faults).map((name) => Number(name.split('.')[0])));
  const found = wanted ? rows.filter(fits) : rows;
  const shown = found.filter(({ key }, index) => index < most.value || wrong.has(key));
  const add = (ware: Ware): void => {
    const last = rows.findLastIndex(({ sku }) => sku === ware.sku);
    const row = {
      key: nextKey(),
      sku: ware.sku,
      minQuantity: last < 0 ? '1' : '',
      amount: '',
      compareAt: '',
    };
    onChange((now) => ({
      rows: now.rows.toSpliced(last + 1, 0, row),
      goods: wares.has(ware.sku) ? now.goods : [...now.goods, ware],
    }));
    words.value = '';
    requestAnimationFrame(() =>
      document.getElementById(`price-${row.key}-${last < 0 ? 'amount' : 'minQuantity'}`)?.focus(),
    );
  };
  const remove = (row: DraftRow): void => {
    const index = rows.indexOf(row);
    onChange((now) => ({ rows: now.rows.filter(({ key }) => key !== row.key) }));
    say(t('prices.takenOut', { sku: row.sku }), 'note', {
      label: t('prices.redo'),
      run: () => onChange((now) => ({ rows: now.rows.toSpliced(index, 0, row) })),
    });
    const next = rows[index + 1] ?? rows[index - 1];
    requestAnimationFrame(() =>
      document.getElementById(next ? `price-${next.key}-remove` : 'price-search')?.focus(),
    );
  };
  return (
    <section class="list-prices" aria-label={t('prices.prices')}>
      <h3>{t('prices.prices')}</h3>
      <SkuSearch pricing={pricing} onChoose={add} />
      {rows.length === 0 && <p class="empty">{t('prices.noPrices')}</p>}
      {rows.length > MANY && (
        <input
          type="search"
          class="filter"
          aria-label={t('prices.findRow')}
          placeholder={t('prices.findRow')}
          value={words}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      )}
      {rows.length > 0 && found.length === 0 && <p class="empty">{t('prices.noMatch')}</p>}
      {shown.length > 0 && (
        <PriceTable
          rows={shown}
          wares={wares}
          currency={draft.currency}
          faults={faults}
          onRow={(key, change) => {
            onChange((now) => ({
              rows: now.rows.map((row) => (row.key === key ? { ...row, ...change } : row)),
            }));
            for (const name of Object.keys(change)) onForgive(`${key}.${name}`);
          }}
          onRemove={remove}
        />
      )}
      {found.length > most.value && (
        <button
          type="button"
          class="quiet prices-more"
          onClick={() => {
            const next = found[most.value];
            most.value += PAGE;
            keepFocus(() => document.getElementById(`price-${next?.key}-minQuantity`));
          }}
        >
          {t('prices.moreOf', { shown: most.value, count: found.length })}
        </button>
      )}
    </section>
  );
}

import { COUNTED_MOST } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { Market } from '../../../shared/model/market.ts';
import { formatNumber } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { useSearch } from '../../ui/useSearch.ts';
import { TABS, type Tab, type Till } from './till.ts';

const LABELS: Record<Tab, () => string> = {
  all: () => t('till.all'),
  waiting: () => t('till.waiting'),
  paid: () => t('till.toPack'),
  packed: () => t('till.toSend'),
  shipped: () => t('order.shipped'),
  delivered: () => t('order.delivered'),
  disputed: () => t('order.disputed'),
  refunded: () => t('order.refunded'),
  cancelled: () => t('order.cancelled'),
  placed: () => t('order.placed'),
};

const formatCount = (count: number): string =>
  count > COUNTED_MOST ? `${formatNumber(COUNTED_MOST, writing.value)}+` : formatNumber(count, writing.value);

/** Which orders are listed: tabs with their counts, the search, filters, and the same as a file. */
export function ListHead({ till, markets, csv }: { till: Till; markets: Market[]; csv: string }) {
  const { filters, counts } = till;
  const now = filters.value;
  const search = useSearch(now.q, (q) => till.filter({ q }));
  const numbers = counts.value;
  const countOf = (tab: Tab): number | undefined => {
    if (!numbers || tab === 'all') return undefined;
    if (tab === 'waiting') return numbers.waiting;
    return TABS[tab].reduce((sum, status) => sum + numbers.counts[status], 0);
  };
  const isFiltered = now.q !== '' || now.market !== '' || now.from !== '' || now.to !== '';
  return (
    <div class="till-head">
      <nav class="till-tabs" aria-label={t('till.tabs')}>
        {(Object.keys(TABS) as Tab[]).map((tab) => (
          <button key={tab} type="button" aria-pressed={now.tab === tab} onClick={() => till.filter({ tab })}>
            {LABELS[tab]()}
            {countOf(tab) !== undefined && (
              <b class={tab === 'waiting' || tab === 'disputed' ? 'alert' : ''} hidden={countOf(tab) === 0}>
                {formatCount(countOf(tab)!)}
              </b>
            )}
          </button>
        ))}
      </nav>
      <div class="till-filters">
        <input
          id="till-search"
          class="filter"
          type="search"
          placeholder={t('till.search')}
          aria-label={t('till.search')}
          title={t('till.keys')}
          value={search.typed}
          onInput={(event) => search.type(event.currentTarget.value)}
        />
        <select
          aria-label={t('till.market')}
          value={now.market}
          onChange={(event) => till.filter({ market: event.currentTarget.value })}
        >
          <option value="">{t('till.everyMarket')}</option>
          {markets.map(({ id, name }) => (
            <option key={id} value={id}>
              {inLanguage(name, language.value)}
            </option>
          ))}
        </select>
        {(['from', 'to'] as const).map((end) => (
          <label key={end} class="till-day">
            <span>{t(end === 'from' ? 'till.paidFrom' : 'till.paidTo')}</span>
            <input
              type="date"
              value={now[end]}
              onChange={(event) => till.filter({ [end]: event.currentTarget.value })}
            />
          </label>
        ))}
        {isFiltered && (
          <button
            type="button"
            class="quiet"
            onClick={() => till.filter({ q: '', market: '', from: '', to: '' })}
          >
            {t('till.clear')}
          </button>
        )}
        <a class="quiet link" href={csv} download="orders.csv">
          {t('till.csv')}
        </a>
      </div>
    </div>
  );
}

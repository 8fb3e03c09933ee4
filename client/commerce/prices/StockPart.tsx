import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../../ui/i18n.ts';
import { useSearch } from '../../ui/useSearch.ts';
import { Nothing } from '../desk/Nothing.tsx';
import { keepFocus } from './focus.ts';
import type { Pricing } from './pricing.ts';
import { SellingSheet } from './SellingSheet.tsx';
import { Coming, Failed } from './Shown.tsx';
import { StockSheet } from './StockSheet.tsx';
import { StockTable } from './StockTable.tsx';
import type { Act } from './stock.ts';

/** How few are few, to choose from. */
const FEW = ['0', '5', '20'];

/** What is there of each SKU, and how it is sold when none is left. */
export function StockPart({ pricing }: { pricing: Pricing }) {
  const act = useSignal<Act | undefined>(undefined);
  const { stock, warehouses } = pricing;
  useEffect(() => {
    void stock.load();
    void warehouses.load();
  }, []);
  const [rows, refusal] = [stock.rows.value, stock.trouble.value ?? warehouses.trouble.value];
  const load = (): void => {
    void stock.load();
    void warehouses.load();
  };
  const chosen = rows?.find(({ sku }) => sku === act.value?.sku);
  const close = (): void => {
    act.value = undefined;
  };
  return (
    <>
      <Search pricing={pricing} />
      <Failed refusal={refusal} onRetry={load} />
      {rows && warehouses.known.value ? (
        <Found pricing={pricing} onAct={(next) => (act.value = next)} />
      ) : (
        !refusal && <Coming />
      )}
      {chosen && act.value?.kind === 'change' && (
        <StockSheet pricing={pricing} row={chosen} onClose={close} />
      )}
      {chosen && act.value?.kind === 'selling' && (
        <SellingSheet pricing={pricing} row={chosen} onClose={close} />
      )}
    </>
  );
}

function Search({ pricing: { stock } }: { pricing: Pricing }) {
  const { words, atMost } = stock.query.value;
  const search = useSearch(words, (wanted) => void stock.ask({ words: wanted }));
  return (
    <form class="prices-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        type="search"
        class="filter"
        aria-label={t('prices.search')}
        placeholder={t('prices.search')}
        maxLength={80}
        value={search.typed}
        onInput={(event) => search.type(event.currentTarget.value)}
      />
      <select
        aria-label={t('prices.few')}
        value={atMost}
        onChange={(event) => void stock.ask({ atMost: event.currentTarget.value })}
      >
        <option value="">{t('prices.anyNumber')}</option>
        {FEW.map((most) => (
          <option key={most} value={most}>
            {t('prices.atMost', { count: Number(most) })}
          </option>
        ))}
      </select>
    </form>
  );
}

function Found({ pricing, onAct }: { pricing: Pricing; onAct(act: Act): void }) {
  const { stock, warehouses } = pricing;
  const rows = stock.rows.value ?? [];
  const { words, atMost } = stock.query.value;
  const isSearch = words !== '' || atMost !== '';
  return (
    <>
      <p class="visually-hidden" role="status">
        {t('prices.found', { count: rows.length })}
      </p>
      {rows.length === 0 && !isSearch && (
        <Nothing words={t('prices.noStock')}>
          <a class="primary" href="/designer">
            {t('prices.toDesigner')}
          </a>
        </Nothing>
      )}
      {rows.length === 0 && isSearch && (
        <p class="empty">
          {t('prices.noMatch')}{' '}
          <button type="button" class="quiet" onClick={() => void stock.ask({ words: '', atMost: '' })}>
            {t('prices.showAll')}
          </button>
        </p>
      )}
      {rows.length > 0 && <StockTable rows={rows} warehouses={warehouses.known.value!} onAct={onAct} />}
      {stock.next.value && (
        <button
          type="button"
          class="quiet prices-more"
          aria-disabled={stock.looking.value}
          onClick={() =>
            void stock.more().then(() => keepFocus(() => firstButtonOf(stock.rows.value?.[rows.length]?.sku)))
          }
        >
          {t('prices.more')}
        </button>
      )}
    </>
  );
}

/** The first button of a SKU's row. */
const firstButtonOf = (sku = ''): HTMLElement | null =>
  document.querySelector<HTMLElement>(`tr[data-sku="${CSS.escape(sku)}"] button`);

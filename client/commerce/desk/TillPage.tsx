import '../purchase.css';
import '../purchaseParts.css';
import '../orders.css';
import './till.css';
import './tillTools.css';
import './tillOrder.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Market } from '../../../shared/model/market.ts';
import { sayAtDesk } from '../../ui/deskWords.ts';
import { loadWritings, t } from '../../ui/i18n.ts';
import { Trouble } from '../../ui/Trouble.tsx';
import { BulkBar } from './BulkBar.tsx';
import { DeskHead } from './DeskHead.tsx';
import type { DeskApi } from './deskApi.ts';
import { HealthPart } from './HealthPart.tsx';
import { pressOf } from './keys.ts';
import { ListHead } from './ListHead.tsx';
import { OrderDesk } from './OrderDesk.tsx';
import { OrderTable } from './OrderTable.tsx';
import { openTill } from './till.ts';

/** The shop's desk: everybody's orders, and the one that is open beside them; always current. */
export function TillPage({ api, owner }: { api: DeskApi; owner: boolean }) {
  const till = useMemo(() => openTill(api), []);
  const markets = useSignal<Market[]>([]);
  useEffect(() => till.follow(), []);
  // Buyers are called as they write themselves.
  useEffect(loadWritings, []);
  useEffect(() => {
    const press = pressOf(till);
    addEventListener('keydown', press);
    // A list of markets that does not come leaves the list of orders as it is.
    api.markets().then(
      (list) => (markets.value = list),
      () => undefined,
    );
    return () => removeEventListener('keydown', press);
  }, []);
  const { rows, next, trouble, looking, opened } = till;
  return (
    <main class={opened.value ? 'till with-order' : 'till'}>
      <DeskHead here="orders" owner={owner} />
      <div class="till-columns">
        <section class="till-list-side" aria-label={t('till.title')}>
          <ListHead
            till={till}
            markets={markets.value}
            csv={api.csv(new URLSearchParams(till.query.value))}
          />
          {trouble.value && <Stale till={till} />}
          <BulkBar api={api} till={till} />
          <OrderTable till={till} />
          <p class="visually-hidden" role="status">
            {rows.value && t('till.found', { count: rows.value.length })}
          </p>
          {looking.value && <p class="hint">{t('till.looked')}</p>}
          {next.value && !looking.value && (
            <button type="button" class="quiet till-more" onClick={() => void till.more()}>
              {t((rows.value?.length ?? 0) > 0 ? 'till.more' : 'till.further')}
            </button>
          )}
          {owner && <HealthPart api={api} />}
        </section>
        {opened.value && <OrderDesk key={opened.value} api={api} till={till} />}
      </div>
    </main>
  );
}

/** That what one sees could not be had, or may be a little old. */
function Stale({ till: { trouble, rows, load } }: { till: ReturnType<typeof openTill> }) {
  const refusal = trouble.value!;
  if (refusal.code !== 'offline' || !rows.value)
    return <Trouble refusal={refusal} words={sayAtDesk(refusal)} onRetry={() => void load()} />;
  return (
    <p class="problem" role="alert">
      {t('console.stale')}
    </p>
  );
}

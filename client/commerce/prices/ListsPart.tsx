import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../../shared/model/localText.ts';
import type { PriceListHead } from '../../../shared/model/priceList.ts';
import { formatTime } from '../../ui/format.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { Nothing } from '../desk/Nothing.tsx';
import { keepFocus } from './focus.ts';
import { OpenList } from './OpenList.tsx';
import type { ListRow } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { Shown } from './Shown.tsx';
import { StateChip } from './StateChip.tsx';

/** The id of a list that is being made. */
const NEW = 'new';

/** Price lists, the one that counts first on top, or the one that is open. */
export function ListsPart({ pricing }: { pricing: Pricing }) {
  const { list } = pricing.place.value;
  useEffect(() => void pricing.markets.load(), []);
  useEffect(() => keepFocus(() => document.getElementById('tab-prices-lists')), [list]);
  return list ? <OpenList key={list} pricing={pricing} id={list} /> : <AllLists pricing={pricing} />;
}

function AllLists({ pricing }: { pricing: Pricing }) {
  const make = (
    <button type="button" class="primary" onClick={() => pricing.go('lists', NEW)}>
      {t('prices.newList')}
    </button>
  );
  return (
    <>
      <header class="prices-head">
        <p class="hint">{t('prices.listsLead')}</p>
        {(pricing.lists.known.value?.lists.length ?? 0) > 0 && make}
      </header>
      <Shown of={pricing.lists}>
        {({ lists, now }) =>
          lists.length === 0 ? (
            <Nothing words={t('prices.noLists')}>{make}</Nothing>
          ) : (
            <ul class="prices-cards" aria-label={t('prices.lists')}>
              {lists.map((one) => (
                <Row key={one.id} list={one} now={now} pricing={pricing} />
              ))}
            </ul>
          )
        }
      </Shown>
    </>
  );
}

type RowProps = { list: ListRow; now: number; pricing: Pricing };

function Row({ list, now, pricing }: RowProps) {
  const { id, name, market, currency, place, priced } = list;
  const found = pricing.markets.known.value?.find((one) => one.id === market);
  return (
    <li>
      <div>
        <span class="head">
          <a
            href={`#lists/${encodeURIComponent(id)}`}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              pricing.go('lists', id);
            }}
          >
            <bdi>{name}</bdi>
          </a>
          <StateChip list={list} now={now} />
          {pricing.drafts.value.has(id) && <span class="till-chip unsaved">{t('prices.unsaved')}</span>}
        </span>
        <small>
          {[
            `${found ? inLanguage(found.name, language.value) : market} · ${currency}`,
            timeOf(list),
            t('prices.priced', { count: priced }),
            t('prices.placed', { place }),
          ].join(' · ')}
        </small>
      </div>
    </li>
  );
}

/** When a list counts, in words. */
function timeOf({ startsAt, endsAt }: Pick<PriceListHead, 'startsAt' | 'endsAt'>): string {
  const from = startsAt > 0 ? formatTime(startsAt, writing.value) : '';
  const until = endsAt === null ? '' : formatTime(endsAt, writing.value);
  if (from && until) return t('prices.time.both', { from, until });
  if (from) return t('prices.time.from', { from });
  return until ? t('prices.time.until', { until }) : t('prices.time.always');
}

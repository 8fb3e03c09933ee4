import { useSignal } from '@preact/signals';
import { t, writing } from '../../ui/i18n.ts';
import type { Rate, Rates } from './pricesApi.ts';
import type { Pricing } from './pricing.ts';
import { RateSheet } from './RateSheet.tsx';
import { formatRate, formatRateDay } from './rateWords.ts';
import { Shown } from './Shown.tsx';

/** Exchange rates: by them all prices follow that no list says. Owners enter newer ones; others see why they can't. */
export function RatesPart({ pricing, owner }: { pricing: Pricing; owner: boolean }) {
  const open = useSignal<Rate | undefined>(undefined);
  return (
    <>
      <header class="prices-head">
        <p class="hint">{t('prices.ratesLead')}</p>
        {!owner && <p class="prices-note">{t('prices.ownersOnly')}</p>}
      </header>
      <Shown of={pricing.rates}>
        {(known) => (
          <>
            {groupsOf(known).map(({ date, source, rates, isComing }) => (
              <section key={`${date} ${source} ${isComing}`} class="rates">
                <h2>
                  {t(isComing ? 'prices.ratesFrom' : 'prices.ratesOf', { date: formatRateDay(date) })}
                  {isComing && <span class="till-chip planned">{t('prices.state.planned')}</span>}
                </h2>
                <small>
                  {t('prices.source')}: <bdi>{source}</bdi>
                </small>
                <RateTable
                  rates={rates}
                  owner={owner}
                  onOpen={isComing ? undefined : (rate) => (open.value = rate)}
                />
              </section>
            ))}
          </>
        )}
      </Shown>
      {open.value && (
        <RateSheet pricing={pricing} rate={open.value} onClose={() => (open.value = undefined)} />
      )}
    </>
  );
}

type TableProps = { rates: Rate[]; owner: boolean; onOpen: ((rate: Rate) => void) | undefined };

function RateTable({ rates, owner, onOpen }: TableProps) {
  return (
    <div class="table-frame">
      <table class="price-table rate-table" aria-label={t('prices.rates')}>
        <thead>
          <tr>
            <th scope="col">{t('prices.currency')}</th>
            <th scope="col" class="number">
              {t('prices.forOne', { base: rates[0]?.base ?? '' })}
            </th>
            {owner && (
              <th scope="col">
                <span class="visually-hidden">{t('prices.newerRate')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => (
            <tr key={rate.quote} data-quote={rate.quote}>
              <th scope="row">
                <b>{rate.quote}</b> <small>{currencyName(rate.quote)}</small>
              </th>
              <td class="number">{formatRate(rate.rate)}</td>
              {owner && (
                <td class="verbs">
                  {onOpen && (
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`${t('prices.newerRate')}: ${rate.quote}`}
                      onClick={() => onOpen(rate)}
                    >
                      {t('prices.newerRate')}
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Group = { date: string; source: string; isComing: boolean; rates: Rate[] };

/** Rates of one day and source together: those to come, then the newest. */
function groupsOf({ rates, coming }: Rates): Group[] {
  const groups = new Map<string, Group>();
  for (const [isComing, list] of [[true, coming] as const, [false, rates] as const])
    for (const rate of list) {
      const key = `${isComing} ${rate.date} ${rate.source} ${rate.base}`;
      const { date, source } = rate;
      const group = groups.get(key) ?? { date, source, isComing, rates: [] };
      group.rates.push(rate);
      groups.set(key, group);
    }
  for (const group of groups.values()) group.rates.sort((a, b) => a.quote.localeCompare(b.quote));
  return [...groups.values()].sort(
    (a, b) => Number(b.isComing) - Number(a.isComing) || b.date.localeCompare(a.date),
  );
}

const currencyName = (code: string): string =>
  new Intl.DisplayNames(writing.value, { type: 'currency' }).of(code) ?? code;

import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { OrderLine } from '../../shared/model/order.ts';
import { formatNumber } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { Codes } from './Codes.tsx';
import { formatDay } from './days.ts';
import type { Flow } from './flow.ts';
import { Totals } from './Totals.tsx';

/** What is bought and what it comes to; folded away where there is little room. */
export function Summary({ flow }: { flow: Flow }) {
  const order = flow.checkout.value?.order;
  if (!order) return <div class="skeleton" aria-busy="true" />;
  const count = order.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      <details class="bought">
        <summary>
          <span>{t('checkout.pieces', { count })}</span>
          <strong>{formatMoney(order.totals.total, writing.value)}</strong>
        </summary>
        <BoughtLines lines={order.lines} />
        <Codes flow={flow} />
      </details>
      <div class="bought-wide">
        <BoughtLines lines={order.lines} />
        <Codes flow={flow} />
        <Totals flow={flow} />
      </div>
    </>
  );
}

/** What an order is of, with pictures. */
export function BoughtLines({ lines }: { lines: readonly OrderLine[] }) {
  return (
    <ul class="bought-lines">
      {lines.map((line) => (
        <li key={line.sku}>
          <span class="picture">
            <img src={line.thumbnail} alt="" width="56" height="56" />
            <i>
              <span class="visually-hidden">{t('checkout.times')} </span>
              {formatNumber(line.quantity, writing.value)}
            </i>
          </span>
          <span class="about">
            <b dir="auto">{inLanguage(line.name, language.value)}</b>
            {line.label && <small dir="auto">{inLanguage(line.label, language.value)}</small>}
            {line.ahead > 0 && <small class="told">{sayLater(line)}</small>}
            {line.discounts.map(({ promotion, title }) => (
              <small key={promotion} class="reason" dir="auto">
                {inLanguage(title, language.value)}
              </small>
            ))}
          </span>
          <strong>{formatMoney(line.total, writing.value)}</strong>
        </li>
      ))}
    </ul>
  );
}

function sayLater({ ahead, readyAt }: OrderLine): string {
  if (!readyAt) return t('cart.laterSomeday', { count: ahead });
  return t('cart.later', { count: ahead, date: formatDay(readyAt, writing.value) });
}

import type { ComponentChildren } from 'preact';
import type { Address } from '../../shared/model/address.ts';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney } from '../../shared/model/money.ts';
import type { Order, OrderEvent, OrderStep } from '../../shared/model/order.ts';
import { formatTime, regionName } from '../ui/format.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { say } from '../ui/toast.tsx';
import { formatDay } from './days.ts';

/** A part of an order's page under its title. */
export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="order-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const sayStep = ({ event, by }: OrderStep): string =>
  event === 'refund' && by === 'buyer' ? t('step.cancelled') : t(`step.${event as OrderEvent | 'claim'}`);

/** What happened, in its order. */
export function Steps({ order: { steps } }: { order: Order }) {
  return (
    <Part title={t('orders.steps')}>
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={`${step.at} ${index}`} class={index === steps.length - 1 ? 'latest' : undefined}>
            <b>{sayStep(step)}</b>
            <small>{formatTime(step.at, writing.value)}</small>
          </li>
        ))}
      </ol>
    </Part>
  );
}

const piecesOf = ({ lines }: Order, some: readonly { sku: string; quantity: number }[]): string =>
  some
    .map(({ sku, quantity }) => {
      const line = lines.find((one) => one.sku === sku);
      return `${quantity} × ${line ? inLanguage(line.name, language.value) : sku}`;
    })
    .join(', ');

/** Parcels, each with the way to follow it; what is in it where there are several. */
export function Parcels({ order }: { order: Order }) {
  const { shipments } = order;
  if (shipments.length === 0) return null;
  return (
    <Part title={t('orders.parcels')}>
      <ul class="plain">
        {shipments.map(({ id, carrier, tracking, url, lines, shippedAt, deliveredAt }) => (
          <li key={id}>
            <b>
              <bdi>{carrier}</bdi> <bdi dir="ltr">{tracking}</bdi>
            </b>
            <small>
              {deliveredAt
                ? t('orders.arrived', { date: formatDay(deliveredAt, writing.value) })
                : t('orders.sent', { date: formatDay(shippedAt, writing.value) })}
            </small>
            {shipments.length > 1 && <small dir="auto">{piecesOf(order, lines)}</small>}
            {/^https:/.test(url) && (
              <a class="order-link" href={url} target="_blank" rel="noreferrer">
                {t('orders.track')}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Money that goes back. */
export function Refunds({ order: { refunds } }: { order: Order }) {
  if (refunds.length === 0) return null;
  return (
    <Part title={t('orders.refunds')}>
      <ul class="plain">
        {refunds.map(({ id, total, status, at }) => (
          <li key={id}>
            <b>{formatMoney(total, writing.value)}</b>
            <small>
              {t(`refund.${status}`)} · {formatDay(at, writing.value)}
            </small>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Goods that go back, and what the shop says to it. */
export function Returns({ order }: { order: Order }) {
  const { returns } = order;
  if (returns.length === 0) return null;
  return (
    <Part title={t('orders.returns')}>
      <ul class="plain">
        {returns.map(({ id, status, lines: back, reason, answer, at }) => (
          <li key={id}>
            <b dir="auto">{piecesOf(order, back)}</b>
            <small>
              {t(`return.${status}`)} · {formatDay(at, writing.value)}
            </small>
            <small dir="auto">{reason}</small>
            {answer && (
              <blockquote>
                <small>{t('orders.answer')}</small>
                <p dir="auto">{answer}</p>
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

type PapersProps = { order: Order; fetchPaper(number: string): Promise<Blob> };

/** Papers, to be kept as files. */
export function Papers({ order: { papers }, fetchPaper }: PapersProps) {
  if (papers.length === 0) return null;
  const keep = async (number: string): Promise<void> => {
    try {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await fetchPaper(number));
      link.download = `${number}.pdf`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch {
      say(t('orders.cantPrint'), 'error');
    }
  };
  return (
    <Part title={t('orders.papers')}>
      <ul class="plain">
        {papers.map(({ kind, number, at }) => (
          <li key={number} class="paper">
            <span>
              <b>{t(`paper.${kind}`, { number })}</b>
              <small>{formatDay(at, writing.value)}</small>
            </span>
            <button
              type="button"
              class="quiet edged"
              aria-label={`PDF ${number}`}
              onClick={() => void keep(number)}
            >
              PDF
            </button>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** An address as it is written. */
export function Place({ title, address }: { title: string; address: Address }) {
  const { name, company, lines, district, city, region, postcode, country } = address;
  const written = [name, company, ...lines, district, [postcode, city, region].filter(Boolean).join(' ')];
  return (
    <div class="place">
      <small>{title}</small>
      {written.filter(Boolean).map((line) => (
        <span key={line}>
          <bdi>{line}</bdi>
        </span>
      ))}
      <span>{regionName(country, language.value)}</span>
    </div>
  );
}

import type { ComponentChildren } from 'preact';
import type { Address } from '../../../shared/model/address.ts';
import type { DeskOrder } from '../../../shared/model/desk.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import type { OrderEvent } from '../../../shared/model/order.ts';
import { formatNumber, formatTime, regionName } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { language, t, writing } from '../../ui/i18n.ts';
import { say, sayError } from '../../ui/toast.tsx';
import { formatDay } from '../days.ts';
import { mergeDiscounts, SumList } from '../Totals.tsx';
import type { DeskApi } from './deskApi.ts';

/** A part of an order under its title. */
export function Part({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: string;
  children: ComponentChildren;
}) {
  return (
    <section class="till-part" aria-label={title}>
      <h3>{title}</h3>
      {hint && <small>{hint}</small>}
      {children}
    </section>
  );
}

/** What was bought, how much of it is still to be sent, and what it came to. */
export function LinesPart({ order }: { order: DeskOrder }) {
  const { lines, pieces, totals, delivery, refunded } = order;
  const discounts = mergeDiscounts(
    [...lines, ...(delivery ? [delivery] : [])].flatMap((one) => one.discounts),
  );
  return (
    <Part title={t('till.goods')}>
      <ul class="till-lines">
        {lines.map((line) => {
          const where = pieces.find(({ sku }) => sku === line.sku);
          return (
            <li key={line.sku}>
              <img src={line.thumbnail} alt="" width="48" height="48" loading="lazy" />
              <span class="about">
                <b dir="auto">
                  {formatNumber(line.quantity, writing.value)} × {inLanguage(line.name, language.value)}
                </b>
                <small>
                  {line.label && <span dir="auto">{inLanguage(line.label, language.value)} · </span>}
                  <bdi dir="ltr">{line.sku}</bdi>
                </small>
                {where && <small>{sayWhere(where)}</small>}
                {line.ahead > 0 && line.readyAt !== null && (
                  <small class="told">
                    {t('till.from', { date: formatDay(line.readyAt, writing.value) })}
                  </small>
                )}
              </span>
              <strong>{formatMoney(line.total, writing.value)}</strong>
            </li>
          );
        })}
      </ul>
      <SumList sums={{ ...totals, delivery, discounts, byRegion: false }} />
      {refunded.amount > 0 && (
        <p class="till-back-sum">
          <span>{t('orders.refunded')}</span>
          <strong>−{formatMoney(refunded, writing.value)}</strong>
        </p>
      )}
    </Part>
  );
}

function sayWhere({ ordered, left, refunded }: DeskOrder['pieces'][number]): string {
  const sent = left > 0 ? t('till.left', { left, ordered }) : refunded < ordered ? t('till.allSent') : '';
  const back = refunded > 0 ? t('till.back', { count: refunded }) : '';
  return [sent, back].filter(Boolean).join(' · ');
}

/** Who bought it, and where it goes. */
export function BuyerPart({ order }: { order: DeskOrder }) {
  const { buyer, hasAccount } = order;
  if (!buyer) return null;
  const speaks =
    new Intl.DisplayNames([language.value], { type: 'language' }).of(buyer.language) ?? buyer.language;
  return (
    <Part title={t('till.buyer')}>
      <p class="till-contact">
        <a href={`mailto:${buyer.email}`} dir="ltr">
          {buyer.email}
        </a>
        {buyer.phone && (
          <a href={`tel:${buyer.phone.replace(/[^+\d]/g, '')}`} dir="ltr">
            {buyer.phone}
          </a>
        )}
      </p>
      <small>
        {t(hasAccount ? 'till.account' : 'till.guest')} · {t('till.language', { language: speaks })}
      </small>
      <div class="till-places">
        <Place title={t('orders.to')} address={buyer.address} />
        {buyer.billing && <Place title={t('orders.bill')} address={buyer.billing} />}
      </div>
      {buyer.note && (
        <blockquote>
          <small>{t('till.note')}</small>
          <p dir="auto">{buyer.note}</p>
        </blockquote>
      )}
    </Part>
  );
}

function Place({ title, address }: { title: string; address: Address }) {
  const { name, company, lines, district, city, region, postcode, country } = address;
  const written = [name, company, ...lines, district, [postcode, city, region].filter(Boolean).join(' ')];
  const shown = [...written.filter(Boolean), regionName(country, language.value)];
  const copy = (): void => {
    navigator.clipboard.writeText(shown.join('\n')).then(() => say(t('till.copied')), sayError);
  };
  return (
    <div class="till-place">
      <small>{title}</small>
      {shown.map((line) => (
        <span key={line} dir="auto">
          {line}
        </span>
      ))}
      <button type="button" class="icon-button" aria-label={t('till.copyAddress')} onClick={copy}>
        <Icon name="copy" />
      </button>
    </div>
  );
}

/** How it was paid: by whom the money came, and under which reference. */
export function PaymentsPart({ order: { payments } }: { order: DeskOrder }) {
  if (payments.length === 0) return null;
  return (
    <Part title={t('till.payments')}>
      <ul class="till-list">
        {payments.map(({ id, provider, ref, status, amount, reason, at }) => (
          <li key={id}>
            <b>
              {formatMoney(amount, writing.value)} · {t(`till.payment.${status}`)}
            </b>
            <small>
              {[provider, formatTime(at, writing.value), reason].filter(Boolean).join(' · ')}
              {ref && (
                <>
                  {' · '}
                  <bdi dir="ltr" class="till-ref">
                    {ref}
                  </bdi>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Papers to take along, and mails with whether they went out. */
export function PapersPart({ api, order }: { api: DeskApi; order: DeskOrder }) {
  const { id, papers, mails } = order;
  return (
    <>
      {papers.length > 0 && (
        <Part title={t('till.papers')}>
          <ul class="till-list">
            {papers.map(({ kind, number, at }) => (
              <li key={number}>
                <a class="quiet link" href={api.paper(id, number)} target="_blank" rel="noopener">
                  {t(`paper.${kind}`, { number })}
                </a>
                <small>{formatDay(at, writing.value)}</small>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {mails.length > 0 && (
        <Part title={t('till.mails')}>
          <ul class="till-list">
            {mails.map(({ kind, ref, sentAt, attempts }) => (
              <li key={`${kind} ${ref}`}>
                <b>{t('till.mail', { kind })}</b>
                <small class={sentAt === null && attempts > 0 ? 'told' : ''}>
                  {sentAt !== null
                    ? t('till.mailSent', { date: formatTime(sentAt, writing.value) })
                    : attempts > 0
                      ? t('till.mailTried', { count: attempts })
                      : t('till.mailDue')}
                </small>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

/** What happened, when, and who did it. */
export function HistoryPart({ order: { steps } }: { order: DeskOrder }) {
  return (
    <Part title={t('till.steps')}>
      <ol class="steps">
        {steps.map((step, index) => (
          <li key={`${step.at} ${index}`} class={index === steps.length - 1 ? 'latest' : undefined}>
            <b>{t(`step.${step.event as OrderEvent}`)}</b>
            <small>
              {formatTime(step.at, writing.value)} · {sayWho(step.by)}
            </small>
            {step.note && <small dir="auto">{step.note}</small>}
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** Visitors, banks and the house itself have no names here. */
export function sayWho(by: string): string {
  if (by === 'bank') return t('till.byBank');
  if (by === 'buyer' || /^[0-9a-f-]{32,36}$/.test(by) || /^[\w-]{20,}$/.test(by)) return t('till.byBuyer');
  if (by === 'shop' || by === 'payment' || by === '') return t('till.byShop');
  return t('till.by', { name: by });
}

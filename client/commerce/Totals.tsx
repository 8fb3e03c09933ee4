import type { ComponentChildren } from 'preact';
import { inLanguage } from '../../shared/model/localText.ts';
import { formatMoney, type Money } from '../../shared/model/money.ts';
import type { Delivery, Discount, TaxPart } from '../../shared/model/order.ts';
import { language, t, writing } from '../ui/i18n.ts';
import { formatRate } from './days.ts';
import type { Flow } from './flow.ts';

/** What is to be added up. */
export type Sums = {
  goods: Money;
  discounts: Discount[];
  delivery: Delivery | null;
  taxes: TaxPart[];
  taxIncluded: boolean;
  /** The tax follows from a region that is not known yet. */
  byRegion: boolean;
  total: Money;
};

/** What the cart, or the checkout that is open, comes to: line by line, with the reason of each discount and each tax by its name. */
export function Totals({ flow }: { flow: Flow }) {
  const sums = sumsOf(flow);
  if (!sums) return <div class="totals" aria-busy="true" />;
  const whole = flow.now.value.at === 'details' && flow.settled.value;
  return <SumList sums={sums} busy={flow.busy.value > 0} whole={whole} />;
}

/** Sums as a list. */
export function SumList({
  sums,
  busy = false,
  whole = false,
}: {
  sums: Sums;
  busy?: boolean;
  whole?: boolean;
}) {
  const { goods, discounts, delivery, taxes, taxIncluded, byRegion, total } = sums;
  return (
    <dl class={whole ? 'totals whole' : 'totals'} aria-busy={busy}>
      <Row label={t('sum.goods')}>{formatMoney(goods, writing.value)}</Row>
      {discounts.map(({ promotion, title, amount }) => (
        <Row key={promotion} class="reason" label={inLanguage(title, language.value)}>
          −{formatMoney(amount, writing.value)}
        </Row>
      ))}
      <Row label={delivery ? inLanguage(delivery.name, language.value) : t('sum.delivery')}>
        {delivery ? priceOrFree(delivery.price) : t('sum.later')}
      </Row>
      {!taxIncluded && byRegion && <Row label={t('sum.tax')}>{t('sum.byRegion')}</Row>}
      {!taxIncluded &&
        taxes.map((tax) => (
          <Row key={taxName(tax)} label={taxName(tax)}>
            {formatMoney(tax.amount, writing.value)}
          </Row>
        ))}
      <Row class="sum" label={t('cart.total')}>
        {formatMoney(total, writing.value)}
      </Row>
      {taxIncluded &&
        taxes.map((tax) => (
          <Row key={taxName(tax)} class="within" label={t('sum.within', { tax: taxName(tax) })}>
            {formatMoney(tax.amount, writing.value)}
          </Row>
        ))}
    </dl>
  );
}

/** A price, or the word for none. */
export const priceOrFree = (price: Money): string =>
  price.amount === 0 ? t('sum.free') : formatMoney(price, writing.value);

function taxName({ name, region, ratePpm }: TaxPart): string {
  return [name, region, formatRate(ratePpm, writing.value)].filter(Boolean).join(' ');
}

type RowProps = { label: string; class?: string; children: ComponentChildren };

function Row({ label, class: extra, children }: RowProps) {
  return (
    <div class={extra}>
      <dt dir="auto">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Discounts of one promotion as one. */
export function mergeDiscounts(all: readonly Discount[]): Discount[] {
  const merged = new Map<string, Discount>();
  for (const one of all) {
    const known = merged.get(one.promotion);
    const amount = (known?.amount.amount ?? 0) + one.amount.amount;
    merged.set(one.promotion, { ...one, amount: { ...one.amount, amount } });
  }
  return [...merged.values()];
}

function sumsOf({ now, basket, checkout, form }: Flow): Sums | undefined {
  const open = now.value.at === 'details' ? checkout.value : undefined;
  if (open) {
    const { lines, delivery, totals, buyer } = open.order;
    const known = buyer?.address.region || basket.cart.value?.choice.region;
    return {
      ...totals,
      delivery,
      discounts: mergeDiscounts([...lines, ...(delivery ? [delivery] : [])].flatMap((one) => one.discounts)),
      byRegion: open.needsRegion && !known && totals.taxes.length === 0,
    };
  }
  const cart = basket.cart.value;
  if (!cart?.goods || !cart.total) return undefined;
  return {
    ...{ goods: cart.goods, total: cart.total, taxes: cart.taxes, delivery: null },
    discounts: mergeDiscounts(cart.lines.flatMap(({ discounts }) => discounts)),
    taxIncluded: cart.choice.taxIncluded,
    byRegion: cart.taxes.length === 0 && (form.value?.regions.length ?? 0) > 0,
  };
}

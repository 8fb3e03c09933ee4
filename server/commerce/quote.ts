import type { LocalText } from '../../shared/model/localText.ts';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Delivery, Discount, TaxPart, Totals } from '../../shared/model/order.ts';
import { type Destination, sumTaxes, type TaxRate, taxesOn } from './taxes.ts';

/** A line whose price is known, before taxes. */
export type PricedLine = { quantity: number; unitPrice: Money; discounts: readonly Discount[] };

/** A way of delivery before taxes. */
export type PricedDelivery = Omit<Delivery, 'taxes' | 'total'>;

/** What lines and delivery come to at a destination. */
export type Quote = {
  lines: { taxes: TaxPart[]; total: Money }[];
  delivery: Delivery | null;
  totals: Totals;
};

/** What a quote needs to know of where it is made. */
export type QuotePlace = {
  choice: Pick<MarketChoice, 'currency' | 'taxIncluded'>;
  rates: readonly TaxRate[];
  smallest: number;
};

const off = (amount: number, discounts: readonly Discount[]): number =>
  discounts.reduce((left, discount) => left - discount.amount.amount, amount);

/** Adds taxes and delivery to priced lines. Every amount is whole minor units, and the parts add up to the total. */
export function quote(
  lines: readonly PricedLine[],
  delivery: PricedDelivery | null,
  place: QuotePlace,
): Quote {
  const { currency, taxIncluded } = place.choice;
  const money = (amount: number): Money => ({ amount, currency });
  const taxed = (amount: number, rates: readonly TaxRate[]) =>
    taxesOn(money(amount), rates, taxIncluded, place.smallest).filter(({ ratePpm }) => ratePpm > 0);
  const done = lines.map(({ unitPrice, quantity, discounts }) => {
    const total = money(off(unitPrice.amount * quantity, discounts));
    return { total, taxes: taxed(total.amount, place.rates) };
  });
  const carried = delivery && off(delivery.price.amount, delivery.discounts);
  const sent: Delivery | null = delivery && {
    ...delivery,
    total: money(carried!),
    taxes: taxed(
      carried!,
      place.rates.filter(({ shipping }) => shipping),
    ),
  };
  const taxes = sumTaxes([...done.flatMap((one) => one.taxes), ...(sent?.taxes ?? [])]);
  const goods = lines.reduce((sum, { unitPrice, quantity }) => sum + unitPrice.amount * quantity, 0);
  const net = done.reduce((sum, { total }) => sum + total.amount, 0);
  const discount = goods - net + (delivery ? delivery.price.amount - carried! : 0);
  const tax = taxes.reduce((sum, { amount }) => sum + amount.amount, 0);
  const total = net + (carried ?? 0) + (taxIncluded ? 0 : tax);
  return {
    lines: done,
    delivery: sent,
    totals: {
      goods: money(goods),
      discount: money(discount),
      delivery: money(delivery?.price.amount ?? 0),
      taxes,
      tax: money(tax),
      taxIncluded,
      total: money(total),
    },
  };
}

/** Where goods are taken to go before there is an address: the chosen country. */
export const presumedDestination = ({ country, region }: MarketChoice): Destination => ({ country, region });

/** The reason of a discount on delivery. */
export const freeDelivery = (promotion: { id: string; title: LocalText }, price: Money): Discount => ({
  promotion: promotion.id,
  title: promotion.title,
  amount: price,
});

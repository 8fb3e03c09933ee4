import type { Money } from '../../shared/model/money.ts';
import type { Buyer, Delivery, Order } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Database } from '../store/open.ts';
import type { CheckoutParts, DeliveryOption, DetailsWish } from './checkoutParts.ts';
import { plainMail } from './claims.ts';
import type { DeliveryMethod } from './deliveries.ts';
import type { LineRow, OrderRow } from './orderRows.ts';
import { freeDelivery, quote } from './quote.ts';
import type { HeldUse } from './uses.ts';

/** What discounts take off. */
const sum = (discounts: readonly { amount: Money }[]): number =>
  discounts.reduce((total, { amount }) => total + amount.amount, 0);

/** A use that lets delivery cost nothing, for the reason `free`. */
export type FreeUse = HeldUse & { free?: Order['lines'][number]['name'] };

/** What filling a checkout in makes of it and of its lines. */
type Filled = { row: OrderRow; lines: LineRow[] };

/** Fills a checkout in, and works out delivery, taxes and total anew; nothing is written. */
export function filled(
  parts: CheckoutParts,
  order: OrderRow,
  lines: readonly LineRow[],
  wish: DetailsWish,
): Filled {
  const { delivery: wantedMethod, terms, marketing, showroom: _, ...said } = wish;
  const before = order.buyer === null ? EMPTY_BUYER : (JSON.parse(order.buyer) as Buyer);
  const buyer: Buyer = {
    ...before,
    ...Object.fromEntries(Object.entries(said).filter(([, one]) => one !== undefined)),
  };
  checkAddress(parts, order, buyer);
  const country = buyer.address.country || order.country;
  const region = buyer.address.country ? buyer.address.region : order.region;
  const options = methodsFor(parts, order, lines, country);
  const chosen =
    wantedMethod ?? (order.delivery === null ? undefined : (JSON.parse(order.delivery) as Delivery).method);
  const option =
    options.find(({ method }) => method === chosen) ?? (buyer.address.country ? options[0] : undefined);
  if (wantedMethod && option?.method !== wantedMethod)
    throw new Refusal('bad-input', `delivery: nothing travels so to ${country}`);
  const free = (JSON.parse(order.uses) as FreeUse[]).find((use) => use.free);
  const discounts =
    option && free ? [freeDelivery({ id: free.promotion, title: free.free! }, option.price)] : [];
  const priced = lines.map((line) => ({
    quantity: line.quantity,
    unitPrice: { amount: line.unit_amount, currency: order.currency },
    discounts: JSON.parse(line.discounts),
  }));
  const rates = parts.taxes.ratesFor({ country, region }, parts.clock.now());
  const choice = { currency: order.currency, taxIncluded: order.tax_included === 1 };
  const quoted = quote(priced, option ? { ...option, discounts } : null, {
    choice,
    rates,
    smallest: parts.markets.smallest(order.currency),
  });
  const consents = order.consents === null ? {} : JSON.parse(order.consents);
  const now = parts.clock.now();
  if (terms !== undefined) consents.terms = terms ? now : null;
  if (marketing !== undefined) consents.marketing = marketing ? now : null;
  return {
    row: {
      ...order,
      ...{ country, region, language: buyer.language || 'en', name: buyer.address.name },
      email: plainMail(buyer.email),
      buyer: JSON.stringify(buyer),
      delivery: quoted.delivery && JSON.stringify(quoted.delivery),
      totals: JSON.stringify(quoted.totals),
      total_amount: quoted.totals.total.amount,
      consents: JSON.stringify(consents),
      changed_at: now,
    },
    lines: lines.map((line, index) => ({
      ...line,
      taxes: JSON.stringify(quoted.lines[index]!.taxes),
      total_amount: quoted.lines[index]!.total.amount,
    })),
  };
}

/** Fills an open checkout in, and writes it. */
export async function fill(
  parts: CheckoutParts,
  tx: Database,
  order: OrderRow,
  lines: readonly LineRow[],
  wish: DetailsWish,
): Promise<Filled> {
  const after = filled(parts, order, lines, wish);
  for (const { sku, taxes, total_amount } of after.lines)
    await tx
      .updateTable('order_line')
      .set({ taxes, total_amount })
      .where('order_id', '=', order.id)
      .where('sku', '=', sku)
      .execute();
  const { country, region, language, email, name, buyer, delivery, totals, total_amount } = after.row;
  const { consents, changed_at } = after.row;
  await tx
    .updateTable('orders')
    .set({
      country,
      region,
      language,
      email,
      name,
      buyer,
      delivery,
      totals,
      total_amount,
      consents,
      changed_at,
    })
    .where('id', '=', order.id)
    .execute();
  return after;
}

const EMPTY_ADDRESS: Buyer['address'] = {
  ...{ name: '', company: '', lines: [], district: '', city: '', region: '', postcode: '', country: '' },
};
const EMPTY_BUYER: Buyer = {
  ...{ email: '', phone: '', language: 'en', taxNumber: '', note: '' },
  address: EMPTY_ADDRESS,
  billing: null,
};

/** Refuses an address that a parcel can't be sent to, by part; and one of another market than the checkout's. */
function checkAddress({ addresses, markets }: CheckoutParts, order: OrderRow, buyer: Buyer): void {
  const { country } = buyer.address;
  if (!country) return;
  if (markets.marketOf(country)?.id !== order.market)
    throw new Refusal('bad-input', `address.country: ${country} is in another market, choose it first`);
  const [fault] = addresses.faults(buyer.address);
  if (fault) throw new Refusal('bad-input', `address.${fault.part}: ${fault.fault}`);
  const [other] = buyer.billing ? addresses.faults(buyer.billing) : [];
  if (other) throw new Refusal('bad-input', `billing.${other.part}: ${other.fault}`);
}

/** The ways by which lines may travel to a country, in the order's currency. */
export function methodsFor(
  { deliveries, exchange, markets, warehouses }: CheckoutParts,
  order: Pick<OrderRow, 'currency'>,
  lines: readonly LineRow[],
  country: string,
): (DeliveryOption & Pick<DeliveryMethod, 'warehouses'>)[] {
  const { currency } = order;
  const grams = lines.reduce((total, line) => total + line.weight_grams * line.quantity, 0);
  const goods = lines.reduce(
    (total, line) => total + line.unit_amount * line.quantity - sum(JSON.parse(line.discounts)),
    0,
  );
  const worth = exchange.convert({ amount: goods, currency }, deliveries.currency, 1).amount;
  return deliveries
    .methodsFor(country, grams, worth, warehouses.leadDays())
    .map(({ id, name, carrier, days, price, warehouses: from }) => ({
      ...{ method: id, name, carrier, days, warehouses: from },
      price:
        price.amount === 0
          ? { amount: 0, currency }
          : exchange.convert(price, currency, markets.priceStep(currency)),
    }));
}

/** Whether the buyer agreed to the terms. */
export const hasAgreed = ({ consents }: OrderRow): boolean =>
  consents !== null && Boolean((JSON.parse(consents) as { terms?: number | null }).terms);

/** What a checkout still lacks before it can be paid, by the name of the part. */
export function lacksOf({ addresses }: CheckoutParts, row: OrderRow): string | undefined {
  const buyer = row.buyer === null ? EMPTY_BUYER : (JSON.parse(row.buyer) as Buyer);
  if (!buyer.email) return 'email: missing';
  const [fault] = addresses.faults(buyer.address);
  if (!buyer.address.country) return 'address: missing';
  if (fault) return `address.${fault.part}: ${fault.fault}`;
  if (row.delivery === null) return 'delivery: missing';
  if (!hasAgreed(row)) return 'terms: missing';
  return undefined;
}

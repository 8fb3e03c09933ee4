import type { Delivery, OrderLine, TaxPart } from '../../shared/model/order.ts';
import { timesRatio } from '../../shared/model/ratio.ts';
import { later } from '../store/later.ts';
import type { Database } from '../store/open.ts';

/** One booking: `debit` receives, `credit` gives. A row is both sides, so the ledger balances by construction. */
export type Booking = { debit: string; credit: string; amount: number };

/** What an order is made of, as far as books care. */
export type Booked = {
  id: string;
  currency: string;
  taxIncluded: boolean;
  lines: readonly Pick<OrderLine, 'total' | 'taxes'>[];
  delivery: Pick<Delivery, 'total' | 'taxes'> | null;
};

/** Where a provider's money lies. */
export const providerAccount = (provider: string): string => `provider:${provider}`;
/** Money that came for nothing that we can send. */
export const UNEARNED = 'unearned';
export const DISPUTED = 'disputed';
export const LOSSES = 'losses';
/** Who made a refund that nobody of us made: the buyer's bank, by a dispute that we lost. */
export const BANK = 'bank';

const taxAccount = ({ country, region, name }: TaxPart): string =>
  `tax:${country}${region ? `-${region}` : ''}:${name}`;

/** What a whole order earns, by account. */
function earnings({ lines, delivery, taxIncluded }: Booked): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (account: string, amount: number) => sums.set(account, (sums.get(account) ?? 0) + amount);
  const split = (account: string, { total, taxes }: Pick<OrderLine, 'total' | 'taxes'>) => {
    const tax = taxes.reduce((sum, part) => sum + part.amount.amount, 0);
    add(account, taxIncluded ? total.amount - tax : total.amount);
    for (const part of taxes) add(taxAccount(part), part.amount.amount);
  };
  for (const line of lines) split('sales', line);
  if (delivery) split('delivery', delivery);
  return new Map([...sums].filter(([, amount]) => amount > 0));
}

/** The bookings of an order that is paid. */
export function saleOf(order: Booked, provider: string): Booking[] {
  return [...earnings(order)].map(([credit, amount]) => ({
    debit: providerAccount(provider),
    credit,
    amount,
  }));
}

/** The bookings of so much that goes back of an order: each account gives its share of it, to the last minor unit. */
export function refundOf(order: Booked, provider: string, amount: number, total: number): Booking[] {
  const parts = [...earnings(order)];
  let left = amount;
  return parts.flatMap(([account, earned], index) => {
    const share = index === parts.length - 1 ? left : Math.min(left, timesRatio(earned, amount, total));
    left -= share;
    const debit = account === 'sales' ? 'refunds' : account;
    return share > 0 ? [{ debit, credit: providerAccount(provider), amount: share }] : [];
  });
}

/** Writes bookings once for each `source`; what is written stays. */
export async function book(
  tx: Database,
  bookings: readonly Booking[],
  about: { order: string; currency: string; source: string; at: number },
): Promise<void> {
  if (bookings.length === 0) return;
  const rows = bookings.map(({ debit, credit, amount }, index) => ({
    ...{ debit, credit, amount, at: about.at, currency: about.currency, order_id: about.order },
    source: `${about.source}/${index}`,
  }));
  await later(
    tx,
    tx
      .insertInto('ledger')
      .values(rows)
      .onConflict((c) => c.column('source').doNothing()),
  );
}

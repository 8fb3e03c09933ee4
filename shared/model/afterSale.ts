import type { Order } from './order.ts';

const DAY_MS = 86_400_000;

/** So many pieces of a SKU. */
export type Pieces = { sku: string; quantity: number };

/** Whether a buyer may still cancel an order: it is paid, nothing of it is packed or on its way, and not all of it has gone back. */
export const mayCancel = ({ status, shipments, totals, refunded }: Order): boolean =>
  status === 'paid' &&
  shipments.length === 0 &&
  (totals.total.amount === 0 || refunded.amount < totals.total.amount);

/** When all of an order had arrived; null while any of it is on its way. */
export function arrivedAt({ status, steps, shipments }: Order): number | null {
  if (status !== 'delivered') return null;
  const told = [...steps.filter(({ event }) => event === 'deliver').map(({ at }) => at)];
  const parcels = shipments.flatMap(({ deliveredAt }) => deliveredAt ?? []);
  return Math.max(...(parcels.length === shipments.length && parcels.length > 0 ? parcels : told));
}

/** Until when pieces of an order may be sent back: the days of its market, that of its arrival not counted; null while it is on its way, or when its market is not known. */
export function returnUntil(order: Order): number | null {
  const arrived = arrivedAt(order);
  if (arrived === null || order.returnDays === null) return null;
  return (Math.floor(arrived / DAY_MS) + order.returnDays + 1) * DAY_MS;
}

/** The pieces that a buyer may send back at a time: those that were shipped, have not gone back, and are in no return. */
export function returnable(order: Order, atMs: number): Pieces[] {
  const { status, lines, shipments, refunds, returns, returnDays } = order;
  if ((status !== 'shipped' && status !== 'delivered') || returnDays === null) return [];
  if (atMs >= (returnUntil(order) ?? Number.POSITIVE_INFINITY)) return [];
  const of = (sku: string, lists: readonly (readonly Pieces[])[]): number =>
    lists.flat().reduce((sum, one) => (one.sku === sku ? sum + one.quantity : sum), 0);
  const asked = returns.filter((one) => one.status !== 'refused');
  // The refund of a return is of the same pieces.
  const paidBack = refunds.filter(
    (one) => one.status !== 'failed' && !returns.some(({ refund }) => refund === one.id),
  );
  return lines.flatMap(({ sku, quantity }) => {
    // An order that was shipped before parcels were written down went whole.
    const sent =
      shipments.length === 0
        ? quantity
        : of(
            sku,
            shipments.map((one) => one.lines),
          );
    const left =
      sent -
      of(
        sku,
        [...asked, ...paidBack].map((one) => one.lines),
      );
    return left > 0 ? [{ sku, quantity: left }] : [];
  });
}

import type { LinePieces } from '../../../shared/model/desk.ts';
import type { Database } from '../../store/open.ts';
import { UNEARNED_REASON } from '../refunds.ts';

/** How many of each line of an order were sent, went back, and are to be sent still. What went back was not sent, as long as there is such. */
export async function piecesOf(db: Database, order: string): Promise<LinePieces[]> {
  const [lines, shipments, refunds] = await Promise.all([
    db
      .selectFrom('order_line')
      .select(['sku', 'quantity'])
      .where('order_id', '=', order)
      .orderBy('line')
      .execute(),
    db.selectFrom('shipment').select('lines').where('order_id', '=', order).execute(),
    db
      .selectFrom('refund')
      .select('lines')
      .where('order_id', '=', order)
      .where('status', '!=', 'failed')
      .where('reason', '!=', UNEARNED_REASON)
      .execute(),
  ]);
  const sent = sumBySku(shipments);
  const refunded = sumBySku(refunds);
  return lines.map(({ sku, quantity }) => {
    const [away, back] = [sent.get(sku) ?? 0, refunded.get(sku) ?? 0];
    return { sku, ordered: quantity, sent: away, refunded: back, left: Math.max(0, quantity - away - back) };
  });
}

function sumBySku(rows: readonly { lines: string }[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { lines } of rows)
    for (const { sku, quantity } of JSON.parse(lines) as { sku: string; quantity: number }[])
      sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return sums;
}

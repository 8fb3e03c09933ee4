import { inLanguage } from '../../../shared/model/localText.ts';
import { minorDigits } from '../../../shared/model/money.ts';
import type { Buyer } from '../../../shared/model/order.ts';
import type { Database } from '../../store/open.ts';
import { type LineRow, linesOf, type OrderRow } from '../orderRows.ts';
import { type DeskWish, findOrders } from './search.ts';

/** Orders that are read at once. */
const BATCH = 500;

/** The columns, in English whoever reads them: programs do. One row for each line of an order. */
const COLUMNS = [
  ...['number', 'status', 'placed_at', 'paid_at', 'market', 'name', 'email', 'phone', 'company'],
  ...['address', 'city', 'region', 'postcode', 'country', 'delivery', 'currency', 'order_total'],
  ...['order_refunded', 'sku', 'product', 'variant', 'quantity', 'unit_price', 'line_total', 'note'],
] as const;
type Cells = Record<(typeof COLUMNS)[number], string>;

/** All orders that a list shows, as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read every script), piece by piece. */
export async function* ordersAsCsv(db: Database, wish: DeskWish): AsyncGenerator<string> {
  yield `\ufeff${COLUMNS.join(',')}\r\n`;
  for (let after: string | undefined = wish.after; ; ) {
    const { ids, next } = await findOrders(db, { ...wish, after }, BATCH);
    if (ids.length > 0) yield await rowsOf(db, ids);
    if (next === null) return;
    after = next;
  }
}

async function rowsOf(db: Database, ids: readonly string[]): Promise<string> {
  const orders = new Map(
    (await db.selectFrom('orders').selectAll().where('id', 'in', ids).execute()).map((row) => [row.id, row]),
  );
  const lines = Map.groupBy(await linesOf(db, ids), ({ order_id }) => order_id);
  return ids
    .flatMap((id) => {
      const order = orders.get(id);
      return order ? (lines.get(id) ?? []).map((line) => cellsOf(order, line)) : [];
    })
    .map((cells) => `${COLUMNS.map((column) => cell(cells[column])).join(',')}\r\n`)
    .join('');
}

function cellsOf(order: OrderRow, line: LineRow): Cells {
  const buyer = order.buyer === null ? undefined : (JSON.parse(order.buyer) as Buyer);
  const delivery = order.delivery === null ? undefined : JSON.parse(order.delivery);
  const { address } = buyer ?? {};
  const money = (amount: number): string => decimal(amount, order.currency);
  const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());
  return {
    ...{ number: order.number ?? '', status: order.status, market: order.market, currency: order.currency },
    ...{
      placed_at: time(order.placed_at),
      paid_at: time(order.paid_at),
      name: order.name,
      email: order.email,
    },
    ...{ phone: buyer?.phone ?? '', company: address?.company ?? '', note: buyer?.note ?? '' },
    ...{ address: [...(address?.lines ?? []), address?.district].filter(Boolean).join(', ') },
    ...{ city: address?.city ?? '', region: address?.region ?? '', postcode: address?.postcode ?? '' },
    ...{ country: order.country, delivery: delivery?.method ?? '', sku: line.sku },
    ...{ order_total: money(order.total_amount), order_refunded: money(order.refunded_amount) },
    ...{ product: inLanguage(JSON.parse(line.name), 'en'), quantity: String(line.quantity) },
    variant: line.label === null ? '' : inLanguage(JSON.parse(line.label), 'en'),
    ...{ unit_price: money(line.unit_amount), line_total: money(line.total_amount) },
  };
}

/** Minor units as a plain decimal number: `1249.00`. */
function decimal(amount: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(amount).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A cell that no spreadsheet takes for a formula (https://owasp.org/www-community/attacks/CSV_Injection): what a buyer typed must not run at the desk. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

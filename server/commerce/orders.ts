import { createHash, randomUUID } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Cart } from '../../shared/model/cart.ts';
import {
  nextStatus,
  type Order,
  type OrderEvent,
  type OrderStatus,
  statusesAllowing,
} from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import type { Tables } from '../store/tables.ts';

/** Where to send it. */
export type Address = { street: string; postcode: string; city: string; country: string };
/** What a buyer hands over; prices and quantities are never among it. */
export type CheckoutRequest = {
  idempotencyKey: string;
  name: string;
  email: string;
  address: Address;
  paymentToken: string;
  /** The total that the buyer saw, minor units: an order at another price is refused, not placed. */
  expectedTotal: number;
};

/** An order with what only the shop needs. */
export type StoredOrder = Order & {
  paymentToken: string;
  paymentRef: string | null;
  visitor: string;
  changedAt: number;
};

/** What is left of a SKU after a move, and of its product in all its variants. */
export type StockLeft = { slug: string; sku: string; left: number; stock: number };

/** Orders, each verb atomic: stock moves only here. */
export type Orders = {
  /** Places the cart as an order and reserves its stock, in one transaction. The same key answers the same order; with another request, `conflict`. */
  place(
    visitor: string,
    cart: Cart,
    request: CheckoutRequest,
  ): Promise<{ order: StoredOrder; stock: StockLeft[] }>;
  /** Moves an order by the transition table; answers the order as it is after. Giving stock back and emptying the cart are part of the move. */
  apply(
    id: string,
    event: OrderEvent,
    payment?: { ref: string; prompt?: string },
  ): Promise<{ order: StoredOrder; stock: StockLeft[] }>;
  get(id: string): Promise<StoredOrder>;
  ofVisitor(visitor: string): Promise<StoredOrder[]>;
  latest(limit: number): Promise<StoredOrder[]>;
  /** Orders that still hold a reservation and were last touched before a time. */
  unsettled(beforeMs: number): Promise<StoredOrder[]>;
};

/** Orders over the database. */
export function openOrders(db: Database, clock: Clock): Orders {
  const get = async (id: string, source: Database = db): Promise<StoredOrder> => {
    const row = await source.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no such order');
    return (await withLines(source, [row]))[0]!;
  };
  const list = async (narrow: (query: ReturnType<typeof all>) => ReturnType<typeof all>) =>
    withLines(db, await narrow(all()).execute());
  const all = () => db.selectFrom('orders').selectAll().orderBy('number', 'desc');

  return {
    get,
    ofVisitor: (visitor) => list((query) => query.where('visitor', '=', visitor)),
    latest: (limit) => list((query) => query.limit(limit)),
    unsettled: (beforeMs) =>
      list((query) =>
        query.where('status', 'in', ['placed', 'confirming']).where('changed_at', '<', beforeMs),
      ),

    place: (visitor, cart, request) =>
      db.transaction().execute(async (tx) => {
        const hash = hashOf(request);
        const known = await tx
          .selectFrom('orders')
          .select(['id', 'request_hash'])
          .where('visitor', '=', visitor)
          .where('idempotency_key', '=', request.idempotencyKey)
          .executeTakeFirst();
        if (known && known.request_hash !== hash)
          throw new Refusal('conflict', 'this key was used for another order');
        if (known) return { order: await get(known.id, tx), stock: [] };
        const { total } = cart;
        if (!total) throw new Refusal('cart-empty');
        if (total.amount !== request.expectedTotal)
          throw new Refusal('price-changed', `the total is ${total.amount} now`);
        const now = clock.now();
        const id = randomUUID();
        await tx
          .insertInto('orders')
          .values({
            id,
            visitor,
            idempotency_key: request.idempotencyKey,
            request_hash: hash,
            status: 'placed',
            name: request.name,
            email: request.email,
            address: JSON.stringify(request.address),
            total_amount: total.amount,
            currency: total.currency,
            payment_token: request.paymentToken,
            payment_ref: null,
            prompt: null,
            placed_at: now,
            changed_at: now,
          })
          .execute();
        const stock: StockLeft[] = [];
        for (const line of cart.lines) stock.push(await reserve(tx, id, line, now));
        return { order: await get(id, tx), stock };
      }),

    apply: (id, event, payment) =>
      db.transaction().execute(async (tx) => {
        const before = await get(id, tx);
        const after = nextStatus(before.status, event);
        if (!after) return { order: before, stock: [] };
        const now = clock.now();
        await tx
          .updateTable('orders')
          .set({
            status: after,
            changed_at: now,
            prompt: payment?.prompt ?? null,
            ...(payment && { payment_ref: payment.ref }),
          })
          .where('id', '=', id)
          .where('status', 'in', statusesAllowing(event))
          .execute();
        if (after === 'paid') await emptyCart(tx, before);
        const stock = after === 'declined' || after === 'cancelled' ? await giveBack(tx, before, now) : [];
        return { order: await get(id, tx), stock };
      }),
  };
}

/** Takes stock for one line by a single conditional UPDATE; answers what is left, or refuses. */
async function reserve(
  tx: Database,
  order: string,
  line: Cart['lines'][number],
  now: number,
): Promise<StockLeft> {
  const left = await tx
    .updateTable('offer')
    .set({ stock: sql<number>`stock - ${line.quantity}` })
    .where('sku', '=', line.sku)
    .where('stock', '>=', line.quantity)
    .returning('stock')
    .executeTakeFirst();
  if (!left) throw new Refusal('out-of-stock', line.slug);
  const move = { sku: line.sku, order_id: order, delta: -line.quantity, reason: 'reserved', at: now };
  await tx.insertInto('stock_move').values(move).execute();
  await tx
    .insertInto('order_line')
    .values({
      order_id: order,
      product: line.slug,
      sku: line.sku,
      name: line.label ? `${line.name.en}, ${line.label.en}` : line.name.en,
      unit_amount: line.unitPrice.amount,
      quantity: line.quantity,
      total_amount: line.total.amount,
    })
    .execute();
  return stockLeft(tx, line.slug, line.sku, left.stock);
}

/** What is left of a SKU, with what is left of its whole product. */
async function stockLeft(tx: Database, slug: string, sku: string, left: number): Promise<StockLeft> {
  const { stock } = await tx
    .selectFrom('offer')
    .select((e) => e.fn.sum<number>('stock').as('stock'))
    .where('product', '=', slug)
    .where('part', '=', '')
    .executeTakeFirstOrThrow();
  return { slug, sku, left, stock: stock ?? 0 };
}

async function giveBack(tx: Database, order: StoredOrder, now: number): Promise<StockLeft[]> {
  const stock: StockLeft[] = [];
  for (const { slug, sku, quantity } of order.lines) {
    const move = { sku, order_id: order.id, delta: quantity, reason: 'returned', at: now };
    await tx.insertInto('stock_move').values(move).execute();
    const set = { stock: sql<number>`stock + ${quantity}` };
    const row = await tx
      .updateTable('offer')
      .set(set)
      .where('sku', '=', sku)
      .returning('stock')
      .executeTakeFirstOrThrow();
    stock.push(await stockLeft(tx, slug, sku, row.stock));
  }
  return stock;
}

/** Takes what was bought out of the buyer's cart; what they added meanwhile stays. */
async function emptyCart(tx: Database, order: StoredOrder): Promise<void> {
  for (const { sku, quantity } of order.lines) {
    await tx
      .deleteFrom('cart_line')
      .where('visitor', '=', order.visitor)
      .where('sku', '=', sku)
      .where('quantity', '<=', quantity)
      .execute();
    await tx
      .updateTable('cart_line')
      .set({ quantity: sql<number>`quantity - ${quantity}` })
      .where('visitor', '=', order.visitor)
      .where('sku', '=', sku)
      .execute();
  }
}

async function withLines(db: Database, rows: Selectable<Tables['orders']>[]): Promise<StoredOrder[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const lines = await db
    .selectFrom('order_line')
    .selectAll()
    .where('order_id', 'in', ids)
    .orderBy('product')
    .orderBy('sku')
    .execute();
  return rows.map((row) => {
    const { currency } = row;
    return {
      id: row.id,
      number: `V-${String(row.number).padStart(6, '0')}`,
      status: row.status as OrderStatus,
      lines: lines
        .filter((line) => line.order_id === row.id)
        .map((line) => ({
          sku: line.sku,
          slug: line.product,
          name: line.name,
          unitPrice: { amount: line.unit_amount, currency },
          quantity: line.quantity,
          total: { amount: line.total_amount, currency },
        })),
      total: { amount: row.total_amount, currency },
      email: row.email,
      placedAt: new Date(row.placed_at).toISOString(),
      ...(row.status === 'confirming' && { confirmation: { prompt: row.prompt ?? '' } }),
      paymentToken: row.payment_token,
      paymentRef: row.payment_ref,
      visitor: row.visitor,
      changedAt: row.changed_at,
    };
  });
}

/** A print of everything in a request but its payment token, which is new at each try with the same card. */
function hashOf({ name, email, address, expectedTotal }: CheckoutRequest): string {
  return createHash('sha256')
    .update(JSON.stringify([name, email, address, expectedTotal]))
    .digest('base64url');
}

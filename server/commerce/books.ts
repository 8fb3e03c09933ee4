import type { Database } from '../store/open.ts';
import { BANK, DISPUTED, LOSSES, UNEARNED } from './ledger.ts';
import type { HeldUse } from './uses.ts';

/** Everything that must hold of stock, orders, money and promotions, whatever happened: one line for each breach, none ever. */
export async function breaches(db: Database): Promise<string[]> {
  const found = await Promise.all([
    stockBreaches(db),
    orderBreaches(db),
    paymentBreaches(db),
    ledgerBreaches(db),
    disputeBreaches(db),
    promotionBreaches(db),
  ]);
  return found.flat();
}

/** The level of each SKU in each warehouse is the sum of its moves; what orders took is what they have reserved. */
async function stockBreaches(db: Database): Promise<string[]> {
  const levels = await db.selectFrom('stock_level').selectAll().execute();
  const moves = await db
    .selectFrom('stock_move')
    .select((e) => ['sku', 'warehouse', e.fn.sum<number>('delta').as('delta')])
    .groupBy(['sku', 'warehouse'])
    .execute();
  const moved = new Map(moves.map(({ sku, warehouse, delta }) => [`${sku} ${warehouse}`, delta]));
  const wrong = levels.flatMap(({ sku, warehouse, quantity }) => {
    const sum = moved.get(`${sku} ${warehouse}`) ?? 0;
    if (quantity >= 0 && quantity === sum) return [];
    return [`stock of ${sku} in ${warehouse}: ${quantity}, moves say ${sum}`];
  });
  const taken = await db
    .selectFrom('stock_move')
    .select((e) => ['order_id', 'sku', e.fn.sum<number>('delta').as('delta')])
    .where('order_id', 'is not', null)
    .groupBy(['order_id', 'sku'])
    .execute();
  const reserved = await db
    .selectFrom('reservation')
    .select((e) => ['order_id', 'sku', e.fn.sum<number>('quantity').as('quantity')])
    .groupBy(['order_id', 'sku'])
    .execute();
  const held = new Map(reserved.map(({ order_id, sku, quantity }) => [`${order_id} ${sku}`, quantity]));
  for (const { order_id, sku, delta } of taken) {
    const key = `${order_id} ${sku}`;
    if (-delta !== (held.get(key) ?? 0))
      wrong.push(`order ${key}: took ${-delta}, has ${held.get(key) ?? 0}`);
    held.delete(key);
  }
  for (const key of held.keys()) wrong.push(`order ${key}: has what it never took`);
  return wrong;
}

/** Who holds stock is open or bought; who paid has all their goods, or their money back. */
async function orderBreaches(db: Database): Promise<string[]> {
  const orders = await db
    .selectFrom('orders')
    .select(['id', 'status', 'total_amount', 'refunded_amount', 'paid_at'])
    .execute();
  const lines = await sumBy(db, 'order_line');
  const held = await sumBy(db, 'reservation');
  const restocked = await db
    .selectFrom('stock_move')
    .select((e) => ['order_id', e.fn.sum<number>('delta').as('quantity')])
    .where('reason', '=', 'restocked')
    .groupBy('order_id')
    .execute();
  const failed = await db
    .selectFrom('refund')
    .select((e) => ['order_id', e.fn.sum<number>('amount').as('amount')])
    .where('status', '=', 'failed')
    .groupBy('order_id')
    .execute();
  const back = new Map(restocked.map(({ order_id, quantity }) => [order_id!, quantity]));
  const bounced = new Map(failed.map(({ order_id, amount }) => [order_id, amount]));
  return orders.flatMap(({ id, status, total_amount, refunded_amount, paid_at }) => {
    const has = (held.get(id) ?? 0) + (back.get(id) ?? 0);
    const wants = lines.get(id) ?? 0;
    if (status === 'cancelled') return has === 0 ? [] : [`order ${id} is cancelled and holds ${has}`];
    if (has !== wants) return [`order ${id} is ${status} with ${has} of ${wants} pieces`];
    // A refund that a card sent back after it was done is with us again, and waits to be sent anew.
    if (status === 'refunded' && refunded_amount + (bounced.get(id) ?? 0) < total_amount)
      return [`order ${id} is refunded with ${refunded_amount} of ${total_amount}`];
    const isPaid = !['cart', 'placed', 'authorised'].includes(status);
    return isPaid === (paid_at !== null) ? [] : [`order ${id} is ${status}, paid at ${paid_at}`];
  });
}

async function sumBy(db: Database, table: 'order_line' | 'reservation'): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom(table)
    .select((e) => ['order_id', e.fn.sum<number>('quantity').as('quantity')])
    .groupBy('order_id')
    .execute();
  return new Map(rows.map(({ order_id, quantity }) => [order_id, quantity]));
}

/** Nobody pays twice: of all that came for an order, what is not its price has gone back or is on its way. */
async function paymentBreaches(db: Database): Promise<string[]> {
  const paid = await db
    .selectFrom('payment')
    .innerJoin('orders', 'orders.id', 'payment.order_id')
    .select(['payment.id', 'payment.order_id', 'payment.amount', 'orders.total_amount', 'orders.paid_at'])
    .where('payment.status', '=', 'paid')
    .execute();
  const refunds = await db
    .selectFrom('refund')
    .select((e) => ['payment', e.fn.sum<number>('amount').as('amount')])
    .where('status', '!=', 'failed')
    .groupBy('payment')
    .execute();
  const gone = new Map(refunds.map(({ payment, amount }) => [payment, amount]));
  const wrong: string[] = [];
  const kept = new Map<string, number>();
  for (const { id, order_id, amount } of paid) {
    const left = amount - (gone.get(id) ?? 0);
    if (left < 0) wrong.push(`payment ${id}: more went back than came`);
    kept.set(order_id, (kept.get(order_id) ?? 0) + left);
  }
  for (const { order_id, total_amount, paid_at } of paid) {
    const left = kept.get(order_id) ?? 0;
    if (left > (paid_at === null ? 0 : total_amount))
      wrong.push(`order ${order_id}: ${left} kept of ${total_amount}`);
  }
  const orders = await db
    .selectFrom('orders')
    .select('id')
    .where('paid_at', 'is not', null)
    .where('total_amount', '>', 0)
    .execute();
  for (const { id } of orders) if (!kept.has(id)) wrong.push(`order ${id} is paid by nothing`);
  return wrong;
}

/** What the ledger has with providers is what came less what went back; nothing unearned stays once it has gone back. */
async function ledgerBreaches(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('ledger').select(['order_id', 'debit', 'credit', 'amount']).execute();
  const payments = await db
    .selectFrom('payment')
    .select(['order_id', 'amount'])
    .where('status', '=', 'paid')
    .execute();
  const refunds = await db
    .selectFrom('refund')
    .select(['order_id', 'amount'])
    .where('status', '=', 'done')
    // What a bank kept is in the losses, which count as money below: it may be more than we still had of the order.
    .where('by', '!=', BANK)
    .execute();
  const started = await db.selectFrom('refund').select('order_id').where('status', '=', 'started').execute();
  const books = new Map<string, number>();
  const truth = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, amount: number) =>
    sums.set(key, (sums.get(key) ?? 0) + amount);
  const isMoney = (account: string) =>
    account.startsWith('provider:') || account === DISPUTED || account === LOSSES;
  for (const { order_id, debit, credit, amount } of rows) {
    if (isMoney(debit)) add(books, order_id, amount);
    if (isMoney(credit)) add(books, order_id, -amount);
  }
  for (const { order_id, amount } of payments) add(truth, order_id, amount);
  for (const { order_id, amount } of refunds) add(truth, order_id, -amount);
  const unearned = new Map<string, number>();
  for (const { order_id, debit, credit, amount } of rows) {
    if (credit === UNEARNED) add(unearned, order_id, amount);
    if (debit === UNEARNED) add(unearned, order_id, -amount);
  }
  const waits = new Set(started.map(({ order_id }) => order_id));
  return [
    ...[...new Set([...books.keys(), ...truth.keys()])].flatMap((order) => {
      const [said, is] = [books.get(order) ?? 0, truth.get(order) ?? 0];
      return said === is ? [] : [`ledger of ${order}: ${said}, payments say ${is}`];
    }),
    ...[...unearned].flatMap(([order, amount]) =>
      amount === 0 || waits.has(order)
        ? []
        : [`ledger of ${order}: ${amount} unearned, and not on its way back`],
    ),
  ];
}

/** An order is disputed while a bank holds its money; what banks made of refunds we have lost. */
async function disputeBreaches(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger')
    .select(['order_id', 'debit', 'credit', 'amount'])
    .where((e) => e.or([e('debit', 'in', [DISPUTED, LOSSES]), e('credit', 'in', [DISPUTED, LOSSES])]))
    .execute();
  const balance = (order: string, account: string): number =>
    rows
      .filter(({ order_id }) => order_id === order)
      .reduce(
        (sum, { debit, credit, amount }) =>
          sum + (debit === account ? amount : 0) - (credit === account ? amount : 0),
        0,
      );
  const disputed = await db.selectFrom('orders').select('id').where('status', '=', 'disputed').execute();
  const kept = await db
    .selectFrom('refund')
    .select((e) => ['order_id', e.fn.sum<number>('amount').as('amount')])
    .where('by', '=', BANK)
    .groupBy('order_id')
    .execute();
  return [
    ...disputed.flatMap(({ id }) =>
      balance(id, DISPUTED) > 0 ? [] : [`order ${id} is disputed, and no bank holds any of it`],
    ),
    ...kept.flatMap(({ order_id, amount }) => {
      const lost = balance(order_id, LOSSES);
      return amount <= lost ? [] : [`order ${order_id}: banks kept ${amount}, lost are ${lost}`];
    }),
  ];
}

/** What promotions count as used is what orders hold of them, within their limits. */
async function promotionBreaches(db: Database): Promise<string[]> {
  const promotions = await db.selectFrom('promotion').select(['id', 'used', 'limit_total']).execute();
  if (promotions.length === 0) return [];
  const rows = await db.selectFrom('orders').select('uses').where('uses', '!=', '[]').execute();
  const held = new Map<string, number>();
  const add = (key: string, count: number) => held.set(key, (held.get(key) ?? 0) + count);
  for (const { uses } of rows)
    for (const { promotion, count, persons, back } of JSON.parse(uses) as HeldUse[]) {
      if (back) continue;
      add(promotion, count);
      for (const person of persons) add(`${promotion} ${person}`, count);
    }
  const persons = await db.selectFrom('promotion_use').selectAll().execute();
  return [
    ...promotions.flatMap(({ id, used, limit_total }) => {
      if (limit_total !== null && used > limit_total)
        return [`promotion ${id}: ${used} of ${limit_total} used`];
      return used === (held.get(id) ?? 0)
        ? []
        : [`promotion ${id}: ${used} used, orders hold ${held.get(id) ?? 0}`];
    }),
    ...persons.flatMap(({ promotion, person, used }) => {
      const is = held.get(`${promotion} ${person}`) ?? 0;
      return used === is ? [] : [`promotion ${promotion}: ${used} used by one person, orders hold ${is}`];
    }),
  ];
}

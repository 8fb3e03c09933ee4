import { randomUUID } from 'node:crypto';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Discount, Order } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { engineOf } from '../store/ddl.ts';
import { later } from '../store/later.ts';
import type { Database } from '../store/open.ts';
import { isShort, stockLeft } from '../store/stock.ts';
import { lockLightly, transaction } from '../store/transaction.ts';
import { together } from '../together.ts';
import type { PricedCart } from './cart.ts';
import { type FreeUse, fill, filled, hasAgreed, methodsFor } from './checkoutFill.ts';
import {
  type Asker,
  type Checkout,
  type CheckoutParts,
  type DetailsWish,
  type OpenCheckout,
  RESERVATION_MS,
  type Shopper,
} from './checkoutParts.ts';
import { lookAhead, placeIn } from './checkoutPlace.ts';
import { hold, holdUnheard } from './hold.ts';
import { move } from './moves.ts';
import {
  type LineRow,
  linesOf,
  lockOpen,
  lockOrder,
  type OrderRow,
  openOrderOf,
  orderWith,
  ownOrder,
  toOrders,
} from './orderRows.ts';
import { presumedDestination } from './quote.ts';
import { takeUses } from './uses.ts';

/** Checkout over carts, orders and payments. */
export function openCheckout(parts: CheckoutParts): Checkout {
  const { db, carts, payments, clock } = parts;
  const current = async ({ visitor }: Asker): Promise<OrderRow> => {
    const row = await openOrderOf(db, visitor).executeTakeFirst();
    if (!row) throw new Refusal('not-found', 'no checkout is open');
    return (row.holds_until ?? 0) > clock.now() ? row : lapse(row.id);
  };
  const lapse = async (id: string): Promise<never> => {
    await payments.giveUp(id, 'lapse');
    throw new Refusal('gone', 'the time of this checkout is over');
  };
  const answer = async (id: string): Promise<Order> => (await toOrders(db, [await rowOf(db, id)]))[0]!;
  return {
    async open(shopper, wish = {}) {
      const cart = await carts.priced(shopper.visitor, shopper.choice, wish.email);
      if (cart.lines.length === 0) throw new Refusal('cart-empty');
      // First as if all were there, in the warehouse that sends there first.
      for (let unheard = engineOf(db as never) === 'postgres'; ; ) {
        const opened = await transaction(db, (tx) => openIn(parts, tx, shopper, cart, wish, unheard)).catch(
          (error) => {
            if (unheard && isShort(error)) return undefined;
            throw error;
          },
        );
        if (!opened) unheard = false;
        else if ('paying' in opened) await payments.giveUp(opened.paying, 'cancel');
        else {
          await parts.tell(opened.skus);
          return toCheckout(parts, opened.row, orderWith(opened.row, opened.lines), opened.lines);
        }
      }
    },
    async get(shopper) {
      const row = await current(shopper);
      const [order] = await toOrders(db, [row]);
      return toCheckout(parts, row, order!, await linesOf(db, [row.id]));
    },
    async detail(shopper, wish) {
      const { id } = await current(shopper);
      const { row, lines } = await transaction(db, async (tx) => {
        const order = await lockOrder(tx, id);
        if (order.status !== 'cart') throw new Refusal('conflict', 'this order is being paid');
        return fill(parts, tx, order, await linesOf(tx, [id]), wish);
      });
      return toCheckout(parts, row, orderWith(row, lines), lines);
    },
    async cancel({ visitor }) {
      const row = await openOrderOf(db, visitor).executeTakeFirst();
      if (row) await payments.giveUp(row.id, 'cancel');
    },
    async pay({ visitor }, wish) {
      const seen = await lookAhead(parts, visitor, wish.key);
      const placed = await transaction(db, (tx) => placeIn(parts, tx, visitor, wish, seen));
      if ('over' in placed) return lapse(placed.over);
      const isNew = 'begun' in placed;
      const payment = await payments.goOn(isNew ? placed.begun : placed.before);
      const { bought } = payment;
      if (bought) return outcome(orderWith(bought.order, bought.lines), payment);
      return outcome(await answer(isNew ? placed.begun.order.id : placed.order), payment);
    },
    async confirm(visitor, id, accepted) {
      const row = await ownOrder(db, visitor, id);
      const payment = await payments.confirm(row.id, accepted);
      const order = await answer(id);
      return payment ? outcome(order, payment) : order;
    },
    async refresh(visitor, id) {
      await payments.look((await ownOrder(db, visitor, id)).id);
      return answer(id);
    },
  };
}

async function rowOf(db: Database, id: string): Promise<OrderRow> {
  return db.selectFrom('orders').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

/** The order as an answer to who paid; a declined card is a refusal, and the checkout stays open. */
function outcome(order: Order, payment: { status: string; reason: string }): Order {
  if (payment.status === 'failed') throw new Refusal('card-declined', payment.reason);
  if (payment.status === 'voided' || order.status === 'cancelled')
    throw new Refusal('gone', 'this order has been cancelled');
  return order;
}

/** A checkout that was opened, and the SKUs of which another number is left; or the order that is being paid instead. */
type Opened = { row: OrderRow; lines: LineRow[]; skus: string[] } | { paying: string };

async function openIn(
  parts: CheckoutParts,
  tx: Database,
  shopper: Shopper,
  cart: PricedCart,
  wish: DetailsWish,
  unheard: boolean,
): Promise<Opened> {
  const now = parts.clock.now();
  const { visitor } = shopper;
  const { choice } = cart;
  const earlier = await lockOpen(tx, visitor);
  if (earlier && earlier.status !== 'cart') return { paying: earlier.id };
  const before = earlier ? await linesOf(tx, [earlier.id]) : [];
  if (earlier && earlier.holds_until! > now && isSame(earlier, before, cart)) {
    // Who has not said yet where it goes may have chosen another country of the market.
    const there = { ...earlier, country: choice.country, region: choice.region };
    return { ...(await fill(parts, tx, there, before, wish)), skus: [] };
  }
  const freed = earlier ? (await move(tx, earlier, 'lapse', {}, { by: visitor, at: now })).skus : [];
  const drawn = newOrder(shopper, cart, wish.showroom ?? '', now, earlier);
  const { row, lines } = filled(parts, drawn, newLines(drawn.id, cart), wish);
  await later(tx, tx.insertInto('orders').values(row));
  await later(tx, tx.insertInto('order_line').values(lines));
  await lockLightly(tx);
  // What everybody wants comes last, so that it is locked for the shortest time.
  await takeUses(tx, cart.promoted.uses, [visitor], now);
  const wanted = cart.lines.map(({ facts, quantity, ahead }) => ({ sku: facts.sku, quantity, ahead }));
  const places = await parts.warehouses.places(choice.country);
  const [first] = places;
  let waits = new Map<string, number>();
  if (unheard && first) await holdUnheard(tx, row.id, wanted, first, now);
  else waits = await hold(tx, row.id, wanted, places, now);
  for (const [sku, ahead] of waits)
    if (ahead > 0)
      await tx
        .updateTable('order_line')
        .set({ ahead })
        .where('order_id', '=', row.id)
        .where('sku', '=', sku)
        .execute();
  return {
    row,
    lines: lines.map((line) => ({ ...line, ahead: waits.get(line.sku) ?? 0 })),
    skus: changedBy(before, freed, wanted, waits),
  };
}

/** The SKUs of which another number is left now that a checkout took the place of an earlier one. */
function changedBy(
  earlier: readonly LineRow[],
  freed: readonly string[],
  wanted: readonly { sku: string; quantity: number }[],
  later: ReadonlyMap<string, number>,
): string[] {
  const held = new Map(earlier.map((line) => [line.sku, line.quantity - line.ahead]));
  const holds = new Map(wanted.map(({ sku, quantity }) => [sku, quantity - (later.get(sku) ?? 0)]));
  return [...new Set([...freed, ...holds.keys()])].filter((sku) => held.get(sku) !== holds.get(sku));
}

/** The uses that a checkout of a cart holds, and which of them lets delivery cost nothing. */
function heldBy(visitor: string, { promoted }: PricedCart): FreeUse[] {
  const free = promoted.freeDelivery;
  return promoted.uses.map((use) => ({
    ...use,
    persons: [visitor],
    ...(use.promotion === free?.id && { free: free.title }),
  }));
}

/** The order of a cart before anybody said where it goes. */
function newOrder(
  { visitor, account }: Shopper,
  cart: PricedCart,
  showroom: string,
  now: number,
  earlier: OrderRow | undefined,
): OrderRow {
  // Who goes back to their cart need not write everything again, but an address of another market can't be sent to.
  const { choice } = cart;
  const said = earlier && {
    buyer: earlier.market === choice.market ? earlier.buyer : null,
    ...{ name: earlier.name, email: earlier.email, consents: earlier.consents },
  };
  return {
    ...{ id: randomUUID(), number: null, visitor, account, status: 'cart', before: null },
    ...{ market: choice.market, country: choice.country, region: choice.region, currency: choice.currency },
    ...{ tax_included: choice.taxIncluded ? 1 : 0, language: 'en', name: '', email: '', buyer: null },
    ...{ delivery: null, totals: '', total_amount: 0, refunded_amount: 0, consents: null, declined: '' },
    ...{ uses: JSON.stringify(heldBy(visitor, cart)), showroom, holds_until: now + RESERVATION_MS },
    ...{ placed_at: null, paid_at: null, created_at: now, changed_at: now },
    ...said,
  };
}

const newLines = (id: string, cart: PricedCart): LineRow[] =>
  cart.lines.map(({ facts, quantity, unitPrice, compareAt, discounts }, line) => ({
    ...{ order_id: id, line, quantity, sku: facts.sku, product: facts.slug, thumbnail: facts.thumbnail },
    name: JSON.stringify(facts.name),
    label: facts.label && JSON.stringify(facts.label),
    unit_amount: unitPrice.amount,
    compare_amount: compareAt?.amount ?? null,
    discounts: JSON.stringify(discounts),
    ...{ taxes: '[]', total_amount: 0, ahead: 0, ready_at: facts.readyAt },
    ...{ weight_grams: facts.weightGrams, hs_code: facts.hsCode, origin: facts.origin },
  }));

/** Whether a checkout is of what is in the cart now, at the same prices. */
function isSame(
  order: OrderRow,
  lines: readonly LineRow[],
  { lines: wanted, choice, promoted }: PricedCart,
): boolean {
  const place = order.currency === choice.currency && order.market === choice.market;
  const free = (JSON.parse(order.uses) as FreeUse[]).find(({ free: title }) => title)?.promotion;
  return (
    place &&
    free === promoted.freeDelivery?.id &&
    lines.length === wanted.length &&
    wanted.every(({ facts, quantity, unitPrice, discounts }) =>
      lines.some(
        (line) =>
          line.sku === facts.sku &&
          line.quantity === quantity &&
          line.unit_amount === unitPrice.amount &&
          reasonsOf(JSON.parse(line.discounts)) === reasonsOf(discounts),
      ),
    )
  );
}

/** Each discount with its reason: another promotion may take off as much. */
const reasonsOf = (discounts: readonly Discount[]): string =>
  JSON.stringify(discounts.map(({ promotion, amount }) => [promotion, amount.amount]));

function toCheckout(
  parts: CheckoutParts,
  row: OrderRow,
  order: Order,
  lines: readonly LineRow[],
): OpenCheckout {
  const { country } = order.buyer?.address.country ? order.buyer.address : presumedDestination(choiceOf(row));
  return {
    order,
    methods: methodsFor(parts, row, lines, country).map(({ warehouses: _, ...option }) => option),
    form: parts.addresses.form(country),
    needsRegion: parts.taxes.needsRegion(country),
    terms: hasAgreed(row),
  };
}

const choiceOf = ({ market, country, region, currency, tax_included }: OrderRow): MarketChoice => ({
  ...{ market, country, region, currency },
  taxIncluded: tax_included === 1,
});

/** Tells rooms over the bus what is left; in a rush, of many checkouts at once. */
export function stockTeller(
  db: Database,
  publish: (left: Awaited<ReturnType<typeof stockLeft>>[number]) => void,
): (skus: readonly string[]) => Promise<void> {
  let wanted = new Set<string>();
  const tell = together(async () => {
    const skus = [...wanted];
    wanted = new Set();
    for (const left of await stockLeft(db, skus)) publish(left);
  });
  return async (skus) => {
    for (const sku of skus) wanted.add(sku);
    if (skus.length > 0) await tell();
  };
}

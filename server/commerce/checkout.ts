import type { Order } from '../../shared/model/order.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Carts } from './cart.ts';
import type { CheckoutRequest, Orders, StockLeft, StoredOrder } from './orders.ts';
import type { PaymentProvider, PaymentResult } from './payment.ts';

/** Milliseconds for which an unpaid order holds its stock. */
export const RESERVATION_MS = 10 * 60_000;

/** Buying: the only way by which stock and money move. */
export type Checkout = {
  /** Buys the visitor's cart; the same key, again or after a crash, answers the same order and never charges twice. */
  buy(visitor: string, request: CheckoutRequest): Promise<Order>;
  /** The buyer's answer to the bank's question. */
  confirm(visitor: string, orderId: string, accepted: boolean): Promise<Order>;
  get(visitor: string, orderId: string): Promise<Order>;
  mine(visitor: string): Promise<Order[]>;
  /** Settles what a crash or a lost buyer left, by what the provider remembers; answers how many orders it moved. */
  reconcile(olderThanMs: number): Promise<number>;
};

/** Checkout over orders, carts and a provider; stock changes go to the bus. */
export function openCheckout(
  orders: Orders,
  carts: Carts,
  provider: PaymentProvider,
  bus: Bus,
  clock: Clock,
  log: Log,
): Checkout {
  const tell = (stock: readonly StockLeft[]): void => {
    for (const left of stock) bus.publish('stock.changed', left);
  };
  const apply: Orders['apply'] = async (id, event, payment) => {
    const moved = await orders.apply(id, event, payment);
    tell(moved.stock);
    return moved;
  };
  const settle = async (order: StoredOrder, result: PaymentResult): Promise<StoredOrder> => {
    const { ref } = result;
    if (result.outcome === 'paid') return (await apply(order.id, 'pay', { ref })).order;
    if (result.outcome === 'declined') return (await apply(order.id, 'decline', { ref })).order;
    return (await apply(order.id, 'ask-confirmation', { ref, prompt: result.prompt })).order;
  };
  const own = async (visitor: string, id: string): Promise<StoredOrder> => {
    const order = await orders.get(id);
    if (order.visitor !== visitor) throw new Refusal('not-found', 'no such order');
    return order;
  };
  const charge = async (order: StoredOrder): Promise<StoredOrder> => {
    try {
      return await settle(
        order,
        await provider.charge({ key: order.id, total: order.total, token: order.paymentToken }),
      );
    } catch (error) {
      if (error instanceof Refusal) await apply(order.id, 'cancel');
      throw error;
    }
  };
  const reconcileOne = async (order: StoredOrder): Promise<boolean> => {
    const expired = order.changedAt < clock.now() - RESERVATION_MS;
    const result = expired ? await provider.void(order.id) : await provider.find(order.id);
    if (result && result.outcome !== 'confirm') await settle(order, result);
    else if (expired) await apply(order.id, 'cancel');
    else if (result && order.status === 'placed') await settle(order, result);
    else return false;
    log.info(
      { order: order.number, outcome: result?.outcome ?? 'never charged' },
      'order settled after the fact',
    );
    return true;
  };

  return {
    async buy(visitor, request) {
      const cart = await carts.get(visitor);
      const { order, stock } = await orders.place(visitor, cart, request);
      tell(stock);
      const settled = order.status === 'placed' ? await charge(order) : order;
      if (settled.status === 'declined') throw new Refusal('card-declined', settled.number);
      if (settled.status === 'cancelled') throw new Refusal('gone', 'this order has been cancelled');
      return publicOrder(settled);
    },
    async confirm(visitor, orderId, accepted) {
      const order = await own(visitor, orderId);
      if (order.status !== 'confirming' || !order.paymentRef) return publicOrder(order);
      const settled = await settle(order, await provider.confirm(order.paymentRef, accepted));
      if (settled.status === 'declined') throw new Refusal('card-declined', settled.number);
      return publicOrder(settled);
    },
    get: async (visitor, id) => publicOrder(await own(visitor, id)),
    mine: async (visitor) => (await orders.ofVisitor(visitor)).map(publicOrder),
    async reconcile(olderThanMs) {
      let moved = 0;
      for (const order of await orders.unsettled(clock.now() - olderThanMs)) {
        const settled = await reconcileOne(order).catch((error) => {
          log.error({ err: error, order: order.number }, 'order could not be settled');
          return false;
        });
        if (settled) moved++;
      }
      return moved;
    },
  };
}

/** The order without what only the shop needs. */
function publicOrder({ paymentToken, paymentRef, visitor, changedAt, ...order }: StoredOrder): Order {
  return order;
}

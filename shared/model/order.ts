import type { Money } from './money.ts';

/** Where an order stands. */
export type OrderStatus = 'placed' | 'confirming' | 'paid' | 'declined' | 'cancelled';

/** What may happen to an order. */
export type OrderEvent = 'ask-confirmation' | 'pay' | 'decline' | 'cancel';

/**
 * The one transition table. `placed` and `confirming` hold a reservation of stock; `declined` and `cancelled` have given
 * it back; `paid` has used it up.
 */
export const ORDER_TRANSITIONS: Record<OrderStatus, Partial<Record<OrderEvent, OrderStatus>>> = {
  placed: { 'ask-confirmation': 'confirming', pay: 'paid', decline: 'declined', cancel: 'cancelled' },
  confirming: { pay: 'paid', decline: 'declined', cancel: 'cancelled' },
  paid: {},
  declined: {},
  cancelled: {},
};

/** The status after an event, or undefined when the event is not allowed there. */
export function nextStatus(status: OrderStatus, event: OrderEvent): OrderStatus | undefined {
  return ORDER_TRANSITIONS[status][event];
}

/** The statuses from which an event leads somewhere: the guard of its conditional UPDATE. */
export function statusesAllowing(event: OrderEvent): OrderStatus[] {
  const all = Object.keys(ORDER_TRANSITIONS) as OrderStatus[];
  return all.filter((status) => ORDER_TRANSITIONS[status][event] !== undefined);
}

/** One line of an order, as it was when placed. */
export type OrderLine = {
  sku: string;
  slug: string;
  name: string;
  unitPrice: Money;
  quantity: number;
  total: Money;
};

/** An order as its buyer sees it. */
export type Order = {
  id: string;
  number: string;
  status: OrderStatus;
  lines: OrderLine[];
  total: Money;
  email: string;
  placedAt: string;
  /** What the payment provider wants the buyer to do, while `confirming`. */
  confirmation?: { prompt: string };
};

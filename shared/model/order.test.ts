import { expect, test } from 'vitest';
import {
  GUARDS,
  type Guard,
  isBought,
  isOpen,
  moveOrder,
  ORDER_STATUSES,
  ORDER_TRANSITIONS,
  type OrderEvent,
  type OrderFacts,
  type OrderStatus,
} from './order.ts';

const ALL: OrderFacts = {
  holdsStock: true,
  complete: true,
  moneyMatches: true,
  refundedWhole: true,
  wanted: true,
  allInParcels: true,
  before: 'shipped',
};
const EVENTS = Object.keys(ORDER_TRANSITIONS) as OrderEvent[];

/** Where each status leads, event by event; what is not named means nothing there. */
const TABLE: Record<OrderStatus, Partial<Record<OrderEvent, OrderStatus>>> = {
  cart: { place: 'placed', pay: 'paid', lapse: 'cancelled', cancel: 'cancelled' },
  placed: { decline: 'cart', authorise: 'authorised', pay: 'paid', lapse: 'cancelled', cancel: 'cancelled' },
  authorised: { pay: 'paid', lapse: 'cancelled', cancel: 'cancelled' },
  paid: { pack: 'packed', ship: 'shipped', refund: 'refunded', dispute: 'disputed' },
  packed: { unpack: 'paid', ship: 'shipped', refund: 'refunded', dispute: 'disputed' },
  shipped: { deliver: 'delivered', refund: 'refunded', dispute: 'disputed' },
  delivered: { refund: 'refunded', dispute: 'disputed' },
  cancelled: { pay: 'paid' },
  refunded: {},
  disputed: { refund: 'refunded', win: 'shipped' },
};

test.each(
  ORDER_STATUSES.flatMap((from) => EVENTS.map((event) => [from, event, TABLE[from][event]] as const)),
)('[OR1] an order that is %s, on %s, becomes %s', (from, event, to) => {
  expect(moveOrder(from, event, ALL)).toEqual(to && { to });
});

test.each(EVENTS.flatMap((event) => ORDER_TRANSITIONS[event].guards.map((guard) => [event, guard] as const)))(
  '[OR2] %s is held back by the guard %s, by its name',
  (event, guard) => {
    const facts: Record<Guard, Partial<OrderFacts>> = {
      holdsStock: { holdsStock: false },
      complete: { complete: false },
      moneyMatches: { moneyMatches: false },
      refundedWhole: { refundedWhole: false },
      wanted: { wanted: false },
      allInParcels: { allInParcels: false },
      wasDisputed: { before: null },
    };
    const [from] = ORDER_TRANSITIONS[event].from;
    expect(GUARDS[guard]({ ...ALL, ...facts[guard] })).toBe(false);
    expect(moveOrder(from!, event, { ...ALL, ...facts[guard] })).toEqual({ guard });
  },
);

test('[OR3] money once taken never leads back to a cart: what was bought ends delivered, refunded, or in dispute', () => {
  for (const from of ORDER_STATUSES.filter(isBought))
    for (const to of Object.values(TABLE[from])) expect([from, to, isBought(to)]).toEqual([from, to, true]);
  expect(ORDER_STATUSES.filter(isOpen)).toEqual(['cart', 'placed', 'authorised']);
});

import { expect, test } from 'vitest';
import {
  nextStatus,
  ORDER_TRANSITIONS,
  type OrderEvent,
  type OrderStatus,
  statusesAllowing,
} from './order.ts';

const EVENTS: OrderEvent[] = ['ask-confirmation', 'pay', 'decline', 'cancel'];
const NO = undefined;

const TABLE: [from: OrderStatus, ...to: (OrderStatus | undefined)[]][] = [
  ['placed', 'confirming', 'paid', 'declined', 'cancelled'],
  ['confirming', NO, 'paid', 'declined', 'cancelled'],
  ['paid', NO, NO, NO, NO],
  ['declined', NO, NO, NO, NO],
  ['cancelled', NO, NO, NO, NO],
];

test.each(TABLE.flatMap(([from, ...to]) => EVENTS.map((event, index) => [from, event, to[index]] as const)))(
  '[OR1] an order that is %s, on %s, becomes %s',
  (from, event, to) => {
    expect(nextStatus(from, event)).toBe(to);
    expect(statusesAllowing(event).includes(from)).toBe(to !== undefined);
  },
);

test('[OR1] the table above names every status', () => {
  expect(TABLE.map(([from]) => from).sort()).toEqual(Object.keys(ORDER_TRANSITIONS).sort());
});

test('[OR2] what is paid, declined or cancelled stays so', () => {
  for (const end of ['paid', 'declined', 'cancelled'] as const) expect(ORDER_TRANSITIONS[end]).toEqual({});
});

import { expect, test } from 'vitest';
import { EVENT_STATUSES, mayMove } from './event.ts';

test('[EV1] an event moves by the transition table alone', () => {
  const moves = EVENT_STATUSES.flatMap((from) =>
    EVENT_STATUSES.filter((to) => mayMove(from, to)).map((to) => `${from} > ${to}`),
  );
  expect(moves).toEqual([
    'draft > scheduled',
    'scheduled > draft',
    'scheduled > rehearsal',
    'scheduled > live',
    'rehearsal > scheduled',
    'rehearsal > live',
    'live > ended',
    'ended > live',
    'ended > replay',
    'replay > ended',
  ]);
});

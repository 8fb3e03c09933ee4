import { z } from 'zod';
import { command } from './contract.ts';

const name = z.string().regex(/^[a-z0-9-]{1,32}$/);

export const tourCommands = {
  /** Goes into a tour, or on to another point of it; others see where one is. `not-found`, `too-far` (from its portal, with nobody of the room in it), `not-allowed` without a body. */
  'tours.enter': command<{ ok: true }>()(z.object({ tour: name, point: name }), { perSecond: 4, burst: 12 }),
  /** Comes back into the room; nothing when one is there. */
  'tours.leave': command<{ ok: true }>()(z.object({}), { perSecond: 4, burst: 12 }),
};

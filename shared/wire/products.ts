import { z } from 'zod';
import { command } from './contract.ts';

export const productCommands = {
  /** Puts a product (by slug; empty clears) on a stand of this showroom, in every room that shows it. Hosts and owners only. */
  'products.place': command<{ ok: true }>()(
    z.object({ stand: z.string().min(1).max(32), product: z.string().max(64) }),
    { perSecond: 2, burst: 10 },
  ),
  /** Holds up what stands on a stand, for everybody in every room of the showroom; an empty stand takes it down. Hosts and owners only. */
  'products.pin': command<{ ok: true }>()(z.object({ stand: z.string().max(32) }), {
    perSecond: 4,
    burst: 12,
  }),
};

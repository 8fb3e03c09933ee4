import { z } from 'zod';
import type { Vec3 } from '../model/part.ts';
import type { ProductView } from '../model/productView.ts';
import { command } from './contract.ts';
import { LOOK_GROUP } from './limits.ts';

const slug = z.string().regex(/^[a-z0-9-]{1,64}$/);
const session = z.string().min(1).max(32);
const group = z.string().min(1).max(40);
/** Metres from a product's middle within which anything is that one looks at. */
const metres = z.number().min(-1e4).max(1e4);
const point = z.tuple([metres, metres, metres]);
const angle = z.number().min(-1e4).max(1e4);
const view = z.object({
  yaw: angle,
  pitch: angle,
  metres: z.number().positive().max(1e4),
  target: point,
  variant: z.string().max(256),
  explode: z.number().min(0).max(1),
  section: z
    .object({ axis: z.enum(['x', 'y', 'z']), at: z.number().min(0).max(1), flip: z.boolean() })
    .nullable(),
  xray: z.boolean(),
  part: z.string().max(40),
});
const OFTEN = { perSecond: 12, burst: 24 } as const;
type Ok = { ok: true };

export const productCommands = {
  /** Puts a product (by slug; empty clears) on a stand of this showroom, in every room that shows it. Hosts and owners only. */
  'products.place': command<Ok>()(
    z.object({ stand: z.string().min(1).max(32), product: z.string().max(64) }),
    { perSecond: 2, burst: 10 },
  ),
  /** Holds up what stands on a stand, for everybody in every room of the showroom; an empty stand takes it down. Hosts and owners only. */
  'products.pin': command<Ok>()(z.object({ stand: z.string().max(32) }), {
    perSecond: 4,
    burst: 12,
  }),
  /** Asks people of the room to look at a product together, with me in the lead if no group of mine looks at it yet; answers who was asked: not who blocks me, nor who is in a group. */
  'look.invite': command<{ group: string; asked: string[] }>()(
    z.object({
      product: slug,
      visitors: z
        .array(session)
        .min(1)
        .max(LOOK_GROUP - 1),
    }),
    { perSecond: 0.5, burst: 6 },
  ),
  /** Answers an invitation; `gone` when the group is no more. */
  'look.answer': command<Ok>()(z.object({ group, accept: z.boolean() }), { perSecond: 2, burst: 10 }),
  /** Shows the group how I look at it. Its leader only. */
  'look.view': command<Ok>()(z.object({ view }), OFTEN),
  /** Points at the product before the group; null takes the dot away. */
  'look.point': command<Ok>()(z.object({ at: point.nullable() }), OFTEN),
  /** Takes the lead. */
  'look.lead': command<Ok>()(z.object({}), { perSecond: 1, burst: 5 }),
  /** Goes out of the group; when its leader goes it ends. */
  'look.leave': command<Ok>()(z.object({}), { perSecond: 2, burst: 10 }),
};

/** Somebody who looks along: their session, name and colour. */
export type LookMember = { id: string; name: string; colour: string };

export type LookEvents = {
  'look.invited': { group: string; from: string; name: string; product: string };
  /** An invitation is void: its group has ended. */
  'look.withdrawn': { group: string };
  /** Who looks together, and who leads; with each change, to all of them. */
  'look.group': { group: string; product: string; leader: string; members: LookMember[] };
  'look.declined': { id: string; name: string };
  'look.view': { view: ProductView };
  'look.point': { by: string; at: Vec3 | null };
  'look.ended': { group: string };
};

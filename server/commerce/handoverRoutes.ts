import { createRoute, z } from '@hono/zod-openapi';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import { openBuckets } from '../rateLimit.ts';
import type { Carts } from './cart.ts';
import type { Handover } from './handover.ts';
import type { Markets } from './markets.ts';
import { cartSchema } from './schemas.ts';

/** Codes that one person asks for, and that are tried from one address. */
const GIVEN = { perSecond: 0.2, burst: 10 };
const TRIED = { perSecond: 0.2, burst: 10 };
/** Looks at what became of a code: about three a second while it is shown, so that it is told within one. */
const LOOKED = { perSecond: 6, burst: 20 };

/** What the routes of the hand-over need. */
export type HandoverParts = { handover: Handover; carts: Carts; markets: Markets; clock: Clock };

const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });

/** From a desktop to a phone: the same cart, by a code that is read from the screen. */
export function handoverRoutes({ handover, carts, markets, clock }: HandoverParts): Routes {
  const routes = openRoutes();
  const given = openBuckets(GIVEN);
  const tried = openBuckets(TRIED);
  const looked = openBuckets(LOOKED);
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/handover',
      summary: 'A code that takes a copy of my cart along to another device, once, within ten minutes',
      responses: {
        200: {
          description: 'The code',
          ...json(z.object({ code: z.string(), until: z.number().int(), now: z.number().int() })),
        },
      },
    }),
    async (c) => {
      const { visitor } = required(c);
      if (!given.take(visitor, clock.now())) throw new Refusal('too-many');
      return c.json({ ...(await handover.give(visitor)), now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/handover',
      summary: 'What became of the code that I gave out last, and the order that was paid of it',
      responses: {
        200: {
          description: 'Whether it waits, was taken, or is paid',
          ...json(z.object({ state: z.enum(['none', 'waits', 'taken', 'paid']), number: z.string() })),
        },
      },
    }),
    async (c) => {
      const { visitor } = required(c);
      if (!looked.take(visitor, clock.now())) throw new Refusal('too-many');
      return c.json(await handover.look(visitor), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/handover/taken',
      summary: 'Lay the cart behind a code to mine; `gone` for one that is used or too old',
      request: {
        body: { ...json(z.strictObject({ code: z.string().min(4).max(32) })), required: true },
      },
      responses: { 200: { description: 'My cart', ...json(cartSchema) } },
    }),
    async (c) => {
      const { visitor } = required(c);
      if (!tried.take(c.env.incoming.socket.remoteAddress ?? '', clock.now())) throw new Refusal('too-many');
      await handover.take(c.req.valid('json').code, visitor);
      return c.json(
        await carts.get(visitor, markets.choiceOf(visitor, c.req.header('accept-language'))),
        200,
      );
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { EVENT_STATUSES } from '../../shared/model/event.ts';
import type { AuditVerb } from '../../shared/model/moderation.ts';
import type { Promotion, PromotionEvent } from '../../shared/model/promotion.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Env, may, openRoutes, type Routes, required } from '../http/app.ts';
import type { Person } from '../http/person.ts';
import type { Flashes } from './flashes.ts';
import type { Markets } from './markets.ts';
import { checked, type RuleParts } from './promotionRules.ts';
import { type PromotionWish, promotionSchema, wishSchema } from './promotionSchemas.ts';
import type { Promotions } from './promotions.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });
const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});
const id = z.object({ id: z.string().max(64) });
const money = z.object({ amount: z.number().int(), currency: z.string() });

const eventSchema = z.object({
  ...{ id: z.string(), showroom: z.string() },
  title: z.object({ en: z.string() }).catchall(z.string()),
  status: z.enum(EVENT_STATUSES),
  startsAt: z.number(),
});

/** What the routes of promotions need. */
export type PromotionRoutesParts = Omit<RuleParts, 'markets'> & {
  markets: Markets;
  promotions: Promotions;
  flashes: Flashes;
  /** All events, the latest first. */
  events(): Promise<PromotionEvent[]>;
  /** Writes down who did what to which promotion. */
  note(actor: Person, verb: AuditVerb, target: { id: string; name: string }, showroom: string): Promise<void>;
};

/** Coupons and flash offers: the desk's, a host's flash offers of their showroom, and what a visitor asks of those that are on. */
export function promotionRoutes(parts: PromotionRoutesParts): Routes {
  const routes = openRoutes();
  readRoutes(routes, parts);
  writeRoutes(routes, parts);
  return routes;
}

/** The desk may do all; a host what is about a flash offer of a showroom of theirs. */
function allowed(c: Context<Env>, { kind, showroom }: Pick<Promotion, 'kind' | 'showroom'>): Person {
  return kind === 'flash' && showroom && may(c, 'host', showroom)
    ? required(c, 'host', showroom)
    : required(c, 'desk');
}

function readRoutes(routes: Routes, parts: PromotionRoutesParts): void {
  const { promotions, flashes, markets, clock } = parts;
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/promotions',
      summary:
        'All coupons and flash offers, the latest first, and the events that they may be bound to. Desk only; hosts those of their showroom',
      request: { query: z.object({ showroom: z.string().max(64).optional() }) },
      responses: ok(
        'They',
        z.object({ promotions: z.array(promotionSchema), events: z.array(eventSchema), now: z.number() }),
      ),
    }),
    async (c) => {
      const { showroom } = c.req.valid('query');
      if (showroom && may(c, 'host', showroom)) required(c, 'host', showroom);
      else required(c, 'desk');
      const [all, events] = await Promise.all([promotions.all(), parts.events()]);
      const found = showroom ? all.filter((one) => one.kind === 'flash' && one.showroom === showroom) : all;
      const theirs = showroom ? events.filter((one) => one.showroom === showroom) : events;
      return c.json({ promotions: found, events: theirs, now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/flashes',
      summary: 'What the flash offers of a showroom that are on cost me, and how many pieces are left for me',
      request: { query: z.object({ showroom: z.string().min(1).max(64) }) },
      responses: ok(
        'Their prices',
        z.object({
          offers: z.array(
            z.object({ id: z.string(), price: money, was: money, mine: z.number().int().nullable() }),
          ),
          now: z.number(),
        }),
      ),
    }),
    async (c) => {
      const visitor = c.get('person')?.visitor;
      const choice = await markets.choiceOf(visitor, c.req.header('accept-language'));
      const offers = await flashes.prices(c.req.valid('query').showroom, visitor, choice);
      return c.json({ offers, now: clock.now() }, 200);
    },
  );
}

function writeRoutes(routes: Routes, parts: PromotionRoutesParts): void {
  const { promotions, flashes, note } = parts;
  const done = async (person: Person, verb: AuditVerb, written: Promotion): Promise<Promotion> => {
    const name = written.code || written.title.en;
    await note(person, verb, { id: written.id, name }, written.showroom);
    await flashes.look();
    return written;
  };
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/promotions',
      summary:
        'Make a coupon, or a flash offer of a showroom. Desk only; hosts flash offers of their showroom',
      request: body(wishSchema),
      responses: ok('It', promotionSchema),
    }),
    async (c) => {
      const wish: PromotionWish = c.req.valid('json');
      const person = allowed(c, wish);
      const written = await promotions.set(await checked(parts, wish));
      return c.json(await done(person, 'promotion-made', written), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/desk/promotions/{id}',
      summary: 'Change one; what was bought by it stays as it was. Desk only; hosts flash offers of theirs',
      request: { params: id, ...body(wishSchema) },
      responses: ok('It', promotionSchema),
    }),
    async (c) => {
      const before = await own(c, promotions);
      const wish: PromotionWish = c.req.valid('json');
      const person = allowed(c, wish);
      const written = await promotions.set({ ...(await checked(parts, wish, before)), id: before.id });
      return c.json(await done(person, 'promotion-changed', written), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/promotions/{id}/status',
      summary: 'Switch one on or off. Desk only; hosts flash offers of their showroom',
      request: { params: id, ...body(z.strictObject({ status: z.enum(['on', 'off']) })) },
      responses: ok('It', promotionSchema),
    }),
    async (c) => {
      const before = await own(c, promotions);
      const person = allowed(c, before);
      const { status } = c.req.valid('json');
      if (status === 'on' && before.endsAt !== null && before.endsAt <= parts.clock.now())
        throw new Refusal('bad-input', 'endsAt: past');
      const written = await promotions.set({ ...before, status });
      return c.json(await done(person, status === 'on' ? 'promotion-on' : 'promotion-off', written), 200);
    },
  );
}

/** The promotion of the address, for who may look after it; strangers learn not even whether there is one. */
async function own(c: Context<Env>, promotions: Promotions): Promise<Promotion> {
  const found = await promotions.get(c.req.param('id') ?? '').catch((error: unknown) => {
    required(c, 'desk');
    throw error;
  });
  allowed(c, found);
  return found;
}

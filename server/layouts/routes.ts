import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LayoutStep } from '../../shared/model/layoutChange.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { type Env, openRoutes, type Routes, required } from '../http/app.ts';
import { openBuckets } from '../rateLimit.ts';
import type { LiveLayouts } from './live.ts';
import type { Asker, Layouts } from './records.ts';
import { changeSchema, entrySchema, idSchema, layoutSchema, saveSchema } from './schemas.ts';

/** Changes of one person: a piece that is dragged is told several times a second. */
const PER_PERSON = { perSecond: 12, burst: 48 };
/** Changes of one layout by all. */
const PER_LAYOUT = { perSecond: 30, burst: 90 };
/** Milliseconds after which a silent line is given a beat, so that nothing on its way closes it. */
const BEAT_MS = 15_000;

/** What the routes of layouts need. */
export type LayoutRoutesParts = { layouts: Layouts; live: LiveLayouts; clock: Clock };

const path = z.object({ id: idSchema });
const keyed = z.object({ 'layout-key': z.string().max(64).optional() });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });
const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});

const askerOf = (c: Context<Env>): Asker => ({
  visitor: required(c).visitor,
  key: c.req.header('layout-key'),
});

/** Layouts of people's own rooms: kept by who made them, looked at by who has the link, changed together by who has its key. */
export function layoutRoutes(parts: LayoutRoutesParts): Routes {
  const routes = openRoutes();
  keepRoutes(routes, parts);
  changeRoutes(routes, parts);
  watchRoute(routes, parts);
  return routes;
}

function keepRoutes(routes: Routes, { layouts }: LayoutRoutesParts): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/layouts',
      summary: 'The layouts that I have kept, the latest first',
      responses: ok('The layouts', z.object({ layouts: z.array(entrySchema) })),
    }),
    async (c) => c.json({ layouts: await layouts.list(required(c).visitor) }, 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/layouts/{id}',
      summary: 'A layout, for whoever has its id; `mine` tells whether I may change it',
      request: { params: path, headers: keyed },
      responses: ok('The layout', layoutSchema),
    }),
    async (c) => c.json(await layouts.get(c.req.valid('param').id, askerOf(c)), 200),
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/layouts/{id}',
      summary:
        'Keep a layout whole under an id of my own making; `rev` is the one I have read, 0 for a new one. `conflict` when somebody has saved since',
      request: { params: path, headers: keyed, ...body(saveSchema) },
      responses: ok('The layout', layoutSchema),
    }),
    async (c) => {
      const { rev, ...content } = c.req.valid('json');
      return c.json(await layouts.save(c.req.valid('param').id, content, rev, askerOf(c)), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/layouts/{id}',
      summary: 'Take a layout of mine away, for everybody',
      request: { params: path },
      responses: ok('It is gone', z.object({ ok: z.literal(true) })),
    }),
    async (c) => {
      await layouts.remove(c.req.valid('param').id, required(c).visitor);
      return c.json({ ok: true as const }, 200);
    },
  );
}

function changeRoutes(routes: Routes, { layouts, clock }: LayoutRoutesParts): void {
  const persons = openBuckets(PER_PERSON);
  const each = openBuckets(PER_LAYOUT);
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/layouts/{id}/changes',
      summary:
        'Move, add or take away pieces of an open layout; of each piece the last word stands. Others see it at once',
      request: { params: path, headers: keyed, ...body(changeSchema) },
      responses: ok('The `rev` that it led to', z.object({ rev: z.number().int() })),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { from, ...change } = c.req.valid('json');
      const asker = askerOf(c);
      const now = clock.now();
      if (!persons.take(asker.visitor, now) || !each.take(id, now)) throw new Refusal('too-many');
      return c.json(await layouts.change(id, change, from, asker), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/layouts/{id}/key',
      summary:
        'Let others change a layout of mine by a key, a fresh one each time; or not any more. Looking needs none',
      request: { params: path, ...body(z.strictObject({ may: z.boolean() })) },
      responses: ok('The layout, with its key', layoutSchema),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await layouts.share(id, c.req.valid('json').may, required(c).visitor), 200);
    },
  );
}

function watchRoute(routes: Routes, { layouts, live }: LayoutRoutesParts): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/layouts/{id}/events',
      summary:
        'A layout as it changes: server-sent events, first "layout" with all of it, then "step" for each change in the order of `rev`, "gone" at its end',
      request: { params: path },
      responses: {
        200: { description: 'The events', content: { 'text/event-stream': { schema: z.string() } } },
      },
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const asker = askerOf(c);
      const heard: (LayoutStep | null)[] = [];
      let tell = (step: LayoutStep | null): void => void heard.push(step);
      let over = (): void => {};
      const end = new Promise<void>((resolve) => {
        over = resolve;
      });
      // Listened to before it is read: no step is lost in between, and a page leaves those that it has already.
      const undo = live.follow(id, asker.visitor, (step) => tell(step), over);
      const whole = await layouts.get(id, asker).catch((error) => {
        undo();
        throw error;
      });
      return streamSSE(c, async (stream) => {
        const say = (event: string, data: unknown) => stream.writeSSE({ event, data: JSON.stringify(data) });
        const beat = setInterval(() => void stream.write(': \n\n'), BEAT_MS);
        tell = (step) => {
          const said = say(step ? 'step' : 'gone', step ?? {});
          // Its last word is on its way before the line ends.
          if (!step) void said.then(over);
        };
        stream.onAbort(over);
        void say('layout', whole);
        for (const step of heard) tell(step);
        await end;
        clearInterval(beat);
        undo();
      });
    },
  );
}

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { EVENT_STATUSES, type EventSheet } from '../../../shared/model/event.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Clock } from '../../clock.ts';
import { type Env, openRoutes, type Routes, required } from '../../http/app.ts';
import { readPicture } from '../../picture.ts';
import type { Guests } from '../guests.ts';
import { addressOf } from '../letters.ts';
import { toPoster } from '../poster.ts';
import type { EventPicture, Events } from '../records.ts';
import type { Reminders } from '../reminders.ts';
import type { Rundown } from '../rundown.ts';
import { email, guest, json, mailLanguage, plannedItems, sheet, wish } from '../schemas.ts';

/** What the routes of staff need; handed over by the composition root. */
export type EventDeskParts = {
  events: Events;
  guests: Guests;
  rundown: Rundown;
  reminders: Reminders;
  base(): string;
  clock: Clock;
};

/** Largest picture of an event, bytes, and pixels of its longer edge. */
const PICTURE_BYTES = 400 * 1024;
const PICTURE_PIXELS = 4096;

const id = z.object({ id: z.string().max(64) });
const item = z.object({ id: z.string().max(64), item: z.string().max(64) });
const invited = z.object({ id: z.string().max(64), email: z.string().max(254) });
const one = json('The event', z.object({ event: sheet }));
const people = json('The list', z.object({ guests: z.array(guest) }));
const body = <Schema extends z.ZodType>(schema: Schema) => ({
  content: { 'application/json': { schema } },
  required: true as const,
});
const binary = z.string().openapi({ format: 'binary' });

/** How hosts plan and run events. All of it is for hosts only. */
export function eventDeskRoutes(parts: EventDeskParts): Routes {
  const routes = openRoutes();
  const { events, guests, rundown, reminders, base, clock } = parts;
  /** The event of the address, for hosts of its showroom's brand; strangers learn not even whether there is one. */
  const own = async (c: Context<Env>): Promise<EventSheet> => {
    const event = await events.get(c.req.param('id') ?? '').catch((error: unknown) => {
      required(c, 'host');
      throw error;
    });
    required(c, 'host', event.showroom);
    return event;
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/events',
      summary: 'All events, the latest first, with drafts, keys and rehearsals. Hosts only',
      responses: json('The events', z.object({ events: z.array(sheet), now: z.number() })),
    }),
    async (c) => {
      required(c, 'host');
      return c.json({ events: await events.list(), now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/events',
      summary: 'Draft an event. Hosts only',
      request: { body: body(wish) },
      responses: one,
    }),
    async (c) => {
      required(c, 'host', c.req.valid('json').showroom);
      return c.json({ event: await events.create(c.req.valid('json')) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/events/{id}',
      summary: 'One event as its staff see it. Hosts only',
      request: { params: id },
      responses: json('The event', z.object({ event: sheet, now: z.number() })),
    }),
    async (c) => {
      return c.json({ event: await own(c), now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/events/{id}',
      summary:
        'Change an event; what is left out stays, time and showroom stay once it has begun. Hosts only',
      request: { params: id, body: body(wish.partial()) },
      responses: one,
    }),
    async (c) => {
      await own(c);
      const { showroom } = c.req.valid('json');
      if (showroom) required(c, 'host', showroom);
      return c.json({ event: await events.edit(c.req.valid('param').id, c.req.valid('json')) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/console/events/{id}',
      summary: 'Throw a draft away. Hosts only',
      request: { params: id },
      responses: json('Gone', z.object({ ok: z.literal(true) })),
    }),
    async (c) => {
      await own(c);
      await events.remove(c.req.valid('param').id);
      return c.json({ ok: true as const }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/events/{id}/status',
      summary: 'Move an event by the transition table; `conflict` when somebody was faster. Hosts only',
      request: { params: id, body: body(z.strictObject({ to: z.enum(EVENT_STATUSES) })) },
      responses: one,
    }),
    async (c) => {
      await own(c);
      const event = await events.move(c.req.valid('param').id, c.req.valid('json').to);
      void reminders.tick();
      return c.json({ event }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/events/{id}/picture',
      summary: 'Give an event a picture: PNG, WebP or JPEG, as it is, up to 400 kB. Hosts only',
      request: {
        params: id,
        body: {
          content: {
            'image/webp': { schema: binary },
            'image/png': { schema: binary },
            'image/jpeg': { schema: binary },
          },
          required: true,
        },
      },
      responses: one,
    }),
    async (c) => {
      await own(c);
      const picture = await pictureOf(c);
      return c.json({ event: await events.setPicture(c.req.valid('param').id, picture) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/console/events/{id}/picture',
      summary: 'Take the picture of an event away. Hosts only',
      request: { params: id },
      responses: one,
    }),
    async (c) => {
      await own(c);
      return c.json({ event: await events.setPicture(c.req.valid('param').id, null) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/events/{id}/rundown',
      summary:
        'Set the rundown of an event in its order; items with their id keep their real times. Hosts only',
      request: { params: id, body: body(plannedItems) },
      responses: one,
    }),
    async (c) => {
      await own(c);
      const { items } = c.req.valid('json');
      return c.json({ event: await rundown.set(c.req.valid('param').id, items) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/events/{id}/rundown/{item}/start',
      summary:
        'Start an item and end the one before; a product on a stand is pinned in the rooms. Hosts only',
      request: { params: item },
      responses: one,
    }),
    async (c) => {
      await own(c);
      const at = c.req.valid('param');
      return c.json({ event: await rundown.start(at.id, at.item) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/events/{id}/rundown/{item}/end',
      summary: 'End an item that is running. Hosts only',
      request: { params: item },
      responses: one,
    }),
    async (c) => {
      await own(c);
      const at = c.req.valid('param');
      return c.json({ event: await rundown.end(at.id, at.item) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/events/{id}/guests',
      summary: 'Who is on the list of an event. Hosts only',
      request: { params: id },
      responses: people,
    }),
    async (c) => {
      await own(c);
      return c.json({ guests: await guests.list(c.req.valid('param').id) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/events/{id}/guests',
      summary:
        'Put people on the list of an event; each is sent their own link once it is announced. Hosts only',
      request: {
        params: id,
        body: body(
          z.strictObject({
            guests: z
              .array(z.strictObject({ email, name: z.string().trim().max(80), language: mailLanguage }))
              .min(1)
              .max(200),
          }),
        ),
      },
      responses: people,
    }),
    async (c) => {
      const { id: event } = await own(c);
      const list = await guests.add(event, c.req.valid('json').guests);
      void reminders.tick();
      return c.json({ guests: list }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/console/events/{id}/guests/{email}',
      summary: 'Take somebody off the list of an event. Hosts only',
      request: { params: invited },
      responses: people,
    }),
    async (c) => {
      await own(c);
      const who = c.req.valid('param');
      return c.json({ guests: await guests.remove(who.id, who.email) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/console/events/{id}/guests/{email}/invitation',
      summary: 'Send somebody on the list their link again. Hosts only',
      request: { params: invited },
      responses: people,
    }),
    async (c) => {
      await own(c);
      const who = c.req.valid('param');
      const list = await guests.resend(who.id, who.email);
      void reminders.tick();
      return c.json({ guests: list }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/events/{id}/poster.svg',
      summary: 'A poster of an event with its QR code, to be printed in A4. Hosts only',
      request: { params: id, query: z.object({ language: mailLanguage.default('en') }) },
      responses: { 200: { description: 'The poster', content: { 'image/svg+xml': { schema: z.string() } } } },
    }),
    async (c) => {
      const event = await own(c);
      const key = event.access === 'link' ? event.accessKey : '';
      const poster = toPoster(event, c.req.valid('query').language, addressOf(base(), event, key));
      return c.body(poster, 200, { 'content-type': 'image/svg+xml' });
    },
  );
  return routes;
}

/** The picture that a request carries, told by its head; `bad-input` or `too-large` otherwise. */
async function pictureOf(c: Context<Env>): Promise<EventPicture> {
  const bytes = Buffer.from(await c.req.arrayBuffer());
  if (bytes.length > PICTURE_BYTES) throw new Refusal('too-large', 'picture: at most 400 kB');
  const head = readPicture(bytes);
  if (!head) throw new Refusal('bad-input', 'picture: a PNG, WebP or JPEG picture, please');
  const { type, width, height } = head;
  if (width < 1 || height < 1 || Math.max(width, height) > PICTURE_PIXELS)
    throw new Refusal('bad-input', `picture: at most ${PICTURE_PIXELS} pixels wide and high`);
  return { type, bytes };
}

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { EventCard, EventSheet } from '../../shared/model/event.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { type Env, may, openRoutes, type Routes } from '../http/app.ts';
import { openBuckets } from '../rateLimit.ts';
import { toCalendar } from './calendar.ts';
import type { Guests } from './guests.ts';
import { addressOf } from './letters.ts';
import { toQr } from './poster.ts';
import type { Events } from './records.ts';
import type { Reminders } from './reminders.ts';
import { toCard } from './rows.ts';
import { card, email, json, mailLanguage, ticket } from './schemas.ts';

/** What the routes need; handed over by the composition root. */
export type EventRoutesParts = {
  events: Events;
  guests: Guests;
  reminders: Reminders;
  /** The address of the house. */
  base(): string;
  clock: Clock;
};

/** Reminders that one address may ask for: each sends a mail. */
const PER_ADDRESS = { perSecond: 0.1, burst: 10 };
const params = z.object({ slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) });
const query = z.object({ ticket });
const done = z.object({ ok: z.literal(true) });

/** Invitations for everybody who may have them: events, their pictures, calendar files, QR codes, reminders. */
export function eventRoutes({ events, guests, reminders, base, clock }: EventRoutesParts): Routes {
  const routes = openRoutes();
  const buckets = openBuckets(PER_ADDRESS);
  /** An event that one may see: `not-found` for a draft, `not-invited` without its ticket; staff see all. */
  const readable = async (c: Context<Env>, slug: string, shown: string | undefined): Promise<EventSheet> => {
    const event = await events.bySlug(slug);
    if (may(c, 'moderator', event.showroom)) return event;
    if (event.status === 'draft') throw new Refusal('not-found', 'no such event');
    if (!(await guests.admits(event, shown))) throw new Refusal('not-invited');
    return event;
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/events',
      summary:
        'Events for everybody that are live, coming and to be watched again; `now` is the time by which they start',
      responses: json('The events', z.object({ events: z.array(card), now: z.number() })),
    }),
    async (c) => {
      const now = clock.now();
      const announced = (await events.list())
        .filter(({ access }) => access === 'public')
        .map((event) => toCard(event))
        .filter(({ status, endsAt }) =>
          status === 'scheduled' ? endsAt > now : status === 'live' || status === 'replay',
        )
        .sort(
          (a, b) =>
            rank(a) - rank(b) || (a.status === 'replay' ? b.startsAt - a.startsAt : a.startsAt - b.startsAt),
        );
      return c.json({ events: announced, now }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/events/{slug}',
      summary: 'One event; one that is not for everybody needs its ticket',
      request: { params, query },
      responses: json('The event', z.object({ event: card, now: z.number() })),
    }),
    async (c) => {
      const shown = c.req.valid('query').ticket;
      const event = await readable(c, c.req.valid('param').slug, shown);
      return c.json({ event: toCard(event, shown), now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/events/{slug}/picture',
      summary: "An event's picture; its address changes with it",
      request: { params, query: z.object({ ticket, at: z.string().optional() }) },
      responses: { 200: { description: 'The picture' } },
    }),
    async (c) => {
      const { slug } = c.req.valid('param');
      const shown = c.req.valid('query').ticket;
      // An element of a page sends no session: by the key staff see the picture of a draft, too.
      const known = await events.bySlug(slug);
      const event = guests.holdsKey(known, shown) ? known : await readable(c, slug, shown);
      const picture = await events.picture(event.id);
      if (!picture) throw new Refusal('not-found', 'there is no picture');
      return c.body(new Uint8Array(picture.bytes), 200, { 'content-type': picture.type });
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/events/{slug}/calendar.ics',
      summary: 'An event as a calendar file (RFC 5545)',
      request: { params, query: z.object({ ticket, language: mailLanguage.default('en') }) },
      responses: { 200: { description: 'The file', content: { 'text/calendar': { schema: z.string() } } } },
    }),
    async (c) => {
      const { ticket: shown, language } = c.req.valid('query');
      const event = await readable(c, c.req.valid('param').slug, shown);
      const file = toCalendar(event, language, addressOf(base(), event, shown ?? ''));
      return c.body(file, 200, {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="${event.slug}.ics"`,
      });
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/events/{slug}/qr.svg',
      summary: "The address of an event's invitation as a QR code",
      request: { params, query },
      responses: {
        200: { description: 'The picture', content: { 'image/svg+xml': { schema: z.string() } } },
      },
    }),
    async (c) => {
      const shown = c.req.valid('query').ticket;
      const event = await readable(c, c.req.valid('param').slug, shown);
      return c.body(toQr(addressOf(base(), event, shown ?? '')), 200, { 'content-type': 'image/svg+xml' });
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/events/{slug}/reminders',
      summary: 'Be reminded by mail a day and an hour before an event; twice is once',
      request: {
        params,
        body: {
          content: {
            'application/json': { schema: z.strictObject({ email, language: mailLanguage, ticket }) },
          },
          required: true,
        },
      },
      responses: json('Noted', done),
    }),
    async (c) => {
      const who = c.req.valid('json');
      const event = await readable(c, c.req.valid('param').slug, who.ticket);
      if (!buckets.take(c.env.incoming?.socket.remoteAddress ?? '', clock.now()))
        throw new Refusal('too-many');
      await reminders.signUp(event, { ...who, ticket: who.ticket ?? '' });
      void reminders.tick();
      return c.json({ ok: true as const }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/events/reminders/{token}/end',
      summary: 'End the reminders of a sign-up, also by one press in a mail program (RFC 8058)',
      request: { params: z.object({ token: z.string().max(64) }) },
      responses: json('Ended', done),
    }),
    async (c) => {
      await reminders.forget(c.req.valid('param').token);
      return c.json({ ok: true as const }, 200);
    },
  );
  return routes;
}

/** Live ones first, then the coming, then those to be watched again. */
const rank = ({ status }: EventCard): number => ['live', 'scheduled', 'replay'].indexOf(status);

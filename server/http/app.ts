import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, Next } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { Refusal, type RefusalCode } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { openBuckets } from '../rateLimit.ts';
import { isOwnOrigin } from './origin.ts';
import { mayActAs, type Person, type Role } from './person.ts';

/** What each request carries: who asks (set once by `identify`). */
export type Env = {
  Variables: { person: Person | undefined };
  Bindings: { incoming: { socket: { remoteAddress?: string } } };
};
/** A group of routes; each slice makes one. */
export type Routes = OpenAPIHono<Env>;

const STATUS: Record<RefusalCode, 400 | 401 | 402 | 403 | 404 | 409 | 410 | 413 | 429 | 500 | 503> = {
  'bad-input': 400,
  'too-large': 413,
  'too-many': 429,
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'room-full': 503,
  'not-open': 403,
  'not-invited': 403,
  'seat-taken': 409,
  'too-far': 409,
  'out-of-stock': 409,
  'cart-empty': 409,
  'price-changed': 409,
  'card-declined': 402,
  'payment-unavailable': 503,
  'media-unavailable': 503,
  muted: 403,
  'slow-mode': 429,
  removed: 403,
  banned: 403,
  offline: 503,
  internal: 500,
};

/** The status with which a refusal is answered. */
export const statusOf = (code: RefusalCode) => STATUS[code];

/** Where the hashed bundles of the pages lie. */
const BUNDLES = '/bundle/';
/** Largest request body, bytes. */
const MAX_BODY_BYTES = 64 * 1024;
/** What may be larger, bytes: pictures and files that are sent as they are, whole catalogues. What they are for may bound them further. */
const LARGER: readonly [RegExp, number][] = [
  [/^\/api\/console\/.+\/picture$/, 512 * 1024],
  [/^\/api\/designer\/files$/, 64 * 1024 * 1024],
  [/^\/api\/designer\/import$/, 64 * 1024 * 1024],
  [/^\/api\/designer\/(products|drafts)/, 8 * 1024 * 1024],
];
/** Resumable uploads: they bound each piece by what was announced. */
const UNBOUNDED = /^\/api\/designer\/uploads(\/|$)/;
/** Requests to the interface that one address may make. */
const PER_ADDRESS = { perSecond: 30, burst: 120 };

/** An empty group of routes that answers a payload of the wrong shape with `bad-input` and where it is wrong. */
export function openRoutes(): Routes {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (result.success) return;
      const issue = result.error.issues[0];
      throw new Refusal(
        'bad-input',
        `${issue?.path.join('.') || result.target}: ${issue?.message ?? 'not valid'}`,
      );
    },
  });
}

/** What the HTTP application needs from the house. */
export type AppParts = {
  publicUrl: string;
  log: Log;
  clock: Clock;
  who(token: string): Promise<Person>;
  routes: Routes[];
};

/** The HTTP interface under `/api`: origin check, rate, identity, size, slices' routes, OpenAPI document, typed refusals. */
export function openApp({ publicUrl, log, clock, who, routes }: AppParts): Routes {
  const app = openRoutes();
  const buckets = openBuckets(PER_ADDRESS);
  const policy = secureHeaders(securityPolicy(publicUrl));
  app.use((c, next) => (c.req.path.startsWith(BUNDLES) ? bare(c, next) : policy(c, next)));
  app.use('/api/*', async (c, next) => {
    if (!isOwnOrigin(c.req.header('origin'), c.req.header('host'), publicUrl))
      throw new Refusal('not-allowed', 'this origin may not use the interface');
    if (!buckets.take(c.env.incoming?.socket.remoteAddress ?? '', clock.now())) throw new Refusal('too-many');
    const token = c.req.header('authorization')?.replace(/^Bearer /, '');
    c.set('person', token ? await who(token).catch(() => undefined) : undefined);
    await next();
    c.header('cache-control', 'no-store');
  });
  const atMost = (maxSize: number) => bodyLimit({ maxSize, onError: () => refuse(new Refusal('too-large')) });
  const small = atMost(MAX_BODY_BYTES);
  const larger = LARGER.map(([path, bytes]) => [path, atMost(bytes)] as const);
  app.use('/api/*', (c, next) => {
    if (UNBOUNDED.test(c.req.path)) return next();
    const [, own] = larger.find(([path]) => path.test(c.req.path)) ?? [];
    return (own ?? small)(c, next);
  });
  for (const group of routes) app.route('/', group);
  app.doc31('/api/openapi.json', { openapi: '3.1.0', info: { title: 'Vitrine', version: '0.1.0' } });
  app.all('/api/*', () => refuse(new Refusal('not-found', 'no such address')));
  app.onError((error, c) => answerError(error, c, log));
  return app;
}

/** A policy rules pages; on the hundred bundles of a page it would be weight only. */
async function bare(c: Context, next: Next): Promise<void> {
  await next();
  c.header('x-content-type-options', 'nosniff');
}

function refuse(refusal: Refusal): Response {
  return Response.json(refusal.body(), { status: statusOf(refusal.code) });
}

function answerError(error: Error, c: Context, log: Log): Response {
  if (error instanceof Refusal) return refuse(error);
  if (error instanceof HTTPException && error.status < 500)
    return refuse(new Refusal(error.status === 413 ? 'too-large' : 'bad-input', error.message));
  const incident = randomUUID();
  log.error({ err: error, incident, path: c.req.path }, 'request failed');
  return refuse(new Refusal('internal', undefined, incident));
}

/** Who asks, when they may act in a role; `not-signed-in` or `not-allowed` otherwise. */
export function required(c: Context<Env>, role: Role = 'visitor'): Person {
  const person = c.get('person');
  if (!person) throw new Refusal('not-signed-in');
  if (!mayActAs(person.role, role)) throw new Refusal('not-allowed', `for ${role}s only`);
  return person;
}

function securityPolicy(publicUrl: string) {
  const socket = publicUrl.replace(/^http/, 'ws');
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:', 'mediastream:'],
      connectSrc: ["'self'", socket, 'blob:', 'data:'],
      workerSrc: ["'self'", 'blob:'],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
    },
    permissionsPolicy: {
      camera: ['self' as const],
      microphone: ['self' as const],
      displayCapture: ['self' as const],
      xrSpatialTracking: ['self' as const],
      geolocation: [],
    },
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
    crossOriginResourcePolicy: 'same-origin',
  };
}

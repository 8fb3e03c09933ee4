import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenAPIHono } from '@hono/zod-openapi';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { Refusal, type RefusalCode } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { openBuckets } from '../rateLimit.ts';
import { isOwnOrigin } from './origin.ts';
import { HOUSE_BRAND, mayAct, type Person, type Role } from './person.ts';

/** What each request carries: who asks (set once by `identify`), and whose a showroom is. */
export type Env = {
  Variables: { person: Person | undefined; brandOf: (showroom: string) => string };
  Bindings: { incoming: IncomingMessage; outgoing: ServerResponse };
};
/** A group of routes; each slice makes one. */
export type Routes = OpenAPIHono<Env>;

const STATUS: Record<RefusalCode, 400 | 401 | 402 | 403 | 404 | 409 | 410 | 413 | 429 | 500 | 503> = {
  'bad-input': 400,
  'too-large': 413,
  'too-many': 429,
  'not-signed-in': 401,
  'wrong-credentials': 401,
  'weak-password': 400,
  'second-factor-needed': 403,
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
  [/^\/api\/payments\/[a-z]+\/webhook$/, 256 * 1024],
  [/^\/api\/designer\/files$/, 64 * 1024 * 1024],
  [/^\/api\/designer\/import$/, 64 * 1024 * 1024],
  [/^\/api\/designer\/(products|drafts)/, 8 * 1024 * 1024],
];
/** Where payment providers tell what happened: they come in bursts from a few addresses, and their signature is checked before anything else is done. */
const WEBHOOK = /^\/api\/payments\/[a-z]+\/webhook$/;
/** Resumable uploads: they bound each piece by what was announced. */
const UNBOUNDED = /^\/api\/designer\/uploads(\/|$)/;
/** Requests to the interface that one person may make. */
const PER_PERSON = { perSecond: 30, burst: 120 };
/** Seconds' worth of its rate that an address may ask for at once: a launch is watched from one office, or from behind one gate. */
const ADDRESS_BURST_S = 10;

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
  /** Requests a second to the interface from one address. */
  perAddress: number;
  /** Whom a bearer token or cookies speak for. */
  identify(proof: { token?: string | undefined; cookies?: string | undefined }): Promise<Person | undefined>;
  /** The brand to which a showroom belongs. */
  brandOf(showroom: string): string;
  routes: Routes[];
  /** A payment provider whose script has to come from its own place. */
  payments?: { script: string; api: string } | undefined;
};

/** The HTTP interface under `/api`: origin check, rate, identity, size, slices' routes, OpenAPI document, typed refusals. */
export async function openApp(parts: AppParts): Promise<Routes> {
  const { publicUrl, log, clock, perAddress, identify, brandOf, routes, payments } = parts;
  const app = openRoutes();
  const addresses = openBuckets({ perSecond: perAddress, burst: perAddress * ADDRESS_BURST_S });
  const persons = openBuckets(PER_PERSON);
  const policy = await policyHeaders(publicUrl, payments);
  // Set before there is an answer: to open a finished one again costs more than many a request.
  app.use((c, next) => {
    for (const [name, value] of c.req.path.startsWith(BUNDLES) ? BARE : policy)
      c.env.outgoing.setHeader(name, value);
    return next();
  });
  app.use('/api/*', async (c, next) => {
    if (!isOwnOrigin(c.req.header('origin'), c.req.header('host'), publicUrl))
      throw new Refusal('not-allowed', 'this origin may not use the interface');
    const address = c.env.incoming.socket.remoteAddress ?? '';
    if (!WEBHOOK.test(c.req.path) && !addresses.take(address, clock.now())) throw new Refusal('too-many');
    const token = c.req.header('authorization')?.replace(/^Bearer /, '');
    const person = await identify({ token, cookies: c.req.header('cookie') });
    if (person && !persons.take(person.visitor, clock.now())) throw new Refusal('too-many');
    c.set('person', person);
    c.set('brandOf', brandOf);
    c.env.outgoing.setHeader('cache-control', 'no-store');
    await next();
  });
  const atMost = (maxSize: number): MiddlewareHandler<Env> => {
    const onError = () => refuse(new Refusal('too-large'));
    const inPieces = bodyLimit({ maxSize, onError });
    return async (c, next) => {
      const { headers } = c.env.incoming;
      if (headers['transfer-encoding'] !== undefined) return inPieces(c, next);
      // Node lets nothing past the length that is announced, and takes none as no body.
      return Number(headers['content-length'] ?? 0) > maxSize ? onError() : next();
    };
  };
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
const BARE: readonly [string, string][] = [['x-content-type-options', 'nosniff']];

/** Our policy as headers. */
async function policyHeaders(publicUrl: string, payments: AppParts['payments']): Promise<[string, string][]> {
  const probe = new Hono().use(secureHeaders(securityPolicy(publicUrl, payments)));
  const { headers } = await probe.get('/', (c) => c.body(null)).request('/');
  return [...headers];
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

/**
 * Who asks, when they may act in a role in the brand of a showroom (the house's, when none is named); `not-signed-in`,
 * `second-factor-needed` or `not-allowed` otherwise.
 */
export function required(c: Context<Env>, role: Role = 'visitor', showroom?: string): Person {
  const person = c.get('person');
  if (!person) throw new Refusal('not-signed-in');
  const brand = showroom === undefined ? HOUSE_BRAND : c.get('brandOf')(showroom);
  if (mayAct(person, role, brand)) return person;
  if (person.unproved?.includes(brand)) throw new Refusal('second-factor-needed');
  throw new Refusal('not-allowed', `for ${role}s only`);
}

/** Whether who asks may act in a role in the brand of a showroom. */
export function may(c: Context<Env>, role: Role, showroom: string): boolean {
  const person = c.get('person');
  return person !== undefined && mayAct(person, role, c.get('brandOf')(showroom));
}

/** What else a provider's script opens: its own frames, and the frames of banks (https://docs.stripe.com/security/guide#content-security-policy). */
const PROVIDER_FRAMES = ['https://*.js.stripe.com', 'https://hooks.stripe.com'];

function securityPolicy(publicUrl: string, payments: AppParts['payments']) {
  const socket = publicUrl.replace(/^http/, 'ws');
  const script = payments ? [new URL(payments.script).origin] : [];
  const api = payments ? [new URL(payments.api).origin] : [];
  const frames = payments ? ["'self'", ...script, ...PROVIDER_FRAMES] : undefined;
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'", ...script],
      ...(frames && { frameSrc: frames }),
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:', 'mediastream:'],
      connectSrc: ["'self'", socket, 'blob:', 'data:', ...api],
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
    // Wallets open windows that answer to the page.
    ...(payments && { crossOriginOpenerPolicy: 'same-origin-allow-popups' }),
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000' : false,
    crossOriginResourcePolicy: 'same-origin',
  };
}

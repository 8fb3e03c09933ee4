import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import type { Clock } from '../clock.ts';
import { STRIPE_BANK, STRIPE_FRAME, STRIPE_SCRIPT } from './stripeFakeScript.ts';
import { type FakeEvent, openStripeStore, StripeFault, type StripeStore } from './stripeFakeStore.ts';

/** The keys that the fake takes. */
export const FAKE_KEYS = {
  secretKey: 'sk_test_fake',
  publishableKey: 'pk_test_fake',
  webhookSecret: 'whsec_fake',
} as const;

/** What goes wrong with a request: it never arrives, its answer is lost, or Stripe itself fails, before or after it did what was asked. */
type Trouble = { path: RegExp; how: 'unheard' | 'lost' | 'fails' | 'fails-after' | 'busy'; times: number };
/** How a notice is sent otherwise than Stripe does. */
export type Sending = { secret?: string; atMs?: number; body?: string };

/** A Stripe on this machine: the part of its interface that the shop uses, with real shapes, keys, errors and signatures; pays by test methods. The opener closes it. */
export async function openStripeFake(clock: Clock) {
  const told: FakeEvent[] = [];
  const troubles: Trouble[] = [];
  const requests: string[] = [];
  let hook: ((event: FakeEvent) => void) | undefined;
  const sent: Promise<unknown>[] = [];
  let url = '';
  const hear = (event: FakeEvent): void => {
    told.push(event);
    hook?.(event);
  };
  const store = openStripeStore(clock, hear, () => url);
  const answers = new Map<string, Answered>();
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const trouble = troubles.find(({ path, times }) => times > 0 && path.test(request.url ?? ''));
    if (trouble) trouble.times -= 1;
    answer({ store, answers, trouble }, request, response).catch((error) => {
      response.writeHead(500).end(JSON.stringify({ error: { type: 'api_error', message: String(error) } }));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** A notice as it goes over the line. */
  const sign = (event: FakeEvent, { secret, atMs, body }: Sending = {}) => {
    const payload = JSON.stringify(event);
    const signature = Stripe.webhooks.generateTestHeaderString({
      ...{ payload, secret: secret ?? FAKE_KEYS.webhookSecret },
      timestamp: Math.floor((atMs ?? clock.now()) / 1000),
    });
    return { body: body ?? payload, signature };
  };
  /** Sends a notice; answers the status that came back. */
  const send = async (to: string, event: FakeEvent, how: Sending = {}): Promise<number> => {
    const { body, signature } = sign(event, how);
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    return (await fetch(to, { method: 'POST', headers, body })).status;
  };
  return {
    ...{ url, store, sign, send, requests },
    script: `${url}/v3/`,
    /** Every event so far, oldest first. */
    events: told as readonly FakeEvent[],
    /** From now on each event is sent at once to an address. */
    hookTo(to: string) {
      hook = (event) => sent.push(send(to, event).catch(() => 0));
    },
    /** Waits until all that was sent by itself has arrived. */
    quiet: async () => {
      while (sent.length > 0) await sent.shift();
    },
    /** Some requests to come go wrong. */
    trouble: (path: RegExp, how: Trouble['how'], times = 1) => void troubles.push({ path, how, times }),
    /** A day passes at Stripe: it forgets the keys of requests. */
    forgetKeys: () => answers.clear(),
    close: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** A running fake. */
export type StripeFake = Awaited<ReturnType<typeof openStripeFake>>;

type Answered = { asked: string; status: number; body: string };
type Params = { [name: string]: string | Params };

/** Reads `a=1&b[c]=2` as Stripe does. */
function parse(text: string): Params {
  const params: Params = {};
  for (const [path, value] of new URLSearchParams(text)) {
    const names = path.split(/[[\]]+/).filter(Boolean);
    let at = params;
    for (const one of names.slice(0, -1)) {
      at[one] ??= {};
      at = at[one] as Params;
    }
    at[names.at(-1)!] = value;
  }
  return params;
}

async function answer(
  parts: { store: StripeStore; answers: Map<string, Answered>; trouble: Trouble | undefined },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { answers, trouble } = parts;
  let text = '';
  for await (const chunk of request) text += chunk;
  const url = new URL(request.url ?? '/', 'http://fake');
  if (trouble?.how === 'unheard') return void request.socket.destroy();
  const reply = (status: number, body: string, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, {
        ...{ 'content-type': 'application/json', 'request-id': 'req_fake', ...OPEN },
        // Stripe says so with its own failures, for their answer would only be repeated.
        ...(status >= 500 && { 'stripe-should-retry': 'false' }),
        ...headers,
      })
      .end(body);
  const failed = () => reply(500, JSON.stringify({ error: { type: 'api_error', message: 'Stripe failed' } }));
  if (request.method === 'OPTIONS') return void reply(204, '');
  const page = pageAt(url.pathname);
  if (page && request.method === 'GET') return void reply(200, page.text, { 'content-type': page.type });
  if (url.pathname.startsWith(BANK))
    return void reply(303, '', { location: fromBank(parts.store, url, text) });
  if (trouble?.how === 'fails') return void failed();
  if (trouble?.how === 'busy')
    return void reply(429, problem('rate_limit', 'rate_limit_error', 'Too many requests'));

  const params = parse(request.method === 'GET' ? url.search : text);
  const key = request.headers['idempotency-key'];
  const asked = `${request.method} ${url.pathname} ${text}`;
  const known = typeof key === 'string' ? answers.get(key) : undefined;
  if (known && known.asked !== asked) return void reply(400, problem('', 'idempotency_error', OTHER_PARAMS));
  const result = known ?? { asked, ...carryOut(parts.store, request, url.pathname, params) };
  // What never began is not remembered under its key.
  if (typeof key === 'string' && result.status !== 401) answers.set(key, result);
  if (trouble?.how === 'lost') return void request.socket.destroy();
  if (trouble?.how === 'fails-after') return void failed();
  reply(result.status, result.body, known ? { 'idempotent-replayed': 'true' } : {});
}

const BANK = '/redirect/authenticate/';
/** What browsers load. */
function pageAt(path: string): { text: string; type: string } | undefined {
  if (path === '/v3/') return { text: STRIPE_SCRIPT, type: 'text/javascript' };
  if (path === '/v3/elements-inner-payment.html') return { text: STRIPE_FRAME, type: 'text/html' };
  return path.startsWith(BANK) ? { text: STRIPE_BANK, type: 'text/html' } : undefined;
}

/** Takes a buyer's answer at their bank; answers where they go on, as Stripe writes it. */
function fromBank(store: StripeStore, { pathname, searchParams }: URL, text: string): string {
  const intent = store.intent(pathname.slice(BANK.length));
  const next = intent.next_action as { redirect_to_url?: { return_url: string } } | null;
  if (intent.client_secret !== searchParams.get('client_secret') || !next?.redirect_to_url)
    throw new Error('nobody was sent to their bank for this');
  const passes = new URLSearchParams(text).get('passes') === 'true';
  const { id, client_secret } = store.authenticate(intent.id, passes);
  const back = new URL(next.redirect_to_url.return_url);
  back.searchParams.set('payment_intent', id);
  back.searchParams.set('payment_intent_client_secret', client_secret);
  back.searchParams.set('redirect_status', passes ? 'succeeded' : 'failed');
  return back.href;
}

const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'cross-origin-resource-policy': 'cross-origin',
};
const OTHER_PARAMS =
  'Keys for idempotent requests can only be used with the same parameters they were first used with.';
const problem = (code: string, type: string, message: string): string =>
  JSON.stringify({ error: { type, message, ...(code && { code }) } });

function carryOut(
  store: StripeStore,
  request: IncomingMessage,
  path: string,
  params: Params,
): { status: number; body: string } {
  try {
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? String(params.key ?? '');
    return { status: 200, body: JSON.stringify(route(store, given, `${request.method} ${path}`, params)) };
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return { status: error.status, body: JSON.stringify(error.body) };
  }
}

/** The number of the card in a request of the element. */
function cardIn({ payment_method_data: data }: Params): string {
  const card = typeof data === 'object' ? data.card : undefined;
  return typeof card === 'object' ? String(card.number ?? '') : '';
}

function route(store: StripeStore, key: string, asked: string, params: Params): unknown {
  const [, verb = '', id = '', action = ''] = /^(\w+ \/v1\/\w+)(?:\/(\w+))?(?:\/(\w+))?$/.exec(asked) ?? [];
  const refuse = (status: number, message: string) =>
    new StripeFault(status, { type: 'invalid_request_error', message });
  // A browser has the public key, and the secret of one intent.
  const isBuyer = key === FAKE_KEYS.publishableKey;
  if (isBuyer && store.intents.get(id)?.client_secret !== params.client_secret)
    throw refuse(401, 'The client_secret provided does not match the client_secret of this PaymentIntent.');
  if (!isBuyer && key !== FAKE_KEYS.secretKey) throw refuse(401, `Invalid API Key provided: ${key}`);
  const text = (name: string): string => (typeof params[name] === 'string' ? params[name] : '');
  const metadata = (params.metadata ?? {}) as Record<string, string>;
  switch (`${verb}${id && '/id'}${action && `/${action}`}`) {
    case 'GET /v1/payment_intents/id':
      return store.intent(id);
    case 'POST /v1/payment_intents/id/confirm':
      return store.confirm(id, text('payment_method') || cardIn(params), text('return_url'));
    case 'POST /v1/payment_intents/id/authenticate':
      return store.authenticate(id, text('passes') === 'true');
  }
  if (isBuyer) throw refuse(401, 'This API call cannot be made with a publishable API key.');
  switch (`${verb}${id && '/id'}${action && `/${action}`}`) {
    case 'POST /v1/payment_intents': {
      const { capture_method, receipt_email } = params as Record<string, string>;
      return store.create({
        ...{ amount: Number(text('amount')), currency: text('currency'), metadata },
        ...(capture_method && { capture_method }),
        ...(receipt_email && { receipt_email }),
      });
    }
    case 'POST /v1/payment_intents/id/cancel':
      return store.cancel(id);
    case 'POST /v1/payment_intents/id/capture':
      return store.capture(id);
    case 'POST /v1/refunds': {
      const amount = text('amount');
      return store.refund({
        ...{ payment_intent: text('payment_intent'), metadata },
        ...(amount && { amount: Number(amount) }),
      });
    }
    case 'GET /v1/refunds': {
      const of = [...store.refunds.values()].filter((one) => one.payment_intent === text('payment_intent'));
      const data = of.reverse().slice(0, Number(text('limit') || 10));
      return { object: 'list', url: '/v1/refunds', has_more: data.length < of.length, data };
    }
    case 'GET /v1/refunds/id':
      return store.look(store.refunds, 'refund', id);
    case 'GET /v1/disputes/id':
      return store.look(store.disputes, 'dispute', id);
    case 'GET /v1/events/id':
      return store.look(store.events, 'event', id);
  }
  throw refuse(404, `Unrecognized request URL (${asked}).`);
}

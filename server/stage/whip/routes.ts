import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { Refusal } from '../../../shared/wire/refusal.ts';
import type { Clock } from '../../clock.ts';
import type { IceServer } from '../../config.ts';
import { type Env, openRoutes, type Routes, required } from '../../http/app.ts';
import { mayAct, type Person, roleIn } from '../../http/person.ts';
import { openBuckets } from '../../rateLimit.ts';
import { sameText } from '../../sameText.ts';
import type { Ingest } from './ingest.ts';
import type { Playback } from './playback.ts';
import type { Sessions } from './session.ts';

/** What WHIP and WHEP need from the house. */
export type WhipParts = {
  ingest: Ingest;
  playback: Playback;
  sessions: Sessions;
  clock: Clock;
  who(token: string): Promise<Person>;
  /** The brand to which a showroom belongs. */
  brandOf(showroom: string): string;
  /** The key with which an encoder may send to a showroom. */
  streamKey(showroom: string): string;
  iceServers: readonly IceServer[];
  /** Throws `not-found` for a showroom that isn't there. */
  known(showroom: string): Promise<unknown>;
  /** Whether a visitor may be in a showroom now, with what they have in hand. */
  mayEnter(showroom: string, ticket: string | undefined): Promise<boolean>;
};

const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';
const MAX_SDP_BYTES = 64 * 1024;
/** New sessions that one address may ask for. */
const PER_ADDRESS = { perSecond: 2, burst: 20 };
const VERBS = ['OPTIONS', 'POST', 'PATCH', 'DELETE'];

/** WHIP (https://www.rfc-editor.org/rfc/rfc9725) for encoders and WHEP (draft-ietf-wish-whep) for players, from any origin; and the encoder's address and key for hosts. */
export function whipRoutes(parts: WhipParts): Routes {
  const routes = openRoutes();
  const buckets = openBuckets(PER_ADDRESS);
  const mayAsk = (c: Context<Env>): void => {
    const address = c.env.incoming?.socket.remoteAddress ?? '';
    if (!buckets.take(address, parts.clock.now())) throw new Refusal('too-many');
  };
  const mayPublish = async (c: Context<Env>, showroom: string): Promise<void> => {
    const token = c.req.header('authorization')?.match(/^Bearer (.+)$/)?.[1];
    if (!token) throw new Refusal('not-signed-in', 'send the stream key as bearer token');
    if (sameText(token, parts.streamKey(showroom))) return;
    const person = await parts.who(token).catch(() => undefined);
    if (!person || !mayAct(person, 'host', parts.brandOf(showroom)))
      throw new Refusal('not-allowed', 'this is not the stream key');
  };
  /** Who may not enter may not watch from outside either. */
  const mayWatch = async (c: Context<Env>, showroom: string): Promise<void> => {
    if (await parts.mayEnter(showroom, c.req.query('ticket'))) return;
    const token = c.req.header('authorization')?.match(/^Bearer (.+)$/)?.[1];
    const person = token && (await parts.who(token).catch(() => undefined));
    if (!person || roleIn(person, parts.brandOf(showroom)) === 'visitor') throw new Refusal('not-invited');
  };
  for (const path of ['/whip/*', '/whep/*']) {
    routes.use(
      path,
      cors({
        origin: '*',
        allowMethods: VERBS,
        allowHeaders: ['authorization', 'content-type', 'if-match'],
        exposeHeaders: ['location', 'etag', 'link', 'accept-patch'],
      }),
    );
    routes.use(
      path,
      bodyLimit({
        maxSize: MAX_SDP_BYTES,
        onError: () => {
          throw new Refusal('too-large');
        },
      }),
    );
  }
  const open = async (
    c: Context<Env>,
    begin: (showroom: string, offer: string) => ReturnType<Ingest['publish']>,
  ): Promise<Response> => {
    const showroom = c.req.param('showroom') ?? '';
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== SDP) return c.body(null, 415, { accept: SDP });
    const { session, answer } = await begin(showroom, await c.req.text());
    return c.body(answer, 201, {
      'content-type': SDP,
      location: `${new URL(c.req.url).pathname.replace(/\/$/, '')}/${session.id}`,
      etag: session.etag,
      'accept-patch': FRAGMENT,
      'cache-control': 'no-store',
      ...(parts.iceServers.length > 0 && { link: parts.iceServers.map(linkOf).join(', ') }),
    });
  };
  routes.post('/whip/:showroom', async (c) => {
    mayAsk(c);
    await parts.known(c.req.param('showroom'));
    await mayPublish(c, c.req.param('showroom'));
    const name = (c.req.query('name') ?? '').trim().slice(0, 40);
    return open(c, (showroom, offer) => parts.ingest.publish(showroom, offer, name));
  });
  routes.post('/whep/:showroom', async (c) => {
    mayAsk(c);
    await parts.known(c.req.param('showroom'));
    await mayWatch(c, c.req.param('showroom'));
    return open(c, parts.playback.watch);
  });
  for (const path of ['/whip/:showroom/:session', '/whep/:showroom/:session'] as const) {
    routes.patch(path, (c) => patch(c, parts.sessions));
    routes.delete(path, (c) => {
      sessionOf(c, parts.sessions).close();
      return c.body(null, 200);
    });
  }
  for (const path of ['/whip/*', '/whep/*'])
    routes.all(path, (c) => c.body(null, 405, { allow: VERBS.join(', '), 'accept-post': SDP }));
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/showrooms/{showroom}/stream',
      summary:
        'Where on this server an encoder (OBS) sends its picture and a player gets it, and the encoder’s key. Hosts only',
      request: { params: z.object({ showroom: z.string().max(32) }) },
      responses: {
        200: {
          description: 'Address and key',
          content: {
            'application/json': { schema: z.object({ whip: z.string(), whep: z.string(), key: z.string() }) },
          },
        },
      },
    }),
    async (c) => {
      const { showroom } = c.req.valid('param');
      required(c, 'host', showroom);
      await parts.known(showroom);
      return c.json(
        { whip: `/whip/${showroom}`, whep: `/whep/${showroom}`, key: parts.streamKey(showroom) },
        200,
      );
    },
  );
  return routes;
}

/** An ICE server as a link (RFC 9725, 4.6). */
const linkOf = ({ url, username, credential }: IceServer): string => {
  const login = username
    ? `; username=${JSON.stringify(username)}; credential=${JSON.stringify(credential ?? '')}; credential-type="password"`
    : '';
  return `<${url}>; rel="ice-server"${login}`;
};

function sessionOf(c: Context<Env>, sessions: Sessions) {
  const session = sessions.get(c.req.param('session') ?? '');
  if (!session) throw new Refusal('not-found', 'this session has ended');
  return session;
}

/** A new candidate of the other side tells us nothing, since we wait for it to come; a new ICE name asks for a restart (RFC 9725, 4.3). */
async function patch(c: Context<Env>, sessions: Sessions): Promise<Response> {
  const session = sessionOf(c, sessions);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== FRAGMENT) return c.body(null, 415, { accept: FRAGMENT });
  const match = c.req.header('if-match');
  if (!match) return c.body(null, 428);
  const fragment = await c.req.text();
  if (match !== '*') {
    if (match !== session.etag) return c.body(null, 412);
    return c.body(null, 204);
  }
  if (!/^a=ice-ufrag:\S+/m.test(fragment)) throw new Refusal('bad-input', 'a restart needs a new ICE name');
  const answer = await session.restartIce();
  return c.body(answer, 200, { 'content-type': FRAGMENT, etag: session.etag });
}

import {
  createServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { Server as GameServer, matchMaker, type Room } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { getRequestListener } from '@hono/node-server';
import { MAX_MESSAGE_BYTES, roomName } from '../../shared/wire/limits.ts';
import type { RefusalCode } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { openBuckets } from '../rateLimit.ts';
import { isOwnOrigin } from './origin.ts';

/** One port for everything. `close` says goodbye to rooms, then to connections; twice is once. */
export type Listening = { port: number; close(): Promise<void> };

/** Rooms that one address may ask to join: a whole office at once, not a flood of reserved seats. */
const JOINS_PER_ADDRESS = { perSecond: 10, burst: 200 };

/** Milliseconds for which a line without a request stays open: longer than browsers and proxies in front of us wait, so that they end it, never we while a request is on its way. */
const KEEP_ALIVE_MS = 75_000;

/** What to serve, and where. */
export type ServeParts = {
  host: string;
  port: number;
  publicUrl: string;
  app: { fetch: (request: Request, env?: never) => Response | Promise<Response> };
  /** The room class of each showroom. */
  rooms: ReadonlyMap<string, new () => Room>;
  log: Log;
  clock: Clock;
};

/** Serves pages, interface and rooms on one port; requests and sockets from other origins are refused before a room sees them. */
export async function serve({
  host,
  port,
  publicUrl,
  app,
  rooms,
  log,
  clock,
}: ServeParts): Promise<Listening> {
  const server = createServer();
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const transport = new WebSocketTransport({
    server,
    maxPayload: MAX_MESSAGE_BYTES,
    pingInterval: 5000,
    pingMaxRetries: 3,
  });
  const game = new GameServer({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: libraryLog(log),
  });
  for (const [showroom, room] of rooms) game.define(roomName(showroom), room as never);
  matchMaker.controller.getCorsHeaders = () => ({ 'Access-Control-Allow-Origin': new URL(publicUrl).origin });
  // Colyseus waits for ever when the port is taken.
  const failed = new Promise<never>((_, reject) => server.once('error', reject));
  await Promise.race([game.listen(port, host), failed]);
  guard(server, publicUrl, getRequestListener(app.fetch as never), clock);
  const address = server.address();
  let closing: Promise<void> | undefined;
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => {
      closing ??= game.gracefullyShutdown(false).then(() => server.closeAllConnections());
      return closing;
    },
  };
}

/** The room library's own lines as ours: most of them are about what a client sent. */
function libraryLog(log: Log) {
  const line = (level: 'debug' | 'warn') => (first: unknown) =>
    log[level]({ err: first instanceof Error ? first : { message: String(first) } }, 'room library');
  const debug = line('debug');
  return { trace: debug, debug, info: debug, warn: line('warn'), error: line('warn') };
}

/** Puts our own request and upgrade handling before Colyseus', which gets only its match making and its sockets. */
function guard(
  server: HttpServer,
  publicUrl: string,
  ours: (q: IncomingMessage, s: ServerResponse) => void,
  clock: Clock,
): void {
  const requests = server.listeners('request') as ((q: IncomingMessage, s: ServerResponse) => void)[];
  server.removeAllListeners('request');
  const joins = openBuckets(JOINS_PER_ADDRESS);
  const foreign = (q: IncomingMessage) => !isOwnOrigin(q.headers.origin, q.headers.host, publicUrl);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/matchmake/')) return ours(request, response);
    const refuse = (status: number, code: RefusalCode) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
    if (foreign(request)) return refuse(403, 'not-allowed');
    if (!joins.take(request.socket.remoteAddress ?? '', clock.now())) return refuse(429, 'too-many');
    // Whom a room hears of is who holds the line, not what a header claims.
    for (const claim of ['x-forwarded-for', 'x-client-ip']) delete request.headers[claim];
    request.headers['x-real-ip'] = request.socket.remoteAddress ?? '';
    for (const listener of requests) listener.call(server, request, response);
  });
  const upgrades = server.listeners('upgrade') as ((q: IncomingMessage, s: Duplex, h: Buffer) => void)[];
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!foreign(request)) {
      for (const listener of upgrades) listener.call(server, request, socket, head);
      return;
    }
    // Without a listener, a reset by the other side would reach the process.
    socket.on('error', () => socket.destroy()).end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });
}

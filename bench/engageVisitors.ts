/** Visitors who talk and react, in a process of their own: each counts what it is told and how long the lines of all took to come. */
import { Client, type Room } from '@colyseus/sdk';
import type { ChatLine } from '../shared/wire/engagement.ts';
import { guestToken, patiently } from './guest.ts';

const [url = '', people = '0', first = '0', linesPerSecond = '0', reactionsPerSecond = '0'] =
  process.argv.slice(2);
/** Milliseconds that a process may be late and still send all that it owes. */
const LATE_MS = 250;
const KINDS = ['heart', 'clap', 'fire', 'laugh', 'wow'] as const;

type Told = {
  /** Seconds for which this process counted. */
  seconds: number;
  bytes: number;
  reactions: number;
  /** Milliseconds from saying to hearing, of every line that every visitor heard. */
  delays: number[];
  sentLines: number;
  sentReactions: number;
  refused: number;
};
const rooms: Room[] = [];
const fresh = (): Told => ({
  seconds: performance.now() / 1000,
  bytes: 0,
  reactions: 0,
  delays: [],
  sentLines: 0,
  sentReactions: 0,
  refused: 0,
});
let told = fresh();
let counting = false;

async function join(index: number): Promise<void> {
  const client = new Client(url);
  client.auth.token = await guestToken(url);
  const appearance = { name: `Guest ${index}`, body: 'mira', colour: '#2f5a56' };
  const room = await patiently(() => client.joinOrCreate('showroom-atelier', { as: 'visitor', appearance }));
  room.reconnection.enabled = false;
  // The state of the others is not read here: that would measure these clients, not the server.
  Object.assign((room as unknown as { serializer: object }).serializer, { patch: () => {} });
  const { ws } = (room as unknown as { connection: { transport: { ws: WebSocket } } }).connection.transport;
  ws.addEventListener('message', ({ data }) => {
    if (counting) told.bytes += (data as ArrayBuffer).byteLength ?? (data as Buffer).length;
  });
  room.onMessage('*', () => {});
  room.onMessage('reactions', () => {
    if (counting) told.reactions++;
  });
  room.onMessage('chat.line', ({ text }: ChatLine) => {
    const sentAt = Number(text.split(' ')[0]);
    if (counting && sentAt > 0) told.delays.push(Date.now() - sentAt);
  });
  rooms.push(room);
}

/** Calls a verb so many times a second for one visitor after another, spread evenly; what this process was too late for is left out, not sent in a heap. */
function spread(perSecond: number, act: (room: Room, turn: number) => void): void {
  let [turn, owed, last] = [0, 0, performance.now()];
  setInterval(() => {
    const now = performance.now();
    owed += Math.min(LATE_MS, now - last) * (perSecond / 1000);
    last = now;
    for (; owed >= 1; owed--) act(rooms[turn % rooms.length]!, turn++);
  }, 10);
}

const counted = (kind: 'sentLines' | 'sentReactions', asked: Promise<unknown>): void => {
  if (counting) told[kind]++;
  asked.catch(() => told.refused++);
};

for (let index = 0; index < Number(people); index++) await join(Number(first) + index);
process.on('message', (question) => {
  if (question === 'begin') {
    // Visitors speak in an order in which neighbours in time are in different rooms.
    rooms.sort((a, b) => a.sessionId.localeCompare(b.sessionId));
    spread(Number(linesPerSecond), (room) =>
      counted('sentLines', room.request('chat.say', { text: `${Date.now()} what a lovely lamp that is` })),
    );
    spread(Number(reactionsPerSecond), (room, turn) =>
      counted('sentReactions', room.request('reaction.send', { kind: KINDS[turn % KINDS.length], count: 1 })),
    );
  }
  if (question === 'count') {
    told = fresh();
    counting = true;
  }
  if (question !== 'told') return;
  counting = false;
  told.seconds = performance.now() / 1000 - told.seconds;
  process.send?.(told);
});
process.on('disconnect', () => process.exit());
process.send?.(new Set(rooms.map(({ roomId }) => roomId)).size);

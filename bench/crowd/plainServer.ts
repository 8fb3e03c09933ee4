/**
 * The peer of the crowd benchmark: a room whose poses are replicated state, in the framework's own quantised types.
 * `plain`: everybody sees everybody. `views`: each sees a view of the nearest, looked up twice a second.
 */
import { createServer } from 'node:http';
import { type Client, Room, Server } from '@colyseus/core';
import { Encoder, type SchemaType, StateView, schema, t } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { CIRCLES } from '../../server/avatars/circles.ts';

const mode = process.argv[2];
const TICK_MS = 50;
const VIEW_MS = 500;
const VIEW_PEOPLE = CIRCLES.near.people + CIRCLES.middle.people;

const Walker = schema(
  {
    x: t.quantized({ min: -64, max: 64, bits: 16 }).default(0),
    z: t.quantized({ min: -64, max: 64, bits: 16 }).default(0),
    yaw: t.angle({ bits: 8 }),
    gait: t.uint8().default(0),
  },
  'Walker',
);
type Walker = SchemaType<typeof Walker>;
const PlainState = schema(
  { visitors: mode === 'views' ? t.map(Walker).view() : t.map(Walker) },
  'PlainState',
);

Encoder.BUFFER_SIZE = 256 * 1024;
/** How late a timer of the room's pace is: what its patches cost holds it up. */
const ticks: number[] = [];
let due = performance.now() + TICK_MS;

class PlainRoom extends Room {
  override maxClients = 1000;
  override patchRate = TICK_MS;
  override state = new PlainState();
  override messages = {
    'avatars.move': (client: Client, pose: { x: number; z: number; yaw: number; gait: number }) => {
      const { x, z, yaw, gait } = pose;
      const walker = this.state.visitors.get(client.sessionId);
      if (walker) Object.assign(walker, { x, z, yaw, gait });
    },
  };
  override onCreate(): void {
    if (mode === 'views') this.clock.setInterval(() => this.look(), VIEW_MS);
  }
  override onJoin(client: Client): void {
    if (mode === 'views') client.view = new StateView();
    this.state.visitors.set(client.sessionId, new Walker());
  }
  override onLeave(client: Client): void {
    this.state.visitors.delete(client.sessionId);
  }
  private look(): void {
    const people = [...this.state.visitors.values()];
    for (const client of this.clients) {
      const me = this.state.visitors.get(client.sessionId);
      if (!me || !client.view) continue;
      const distance = (one: Walker): number => Math.hypot(one.x - me.x, one.z - me.z);
      const near = new Set([...people].sort((a, b) => distance(a) - distance(b)).slice(0, VIEW_PEOPLE));
      for (const one of people)
        if (near.has(one) !== client.view.has(one))
          near.has(one) ? client.view.add(one) : client.view.remove(one);
    }
  }
}

setInterval(() => {
  const begun = performance.now();
  ticks.push(Math.max(0, begun - due));
  due = begun + TICK_MS;
}, TICK_MS);

const server = new Server({ transport: new WebSocketTransport({ server: createServer() }), greet: false });
server.define('showroom-atelier', PlainRoom);
await server.listen(Number(process.argv[3]));
process.on('message', (question) => {
  if (question === 'reset') ticks.length = 0;
  const cpu = process.cpuUsage();
  process.send?.({ cpuMs: (cpu.user + cpu.system) / 1000, ticks: question === 'ticks' ? ticks : [] });
});
process.send?.('open');

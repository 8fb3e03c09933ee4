/** Visitors who come and go, in a process of their own: each joins, listens, walks, talks in the chat, and leaves; another takes their place. */
import { readFileSync } from 'node:fs';
import { Client } from '@colyseus/sdk';
import { guestToken } from './guest.ts';
import { wait } from './harness.ts';

const [url = '', people = '0', stayMs = '0'] = process.argv.slice(2);
const HZ = 4;
const { spawn } = JSON.parse(readFileSync('scenes/atelier/atelier.scene.json', 'utf8')) as {
  spawn: { position: [number, number] }[];
};
let visits = 0;
let failed = 0;
let leaving = false;

/** One visit, from the door to the door. */
async function visit(place: number): Promise<void> {
  const client = new Client(url);
  client.auth.token = await guestToken(url);
  const appearance = { name: `Guest ${place}`, body: 'mira', colour: '#2f5a56' };
  const room = await client.joinOrCreate('showroom-atelier', { as: 'visitor', appearance });
  room.reconnection.enabled = false;
  room.onMessage('*', () => {});
  const [x, z] = spawn[place % spawn.length]!.position;
  const until = performance.now() + Number(stayMs) * (0.5 + Math.random());
  await room.request('stage.capabilities' as never, {} as never);
  await room.request('stage.transport' as never, { direction: 'receive' } as never);
  await room.request('chat.say' as never, { text: `hello from ${place}` } as never);
  for (let turn = 0; performance.now() < until && !leaving; turn++) {
    const sway = Math.sin(turn / 3) * 0.3;
    const at = Math.round(performance.now());
    room.send('avatars.move', { x: x + sway, z, yaw: sway, gait: 1, at });
    await wait(1000 / HZ);
  }
  // One in ten drops instead of saying goodbye: the seat is kept for a while, then freed.
  if (place % 10 === 0) room.connection.close();
  else await room.leave(true);
  visits++;
}

async function comeAndGo(place: number): Promise<void> {
  await wait(place * 120);
  while (!leaving) {
    await visit(place).catch(() => {
      failed++;
      return wait(500);
    });
  }
}

const all = Array.from({ length: Number(people) }, (_, place) => comeAndGo(place));
process.on('message', async (question) => {
  if (question === 'leave') {
    leaving = true;
    await Promise.all(all);
  }
  process.send?.({ visits, failed });
});
process.on('disconnect', () => process.exit());

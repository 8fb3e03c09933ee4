/** Many visitors in one process: they join a room, walk about, and count what they are told. */
import { readFileSync } from 'node:fs';
import { Client, type Room } from '@colyseus/sdk';
import { clampToWalkable, type Walkable } from '../../shared/model/geometry.ts';
import { newPosture } from '../../shared/model/posture.ts';
import { POSTURES } from '../../shared/wire/posture.ts';
import { POSE_BYTES, POSES, readPoses } from '../../shared/wire/presence.ts';
import { type ToldPosture, tellPosture } from '../../shared/wire/toldPosture.ts';
import { guestToken, patiently } from '../guest.ts';

const [url = '', people = '0', kind = 'ours', first = '0', scene = 'atelier'] = process.argv.slice(2);
const HZ = 15;
/** One in so many has a headset, whose head and hands move all the time; 0: nobody. */
const HEADSETS = Number(process.env.CROWD_HEADSETS ?? 0);
const METRES_PER_SECOND = 1.4;
const { walkable, spawn } = JSON.parse(readFileSync(`scenes/${scene}/${scene}.scene.json`, 'utf8')) as {
  walkable: Walkable;
  spawn: { position: [number, number] }[];
};

type Walker = {
  room: Room;
  x: number;
  z: number;
  yaw: number;
  headset: boolean;
  bytes: number;
  /** Bytes of heads and hands. */
  held: number;
  /** Bytes of poses of each person, by slot. */
  poses: Map<number, number>;
};
const walkers: Walker[] = [];
let counting = false;

async function join(index: number): Promise<void> {
  const client = new Client(url);
  if (kind === 'ours') client.auth.token = await guestToken(url);
  const appearance = { name: `Guest ${index}`, body: 'mira', colour: '#2f5a56' };
  const room = await patiently(() =>
    client.joinOrCreate(`showroom-${scene}`, { as: 'visitor', showroom: scene, appearance }),
  );
  room.reconnection.enabled = false;
  const [x, z] = spawn[index % spawn.length]!.position;
  const walker: Walker = {
    room,
    x,
    z,
    yaw: (index * 2.4) % 6.28,
    headset: HEADSETS > 0 && kind === 'ours' && index % HEADSETS === 0,
    bytes: 0,
    held: 0,
    poses: new Map(),
  };
  // The state of the others is not read here: that would measure these clients, not the server.
  Object.assign((room as unknown as { serializer: object }).serializer, { patch: () => {} });
  const { ws } = (room as unknown as { connection: { transport: { ws: WebSocket } } }).connection.transport;
  ws.addEventListener('message', ({ data }) => {
    if (counting) walker.bytes += (data as ArrayBuffer).byteLength ?? (data as Buffer).length;
  });
  room.onMessage('*', () => {});
  room.onMessage(POSTURES, (bytes: Uint8Array) => {
    if (counting) walker.held += bytes.length;
  });
  room.onMessage(POSES, (bytes: Uint8Array) => {
    if (!counting) return;
    readPoses(bytes, (slot) => walker.poses.set(slot, (walker.poses.get(slot) ?? 0) + POSE_BYTES));
  });
  walkers.push(walker);
}

/** A step of the walk: ahead, turning a little by chance, away from walls. */
function step(walker: Walker): void {
  walker.yaw += (Math.random() - 0.5) * 0.5;
  const wishX = walker.x - Math.sin(walker.yaw) * (METRES_PER_SECOND / HZ);
  const wishZ = walker.z - Math.cos(walker.yaw) * (METRES_PER_SECOND / HZ);
  const free = clampToWalkable(walkable, wishX, wishZ);
  if (Math.hypot(free.x - wishX, free.z - wishZ) > 0.01) walker.yaw += 1.5;
  walker.x = free.x;
  walker.z = free.z;
  const yaw = Math.atan2(Math.sin(walker.yaw), Math.cos(walker.yaw));
  const at = Math.round(performance.now());
  walker.room.send('avatars.move', { x: walker.x, z: walker.z, yaw, gait: 1, at });
  if (walker.headset) walker.room.send('avatars.hold', { posture: swing(at), at });
}

/** Head and hands of somebody who talks with their hands. */
function swing(ms: number): ToldPosture {
  const posture = newPosture();
  const wave = Math.sin(ms / 300);
  posture.yaw = wave / 2;
  Object.assign(posture.left, { here: true, x: -0.25, y: 1.1 + wave / 5, z: -0.3 });
  Object.assign(posture.right, { here: true, x: 0.25, y: 1.1 - wave / 5, z: -0.3 });
  return tellPosture(posture);
}

for (let index = 0; index < Number(people); index++) await join(Number(first) + index);
let turn = 0;
const SHARES = 5;
setInterval(
  () => {
    turn = (turn + 1) % SHARES;
    for (let index = turn; index < walkers.length; index += SHARES) step(walkers[index]!);
  },
  1000 / HZ / SHARES,
);

process.on('message', (question) => {
  if (question === 'count') {
    counting = true;
    for (const walker of walkers) {
      walker.bytes = 0;
      walker.held = 0;
      walker.poses.clear();
    }
  }
  if (question !== 'told') return;
  counting = false;
  const told = walkers.map(({ x, z, bytes, held, poses }) => ({
    x,
    z,
    bytes,
    held,
    nearest: Math.max(0, ...poses.values()),
  }));
  process.send?.(told);
});
process.on('disconnect', () => process.exit());
process.send?.('walking');

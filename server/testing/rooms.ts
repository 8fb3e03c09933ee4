import { Client, type Room } from '@colyseus/sdk';
import { vi } from 'vitest';
import type { EventName } from '../../shared/wire/index.ts';
import type { Join } from '../../shared/wire/join.ts';
import { roomName } from '../../shared/wire/limits.ts';
import { POSES, type Pose, readPoses } from '../../shared/wire/presence.ts';
import { RoomState } from '../../shared/wire/state.ts';
import type { Role } from '../http/person.ts';
import { signIn } from './api.ts';
import type { TestHouse } from './house.ts';

const heard = new WeakMap<TestRoom, Map<number, Pose>>();
/** What a room says by itself. */
const ANNOUNCED: EventName[] = [
  'avatars.corrected',
  'chat.line',
  'chat.removed',
  'look.invited',
  'look.withdrawn',
  'look.group',
  'look.declined',
  'look.view',
  'look.point',
  'look.ended',
  'reactions',
  'moderation.changed',
  'moderation.out',
  'identity.out',
  'stage.consumerClosed',
  'stage.hands',
  'refused',
  'voice.receive',
  'voice.heard',
  'voice.gone',
  'voice.blocked',
];

/** A connection to a room, as the SDK gives it. */
export type TestRoom = Room<unknown, RoomState>;

/** A visitor's wish to join. */
export const asVisitor = (name = 'Ada'): Join => ({
  as: 'visitor',
  appearance: { name, body: 'mira', colour: '#2f5a56' },
});

/** Joins with a token and any options; rejects as the SDK does. */
export async function joinWith(
  house: Pick<TestHouse, 'url'>,
  token: string | undefined,
  wish: unknown,
): Promise<TestRoom> {
  const client = new Client(house.url);
  if (token !== undefined) client.auth.token = token;
  const { showroom = 'atelier' } = wish as { showroom?: string };
  const room = (await client.joinOrCreate(
    roomName(showroom),
    wish as never,
    RoomState as never,
  )) as never as TestRoom;
  room.onError(() => {});
  const poses = new Map<number, Pose>();
  heard.set(room, poses);
  room.onMessage(POSES, (bytes: Uint8Array) => readPoses(bytes, (slot, pose) => poses.set(slot, pose)));
  // Whatever the room says is for those tests that listen for it.
  for (const event of ANNOUNCED) room.onMessage(event, () => {});
  await new Promise<void>((resolve) => room.onStateChange.once(() => resolve()));
  return room;
}

/** Where one person is, as another heard it last. */
export function poseOf(viewer: TestRoom, who: TestRoom): Pose | undefined {
  const slot = viewer.state.visitors.get(who.sessionId)?.slot;
  return slot === undefined ? undefined : heard.get(viewer)?.get(slot);
}

/** A new person of a role walks in; staff of a role come without a body unless they are given a name. */
export async function enter(house: TestHouse, name = 'Ada', role: Role = 'visitor'): Promise<TestRoom> {
  const { token } = await signIn(house, role);
  return joinWith(house, token, asVisitor(name));
}

/** A new person of staff joins without a body. */
export async function enterAsStaff(
  house: TestHouse,
  role: Exclude<Role, 'visitor'> = 'host',
): Promise<TestRoom> {
  const { token } = await signIn(house, role);
  return joinWith(house, token, { as: 'staff' });
}

/** Waits until something holds; looks again every few milliseconds, fails after `withinMs`. */
export const until = (check: () => void | Promise<void>, withinMs = 8000): Promise<void> =>
  vi.waitFor(check, { timeout: withinMs, interval: 10 });

/** The next event of a name. */
export function nextEvent<T>(room: TestRoom, name: string): Promise<T> {
  return new Promise((resolve) => {
    const undo = room.onMessage(name, (event: T) => {
      undo();
      resolve(event);
    });
  });
}

/** The refusal with which a request is rejected; fails when it is answered. */
export async function refusalOf(answer: Promise<unknown>): Promise<{ code: string; detail?: string }> {
  try {
    await answer;
  } catch (error) {
    const { reason, message, code } = error as {
      code?: number;
      reason?: { code: string; detail?: string };
      message: string;
    };
    if (code === 520) return { code: 'not-found' };
    return reason ?? { code: message };
  }
  throw new Error('this should have been refused');
}

/** The raw socket under a room connection. */
export function socketOf(room: TestRoom): WebSocket {
  return (room as never as { connection: { transport: { ws: WebSocket } } }).connection.transport.ws;
}

import { Callbacks, Client, CloseCode, type Room } from '@colyseus/sdk';
import type { CommandName, EventName, Events, Payload, Reply } from '../../shared/wire/index.ts';
import type { Join } from '../../shared/wire/join.ts';
import { roomName } from '../../shared/wire/limits.ts';
import { POSTURES } from '../../shared/wire/posture.ts';
import { POSES } from '../../shared/wire/presence.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import {
  type EventState,
  type Flash,
  type Furnishing,
  type Programme,
  type Recording,
  RoomState,
  type Source,
  type Stand,
  type Talk,
  type Visitor,
} from '../../shared/wire/state.ts';

/** How the connection is: in the room, trying to get back, without a seat so that one must join anew, or out for good. */
export type LinkStatus = 'online' | 'reconnecting' | 'unseated' | 'lost';

/** The replicated collections, by what they hold. */
type Collections = { visitors: Visitor; stands: Stand; sources: Source; screens: string; flashes: Flash };

/** Follows the replicated state; each verb calls back until its undo is called. */
export type Watch = {
  /** Each item there is and each that comes. */
  added<Name extends keyof Collections>(
    name: Name,
    listener: (item: Collections[Name], key: string) => void,
  ): () => void;
  removed<Name extends keyof Collections>(
    name: Name,
    listener: (item: Collections[Name], key: string) => void,
  ): () => void;
  /** Any field of an item changed. */
  changed(
    item: Visitor | Stand | Programme | Source | Furnishing | EventState | Recording | Talk | Flash,
    listener: () => void,
  ): () => void;
};

/** One connection to one room. */
export type Link = {
  /** The room, for a friend who wants to come to the same one. */
  roomId: string;
  sessionId: string;
  state: RoomState;
  /** Sends a command and waits for its answer; throws the Refusal that the room gave. */
  request<Name extends CommandName>(name: Name, payload: Payload<Name>): Promise<Reply<Name>>;
  /** Sends a command without waiting. */
  send<Name extends CommandName>(name: Name, payload: Payload<Name>): void;
  /** Calls back for each event until the returned undo is called. */
  on<Name extends EventName>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /** Calls back for each message of packed poses; the first listener also gets what came before it. */
  onPoses(listener: (bytes: Uint8Array) => void): () => void;
  /** Calls back for each message of packed heads and hands of people with a headset. */
  onPostures(listener: (bytes: Uint8Array) => void): () => void;
  watch: Watch;
  onStatus(listener: (status: LinkStatus) => void): () => void;
  close(): void;
};

/** Seconds for which a lost connection is tried again; the server keeps the seat as long. */
const RETRY_SECONDS = 20;

/** Codes with which a connection ends when the server closes or knows the seat no more: nobody sent us away. */
const UNSEATED: readonly number[] = [CloseCode.SERVER_SHUTDOWN, CloseCode.FAILED_TO_RECONNECT];

/** The showroom that one comes into when no other is named. */
const HOUSE = 'atelier';

/**
 * Joins a room of the showroom, the one named if there is still a place in it; throws `room-full`, `not-found`,
 * `not-open`, `not-invited`, `not-signed-in`, `not-allowed` or `offline`.
 */
export async function join(token: string, wish: Join, named?: string): Promise<Link> {
  const client = new Client(location.origin);
  client.auth.token = token;
  const anywhere = () =>
    client.joinOrCreate<RoomState>(roomName(wish.showroom ?? HOUSE), wish, RoomState as never);
  const joining = named
    ? client.joinById<RoomState>(named, wish, RoomState as never).catch(anywhere)
    : anywhere();
  const room = await joining.catch((error: unknown) => {
    throw toRefusal(error);
  });
  const poses = catchPoses(room as never);
  await new Promise<void>((resolve) => room.onStateChange.once(() => resolve()));
  // A visitor's first poses tell where they themselves were put.
  if (wish.as === 'visitor') await poses.first;
  return wrap(room as never, poses.on);
}

/** Poses come from the first moment on, before anybody listens: they are kept for the first listener. */
function catchPoses(room: Room<unknown, RoomState>): { on: Link['onPoses']; first: Promise<void> } {
  const listeners = new Set<(bytes: Uint8Array) => void>();
  const early: Uint8Array[] = [];
  let came = () => {};
  const first = new Promise<void>((resolve) => {
    came = resolve;
  });
  room.onMessage(POSES, (bytes: Uint8Array) => {
    came();
    if (listeners.size === 0) early.push(bytes.slice());
    for (const listener of listeners) listener(bytes);
  });
  const on: Link['onPoses'] = (listener) => {
    listeners.add(listener);
    for (const bytes of early.splice(0)) listener(bytes);
    return () => listeners.delete(listener);
  };
  return { on, first };
}

function wrap(room: Room<unknown, RoomState>, onPoses: Link['onPoses']): Link {
  const listeners = new Set<(status: LinkStatus) => void>();
  const tell = (status: LinkStatus): void => {
    for (const listener of listeners) listener(status);
  };
  Object.assign(room.reconnection, { minUptime: 0, maxRetries: RETRY_SECONDS, maxDelay: 2000 });
  room.onDrop(() => tell('reconnecting'));
  room.onReconnect(() => tell('online'));
  room.onLeave((code) => tell(UNSEATED.includes(code) ? 'unseated' : 'lost'));
  room.onError(() => {});
  // They may come before anybody listens; they come again.
  room.onMessage(POSTURES, () => {});
  return {
    roomId: room.roomId,
    sessionId: room.sessionId,
    get state() {
      return room.state;
    },
    request: (name, payload) =>
      room.request(name as never, payload as never).catch((error: unknown) => {
        throw toRefusal(error);
      }) as never,
    send: (name, payload) => room.send(name as never, payload as never),
    on: (name, listener) => room.onMessage(name as never, listener as never),
    onPoses,
    onPostures: (listener) => room.onMessage(POSTURES, listener as never),
    watch: watcher(room),
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      listeners.clear();
      void room.leave(true);
    },
  };
}

function watcher(room: Room<unknown, RoomState>): Watch {
  // biome-ignore lint/suspicious/noExplicitAny: the SDK's callback proxy is typed by inference that a generic name defeats
  const callbacks = Callbacks.get(room as never) as any;
  return {
    added: (name, listener) => callbacks.onAdd(name, listener),
    removed: (name, listener) => callbacks.onRemove(name, listener),
    changed: (item, listener) => callbacks.onChange(item, listener),
  };
}

/** The match maker knows no such showroom. */
const NO_HANDLER = 520;

/** What a failed join or request means to the person. */
function toRefusal(error: unknown): Refusal {
  const { message, reason, code } = (error ?? {}) as { message?: string; reason?: unknown; code?: unknown };
  if (reason && typeof reason === 'object') return Refusal.from(reason);
  if (typeof message === 'string' && Refusal.from({ code: message }).code !== 'internal')
    return new Refusal(message as never);
  if (code === NO_HANDLER) return new Refusal('not-found');
  if (code === 4212 || /max clients|locked/i.test(String(message))) return new Refusal('room-full');
  if (error instanceof TypeError || error instanceof Event || /fetch|network|offline/i.test(String(message)))
    return new Refusal('offline');
  throw error;
}

import type { Client, Room } from '@colyseus/core';
import { CLOSE } from '../../shared/wire/limits.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { openBucket } from '../rateLimit.ts';

/** Hard ceiling per client, above the sum of what honest clients send; each command has its own limit below it. */
const FRAMES = { perSecond: 120, burst: 120 };

const sentAway = new WeakSet<object>();

/** Closes a connection (that misbehaves, unless another code says otherwise) and tells it why; what it still sends is ignored, its seat is not kept. */
export function sendAway(
  client: Pick<Client, 'leave'>,
  reason: string,
  code: number = CLOSE.misbehaving,
): void {
  sentAway.add(client);
  client.leave(code, reason);
}

/** Whether we closed this connection ourselves because of what came over it. */
export const isSentAway = (client: object): boolean => sentAway.has(client);

type Receiver = { _onMessage(client: Client, frame: Buffer): void };

/**
 * Puts a guard before a room's reading of frames: a flood, or a frame that can't be read, costs its sender the
 * connection and the seat. By itself Colyseus 0.18 keeps the seat and the flooding socket for as long as a dropped
 * visitor's, tells no reason, and reads the head of a frame outside any try.
 */
export function guardFrames(room: Pick<Room, 'roomId'>, { clock, log }: { clock: Clock; log: Log }): void {
  const receiver = room as unknown as Receiver;
  const receive = receiver._onMessage;
  const buckets = new WeakMap<Client, ReturnType<typeof openBucket>>();
  receiver._onMessage = (client, frame) => {
    if (isSentAway(client)) return;
    // A frame may also come while a broken connection is being closed: its seat is kept.
    const wasOpen = isOpen(client);
    const bucket = buckets.get(client) ?? openBucket(FRAMES);
    buckets.set(client, bucket);
    if (!bucket.take(clock.now())) return sendAway(client, 'too many messages');
    try {
      receive.call(room, client, frame);
    } catch (error) {
      log.warn({ err: error, room: room.roomId }, 'a frame could not be read');
      sendAway(client, 'this message can not be read');
    }
    if (wasOpen && !isOpen(client)) sentAway.add(client);
  };
}

const isOpen = (client: Client): boolean =>
  (client.ref as unknown as WebSocket).readyState === WebSocket.OPEN;

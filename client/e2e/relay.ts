import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';

/** How a relay treats packets, each way: held for a while, some lost, some early so that they overtake others. */
export type Shape = { delayMs: number; jitterMs: number; lost: number; early: number };

/** A way within a room. */
export const NEAR: Shape = { delayMs: 0, jitterMs: 0, lost: 0, early: 0 };

/** A way across a country on a fair day. */
export const COUNTRY: Shape = { delayMs: 40, jitterMs: 10, lost: 0.01, early: 0.01 };

/** A UDP address that hands on to another one, and back what comes from there. */
export type Relay = {
  address: string;
  port: number;
  carried(): number;
  /** Lets nothing through any more, or again. */
  setBroken(broken: boolean): void;
  close(): void;
};

type Target = { address: string; port: number };
type Packet = { at: number; send(): void };

/** Carries packets one way, in order but for the early ones. */
function openWay({ delayMs, jitterMs, lost, early }: Shape) {
  const waiting: Packet[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  const carry = (): void => {
    timer = undefined;
    while (waiting[0] && waiting[0].at <= performance.now()) waiting.shift()!.send();
    if (waiting[0]) timer = setTimeout(carry, Math.max(0, waiting[0].at - performance.now()));
  };
  return {
    take(send: () => void): void {
      if (Math.random() < lost) return;
      const isEarly = Math.random() < early;
      const due = performance.now() + delayMs + (isEarly ? 0 : Math.random() * jitterMs);
      const at = isEarly ? due : Math.max(due, latest);
      if (!isEarly) latest = at;
      const behind = waiting.findLastIndex((packet) => packet.at <= at);
      waiting.splice(behind + 1, 0, { at, send });
      if (behind < 0) {
        clearTimeout(timer);
        timer = setTimeout(carry, Math.max(0, at - performance.now()));
      }
    },
    close: () => clearTimeout(timer),
  };
}

const bound = async (address: string, port = 0): Promise<Socket> => {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4 * 1024 * 1024 });
  await new Promise<void>((resolve) => socket.bind(port, address, resolve));
  return socket;
};

/** Opens a relay on a loopback address of its own; without a target it hands on to the same port of 127.0.0.1. Each who sends has a socket of their own towards the target. */
export async function openRelay(shape: Shape, target?: Target, address = '127.0.0.2'): Promise<Relay> {
  const front = await bound(address);
  const { port } = front.address();
  const to = target ?? { address: '127.0.0.1', port };
  const there = openWay(shape);
  const back = openWay(shape);
  const sides = new Map<string, Promise<Socket>>();
  let closed = false;
  let broken = false;
  let carried = 0;
  const openSide = async ({ address, port }: RemoteInfo): Promise<Socket> => {
    const side = await bound('0.0.0.0');
    side.on('message', (packet) => back.take(() => !closed && !broken && front.send(packet, port, address)));
    side.on('error', () => {});
    return side;
  };
  front.on('message', (packet, from) => {
    const name = `${from.address}:${from.port}`;
    const side = sides.get(name) ?? openSide(from);
    sides.set(name, side);
    there.take(() => {
      if (broken) return;
      carried++;
      void side.then((socket) => !closed && socket.send(packet, to.port, to.address));
    });
  });
  return {
    address,
    port,
    carried: () => carried,
    setBroken(now) {
      broken = now;
    },
    close() {
      closed = true;
      there.close();
      back.close();
      front.close();
      for (const side of sides.values()) void side.then((socket) => socket.close());
    },
  };
}

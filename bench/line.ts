import { createServer, connect as dial, type Socket } from 'node:net';

/**
 * A line in front of a server, as slow as a person's: all that passes waits for the round trip and shares the rate. Chromium's
 * own throttle reaches neither service workers nor sockets of rooms; this one does.
 */
export type Line = {
  url: string;
  /** Bytes that had come down the line at a moment (milliseconds of the clock), heads of packets not counted. */
  bytesAt(epochMs: number): number;
  close(): Promise<void>;
};

/** How slow it is. */
type Pace = { roundTripMs: number; bitsPerSecond: number };

/** Bytes sent at a time, and those that one connection may have under way, so that it leaves room for the others. */
const PIECE_BYTES = 8192;
const UNDER_WAY_BYTES = 64 * 1024;

/** Opens a line to a port of this machine. */
export async function openLine(port: number, pace: Pace): Promise<Line> {
  const log: { at: number; bytes: number }[] = [];
  const sockets = new Set<Socket>();
  let down = 0;
  const way = (counts: boolean) => {
    let free = 0;
    /** Carries what `from` sends to `to`, first `lateMs` later. */
    return (from: Socket, to: Socket, lateMs: number): void => {
      // Timers of whole milliseconds may overtake each other: each carries what is first in the queue.
      const queue: Buffer[] = [];
      let underWay = 0;
      const start = performance.now() + lateMs;
      const carry = (): void => {
        const piece = queue.shift()!;
        underWay -= piece.length;
        if (underWay < UNDER_WAY_BYTES) from.resume();
        if (counts) {
          down += piece.length;
          log.push({ at: Date.now(), bytes: down });
        }
        if (!to.destroyed) to.write(piece);
      };
      from.on('data', (data: Buffer) => {
        for (let at = 0; at < data.length; at += PIECE_BYTES) {
          const piece = data.subarray(at, at + PIECE_BYTES);
          free = Math.max(free, performance.now(), start) + (piece.length * 8000) / pace.bitsPerSecond;
          underWay += piece.length;
          queue.push(piece);
          setTimeout(carry, free + pace.roundTripMs / 2 - performance.now());
        }
        if (underWay >= UNDER_WAY_BYTES) from.pause();
      });
      const end = (): void =>
        void setTimeout(() => to.destroy(), Math.max(0, free - performance.now()) + pace.roundTripMs);
      from.on('close', end);
      from.on('error', () => from.destroy());
    };
  };
  const up = way(false);
  const downwards = way(true);
  const server = createServer((browser) => {
    const house = dial(port, '127.0.0.1');
    for (const socket of [browser, house]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    up(browser, house, pace.roundTripMs); // the handshake
    downwards(house, browser, 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    bytesAt: (epochMs) => log.findLast(({ at }) => at <= epochMs)?.bytes ?? 0,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { openPaths, type Paths } from '../world/paths.ts';
import { floorWith } from '../world/testing/floor.ts';
import { openWalker } from '../world/walker.ts';
import { openWays } from '../world/ways.ts';
import { openMoves } from './moves.ts';

/** A room with a block in its middle, between where one comes in and the only seat. */
const DATA = {
  walkable: floorWith([-2, -1], [2, 1]),
  seats: [{ position: [0, 0.45, -3], yaw: 0 }],
  stands: [],
  screens: [],
} as unknown as SceneData;
const START = { x: 0, z: 3 };
const FRAME_SECONDS = 0.1;
const STILL = { ahead: 0, aside: 0, hurry: false };

let paths: Paths;
beforeAll(async () => {
  paths = await openPaths(DATA.walkable);
});
afterAll(() => paths.dispose());

/** Somebody in the atelier; the library of ways comes when `arrive` is called, or fails to. */
function visitor() {
  const frames = new Set<(seconds: number) => void>();
  const listen = (listener: (seconds: number) => void) => {
    frames.add(listener);
    return () => frames.delete(listener);
  };
  const { promise, resolve: arrive, reject: fail } = Promise.withResolvers<Paths>();
  const ways = openWays(DATA.walkable, listen, () => promise);
  const walker = openWalker(DATA.walkable);
  walker.place(START.x, START.z);
  const wish = { ...STILL, turn: 0 };
  const asked: unknown[] = [];
  const link = {
    state: { visitors: new Map() },
    sessionId: 'me',
    request: async (_: string, { seat }: { seat: number }) => {
      asked.push(seat);
      return { x: walker.x, z: walker.z, yaw: 0 };
    },
  };
  const moves = openMoves({
    world: { onFrame: listen } as never,
    link: link as never,
    data: DATA,
    walker,
    wish: wish as never,
    ways,
    place: () => undefined,
    refused: () => {},
    face: () => {},
    changed: () => {},
  });
  const pass = (seconds: number): void => {
    for (let time = 0; time < seconds; time += FRAME_SECONDS) {
      walker.step(FRAME_SECONDS, wish, 0);
      for (const frame of frames) frame(FRAME_SECONDS);
    }
  };
  const settled = () => expect.poll(() => ways.known).toBe(true);
  return { moves, walker, wish, asked, pass, arrive, fail, settled };
}

test('[WA5] who wants to sit before ways are known gets stuck, takes the way once it is known, and sits', async () => {
  const { moves, asked, pass, arrive, settled, walker } = visitor();
  const seat = moves.nearestSeat()!;
  moves.sit(seat);
  pass(10);
  expect([asked, walker.walkingTo, moves.underway]).toEqual([[], false, true]);
  arrive({ ...paths, dispose: () => {} });
  await settled();
  pass(15);
  expect([asked, moves.underway]).toEqual([[seat], false]);
});

test('[WA5] who walks off by themselves is not taken there; without the library one gives up where one is stuck', async () => {
  const away = visitor();
  away.moves.sit(away.moves.nearestSeat()!);
  away.pass(10);
  Object.assign(away.wish, { ahead: 1 });
  away.pass(FRAME_SECONDS);
  Object.assign(away.wish, { ahead: 0 });
  away.arrive({ ...paths, dispose: () => {} });
  await away.settled();
  const { x, z } = away.walker;
  away.pass(5);
  expect([away.walker.x, away.walker.z, away.asked, away.moves.underway]).toEqual([x, z, [], false]);

  const lost = visitor();
  lost.moves.sit(lost.moves.nearestSeat()!);
  lost.pass(10);
  lost.fail(new Error('no network'));
  await lost.settled();
  lost.pass(5);
  expect([lost.asked, lost.moves.underway]).toEqual([[], false]);
});

import { expect, test } from 'vitest';
import { HEAD_BYTES, POSE_BYTES, type Pose, readPoses } from '../../shared/wire/presence.ts';
import { CIRCLES } from './circles.ts';
import { openPresence } from './presence.ts';
import { openSenderClock } from './senderClock.ts';

const at = (x: number, z = 0): Pose => ({ x, z, yaw: 0, gait: 0 });

/** A room with people in a row, one metre apart, and the clock of its ticks. */
function row(count: number) {
  const presence = openPresence();
  for (let index = 0; index < count; index++) presence.join(`p${index}`, at(index - count / 2), 0);
  let now = 0;
  /** Ticks; answers for each viewer the slots they were told of. */
  const tick = (ticks = 1): Map<string, number[]> => {
    const told = new Map<string, number[]>();
    for (let done = 0; done < ticks; done++) {
      now += 50;
      presence.tick(now, (id, bytes) =>
        readPoses(bytes, (slot) => told.set(id, [...(told.get(id) ?? []), slot])),
      );
    }
    return told;
  };
  const moveAll = (): void => {
    for (let index = 0; index < count; index++) presence.set(`p${index}`, at(index - count / 2, 0.1), now);
  };
  return { presence, tick, moveAll };
}

test('[PS2] a newcomer is told of everybody at once, themselves too; everybody of the newcomer', () => {
  const { presence, tick } = row(40);
  tick(3);
  const slot = presence.join('late', at(30), 150);
  const told = tick();
  expect(told.get('late')).toHaveLength(41);
  expect([...told.keys()]).toHaveLength(41);
  expect(told.get('p0')).toEqual([slot]);
});

test('[PS3] who stands still costs nothing', () => {
  const { tick } = row(40);
  tick(3);
  expect(tick(40).size).toBe(0);
});

test('[PS4] the near are told at every tick, the middle at every fourth, the far at every sixteenth', () => {
  const { tick, moveAll } = row(200);
  tick(20);
  const counts = new Map<number, number>();
  for (let round = 0; round < 32; round++) {
    moveAll();
    for (const slot of tick().get('p0') ?? []) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  expect(counts.get(1)).toBe(32);
  expect(counts.get(11)).toBe(32);
  expect(counts.get(20)).toBe(8);
  expect(counts.get(100)).toBe(2);
  expect(counts.has(0)).toBe(false);
});

test('[PS5] in the middle of five hundred who all move, one is told less than 12 kB a second', () => {
  const presence = openPresence();
  const place = (index: number, turn: number) =>
    at((index % 25) * 0.6 - 7.5, Math.floor(index / 25) * 0.55 - 5.5 + turn * 0.01);
  for (let index = 0; index < 500; index++) presence.join(`p${index}`, place(index, 0), 0);
  presence.tick(0, () => {});
  const middle = 'p262';
  let [bytes, near] = [0, 0];
  for (let tick = 1; tick <= 100; tick++) {
    for (let index = 0; index < 500; index++)
      if (tick % 4 !== 0) presence.set(`p${index}`, place(index, tick), tick * 50);
    presence.tick(tick * 50, (id, message) => {
      if (id !== middle) return;
      bytes += message.length;
      readPoses(message, (slot) => {
        if (slot === 263) near += POSE_BYTES;
      });
    });
  }
  expect(bytes / 5).toBeLessThan(12_000);
  expect(bytes / 5).toBeGreaterThan(6000);
  expect(near / 5).toBeLessThanOrEqual(130);
  expect(CIRCLES.near.people * 15 * POSE_BYTES + HEAD_BYTES).toBeLessThan(bytes / 5);
});

test('[PS6] a slot rests for two seconds after its person left, then it is given again', () => {
  const { presence } = row(3);
  const slot = 1;
  presence.leave('p1', 1000);
  expect(presence.join('soon', at(0), 2900)).not.toBe(slot);
  expect(presence.join('later', at(0), 3001)).toBe(slot);
  expect(presence.get('p1')).toBeUndefined();
});

test('[PS6] one who leaves is told of no more, and leaving twice is leaving once', () => {
  const { presence, tick, moveAll } = row(3);
  tick(12);
  presence.leave('p1', 600);
  presence.leave('p1', 600);
  moveAll();
  expect([...tick().values()].flat().sort()).toEqual([0, 2]);
});

test('[PS10] a sender’s times become ours by the fastest message; they never run back, ahead, or far behind', () => {
  const clock = openSenderClock();
  expect(clock.read(5000, 100_000)).toBe(100_000);
  expect(clock.read(5100, 100_300)).toBeCloseTo(100_101.5, 1);
  expect(clock.read(5050, 100_310)).toBeGreaterThanOrEqual(100_101.5);
  expect(clock.read(9_999_999, 100_400)).toBe(100_400);
  expect(clock.read(0, 110_000)).toBe(109_000);
  expect(clock.read(undefined, 110_500)).toBe(110_500);
});

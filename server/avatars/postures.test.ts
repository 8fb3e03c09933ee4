import { expect, test } from 'vitest';
import { newPosture, type Posture } from '../../shared/model/posture.ts';
import { POSTURE_BYTES, POSTURES, readPostures } from '../../shared/wire/posture.ts';
import { HEAD_BYTES, type Pose } from '../../shared/wire/presence.ts';
import { CIRCLES } from './circles.ts';
import { openPresence } from './presence.ts';

const at = (x: number, z = 0): Pose => ({ x, z, yaw: 0, gait: 0 });
const held = (height = 1.6): Posture => ({ ...newPosture(), here: true, height });

/** A room with people in a row, one metre apart, and the clock of its ticks. */
function row(count: number) {
  const presence = openPresence();
  for (let index = 0; index < count; index++) presence.join(`p${index}`, at(index - count / 2), 0);
  let now = 0;
  /** Ticks; answers the postures that each viewer was told of, by slot. */
  const tick = (ticks = 1): Map<string, { slot: number; here: boolean; at: number }[]> => {
    const told = new Map<string, { slot: number; here: boolean; at: number }[]>();
    for (let done = 0; done < ticks; done++) {
      now += 50;
      presence.tick(now, (id, bytes, type) => {
        if (type === POSTURES)
          readPostures(bytes, (slot, { here }, at) =>
            told.set(id, [...(told.get(id) ?? []), { slot, here, at }]),
          );
      });
    }
    return told;
  };
  return { presence, tick };
}

test('[PS13] head and hands are told to those who are near alone, once for each change, with the time at which they were so', () => {
  const { presence, tick } = row(60);
  tick(12);
  presence.hold('p0', held(), 590);
  const told = tick();
  expect(told.get('p1')).toEqual([{ slot: 0, here: true, at: 590 }]);
  expect([...told.keys()]).toHaveLength(CIRCLES.near.metres - 1);
  expect(tick(30).size).toBe(0);
});

test('[PS13] who comes near is told then, who is back is told anew, and a headset put down is told too', () => {
  const { presence, tick } = row(60);
  tick(12);
  presence.hold('p0', held(), 600);
  tick();
  presence.set('p59', at(-29), 650);
  expect(tick(12).get('p59')).toMatchObject([{ slot: 0, here: true }]);
  presence.refresh('p1');
  expect(tick().get('p1')).toMatchObject([{ slot: 0, here: true }]);
  presence.hold('p0', newPosture(), 1400);
  expect(tick().get('p1')).toMatchObject([{ slot: 0, here: false }]);
});

test('[PS13] a slot that rests holds nothing, and where nobody has a headset nothing is sent', () => {
  const { presence, tick } = row(4);
  presence.hold('p1', newPosture(), 0);
  expect(tick(12).size).toBe(0);
  presence.hold('p1', held(), 600);
  presence.leave('p1', 600);
  expect(tick(12).size).toBe(0);
});

test('[PS14] with a headset on one in five of five hundred who all move, one is told less than 14 kB a second', () => {
  const presence = openPresence();
  const place = (index: number, turn: number) =>
    at((index % 25) * 0.6 - 7.5, Math.floor(index / 25) * 0.55 - 5.5 + turn * 0.01);
  for (let index = 0; index < 500; index++) presence.join(`p${index}`, place(index, 0), 0);
  presence.tick(0, () => {});
  let [plain, held16, messages] = [0, 0, 0];
  for (let tick = 1; tick <= 100; tick++) {
    for (let index = 0; index < 500; index++) {
      if (tick % 4 === 0) continue;
      presence.set(`p${index}`, place(index, tick), tick * 50);
      if (index % 5 === 0) presence.hold(`p${index}`, held(1.5 + (tick % 9) / 100), tick * 50);
    }
    presence.tick(tick * 50, (id, { length }, type) => {
      if (id !== 'p262') return;
      if (type === POSTURES) {
        held16 += length;
        messages++;
      } else plain += length;
    });
  }
  const near = (held16 - messages * HEAD_BYTES) / POSTURE_BYTES / 75;
  expect(near).toBe(4);
  expect(held16 / 5).toBeLessThanOrEqual(near * 15 * POSTURE_BYTES + 20 * HEAD_BYTES);
  expect((plain + held16) / 5).toBeLessThan(14_000);
});

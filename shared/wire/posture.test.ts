import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEAD, newPosture, type Posture, REACH_METRES, SHOULDER } from '../model/posture.ts';
import { commands } from './index.ts';
import { POSTURE_BYTES, packAge, packPosture, readPostures } from './posture.ts';
import { HEAD_BYTES, MOST_SLOTS } from './presence.ts';
import { hearPosture, tellPosture } from './toldPosture.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyHand = fc.record({
  ...{ here: fc.boolean(), closed: fc.boolean() },
  ...{ x: number(-1, 1), y: number(0, 2), z: number(-1, 1) },
  ...{ qx: number(-1, 1), qy: number(-1, 1), qz: number(-1, 1), qw: number(-1, 1) },
});
const anyPosture: fc.Arbitrary<Posture> = fc.record({
  ...{ here: fc.constant(true), height: number(0, 2.5) },
  ...{ yaw: number(-3, 3), pitch: number(-3, 3), roll: number(-3, 3) },
  ...{ left: anyHand, right: anyHand },
});
/** As the room has it: what was said, and what a body can do of it. */
const heardOf = (posture: Posture): Posture => {
  const heard = newPosture();
  hearPosture(tellPosture(posture), heard);
  return heard;
};
/** Radians between two turns. */
const between = (a: Posture['left'], b: Posture['left']): number =>
  2 * Math.acos(Math.min(1, Math.abs(a.qx * b.qx + a.qy * b.qy + a.qz * b.qz + a.qw * b.qw)));

function message(slot: number, posture: Posture, nowMs: number, ageMs: number): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + POSTURE_BYTES).fill(0xff);
  new DataView(bytes.buffer).setUint32(0, nowMs, true);
  packPosture(bytes, HEAD_BYTES, slot, posture);
  packAge(bytes, HEAD_BYTES, ageMs);
  return bytes;
}

test('[PS11] packed head and hands come back within 8 mm and some degrees, with slot and time, in 16 bytes', () => {
  fc.assert(
    fc.property(
      anyPosture,
      fc.integer({ min: 0, max: MOST_SLOTS - 1 }),
      fc.integer({ min: 1020, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 127 }),
      (wild, slot, now, age) => {
        const posture = heardOf(wild);
        let count = 0;
        readPostures(message(slot, posture, now, age * 4), (gotSlot, got, at) => {
          count++;
          expect([gotSlot, got.here, at]).toEqual([slot, true, now - age * 4]);
          expect(Math.abs(got.height - posture.height)).toBeLessThan(0.004);
          expect(Math.abs(got.yaw - posture.yaw)).toBeLessThan(0.013);
          expect(Math.abs(got.pitch - posture.pitch)).toBeLessThan(0.013);
          expect(Math.abs(got.roll - posture.roll)).toBeLessThan(0.013);
          for (const side of ['left', 'right'] as const) {
            const [a, b] = [got[side], posture[side]];
            expect([a.here, a.closed]).toEqual([b.here, b.here && b.closed]);
            if (!b.here) continue;
            for (const axis of ['x', 'y', 'z'] as const)
              expect(Math.abs(a[axis] - b[axis])).toBeLessThan(0.008);
            expect(between(a, b)).toBeLessThan(0.16);
          }
        });
        expect(count).toBe(1);
      },
    ),
  );
});

test('[PS11] a hand that hangs is told exactly as it hangs', () => {
  const posture = newPosture();
  readPostures(message(1, posture, 5000, 0), (_slot, { left, yaw, pitch, roll }) =>
    expect([left.qx, left.qy, left.qz, left.qw, yaw, pitch, roll]).toEqual([0, 0, 0, 1, 0, 0, 0]),
  );
});

test('[PS11] a message that was cut, or is none, gives what is whole in it, and only numbers', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      let count = 0;
      readPostures(bytes, (_slot, { height, yaw, left, right }) => {
        count++;
        const all = [height, yaw, ...Object.values(left), ...Object.values(right)];
        expect(all.every((one) => typeof one === 'boolean' || Number.isFinite(one))).toBe(true);
      });
      expect(count).toBe(Math.max(0, Math.floor((bytes.length - HEAD_BYTES) / POSTURE_BYTES)));
    }),
  );
});

test('[PS12] what no body can do is made what one can: hands within reach, a head on its neck', () => {
  fc.assert(
    fc.property(anyPosture, (wild) => {
      const { height, yaw, pitch, roll, left, right } = heardOf(wild);
      expect(height).toBeGreaterThanOrEqual(HEAD.low);
      expect(height).toBeLessThanOrEqual(HEAD.high);
      expect(
        Math.max(Math.abs(yaw) - HEAD.yaw, Math.abs(pitch) - HEAD.pitch, Math.abs(roll) - HEAD.roll),
      ).toBeLessThan(1e-9);
      for (const [hand, side] of [
        [left, -1],
        [right, 1],
      ] as const) {
        if (!hand.here) continue;
        const far = Math.hypot(hand.x - side * SHOULDER.aside, hand.y - (height - SHOULDER.below), hand.z);
        expect(far).toBeLessThan(REACH_METRES + 1e-9);
        expect(Math.hypot(hand.qx, hand.qy, hand.qz, hand.qw)).toBeCloseTo(1, 6);
      }
    }),
  );
});

test('[PS12] what is no number, or far out of the room, is refused', () => {
  const { payload } = commands['avatars.hold'];
  const told = tellPosture(newPosture());
  const hand = [0, 1000, -300, 0, 0, 0, 1000, false] as const;
  expect(payload.safeParse({ posture: { ...told, left: hand } }).success).toBe(true);
  expect(payload.safeParse({ posture: null }).success).toBe(true);
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 90_000, 0.5, '1'])
    expect(payload.safeParse({ posture: { ...told, left: [wrong, ...hand.slice(1)] } }).success).toBe(false);
  expect(payload.safeParse({ posture: { head: [1650, 0, 0] } }).success).toBe(false);
});

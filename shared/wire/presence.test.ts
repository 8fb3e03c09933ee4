import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEAD_BYTES, MOST_SLOTS, POSE_BYTES, type Pose, packPose, readPoses } from './presence.ts';

/** A message of one pose at a time and age. */
function message(slot: number, pose: Pose, nowMs: number, ageSteps: number): Uint8Array {
  const words = new Uint16Array(4);
  packPose(words, 0, slot, pose);
  const bytes = new Uint8Array(HEAD_BYTES + POSE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, nowMs, true);
  for (let word = 0; word < 4; word++) view.setUint16(HEAD_BYTES + word * 2, words[word]!, true);
  view.setUint8(HEAD_BYTES + 7, ageSteps);
  return bytes;
}

const anyPose = fc.record({
  x: fc.double({ min: -64, max: 64, noNaN: true }),
  z: fc.double({ min: -64, max: 64, noNaN: true }),
  yaw: fc.double({ min: -7, max: 7, noNaN: true }),
  gait: fc.integer({ min: 0, max: 63 }),
});

test('[PS1] a packed pose comes back within a millimetre and a degree, with its slot, gait and time', () => {
  fc.assert(
    fc.property(
      anyPose,
      fc.integer({ min: 0, max: MOST_SLOTS - 1 }),
      fc.integer({ min: 1020, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 255 }),
      (pose, slot, now, age) => {
        const heard: [number, Pose, number][] = [];
        readPoses(message(slot, pose, now, age), (...one) => heard.push(one));
        expect(heard).toHaveLength(1);
        const [gotSlot, got, at] = heard[0]!;
        expect([gotSlot, got.gait, at]).toEqual([slot, pose.gait, now - age * 4]);
        expect(Math.abs(got.x - pose.x)).toBeLessThan(0.001);
        expect(Math.abs(got.z - pose.z)).toBeLessThan(0.001);
        expect(Math.abs(Math.sin((got.yaw - pose.yaw) / 2))).toBeLessThan(0.007);
      },
    ),
  );
});

test('[PS1] a message that was cut, or is none, gives what is whole in it and never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      let count = 0;
      readPoses(bytes, () => count++);
      expect(count).toBe(Math.max(0, Math.floor((bytes.length - HEAD_BYTES) / POSE_BYTES)));
    }),
  );
});

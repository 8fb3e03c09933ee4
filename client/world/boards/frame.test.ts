import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFrame } from './frame.ts';

const angle = fc.double({ min: -3, max: 3, noNaN: true });
const lean = fc.double({ min: -1.2, max: 1.2, noNaN: true });
const metres = fc.double({ min: -5, max: 5, noNaN: true });

test('[VR7] a hand that points at a place of a board meets it there, however the board is turned and leaned', () => {
  fc.assert(
    fc.property(
      fc.tuple(metres, metres, metres, angle, lean),
      fc.integer({ min: 0, max: 640 }),
      fc.integer({ min: 0, max: 760 }),
      fc.tuple(metres, metres, metres),
      (pose, x, y, [fx, fy, fz]) => {
        const frame = openFrame(640, 760, 0.54 / 640);
        frame.lay(...pose);
        const to = { x: 0, y: 0, z: 0 };
        frame.place(x, y, to);
        fc.pre(frame.before(fx, fy, fz) > 0.05);
        const [dx, dy, dz] = [to.x - fx, to.y - fy, to.z - fz];
        const far = Math.hypot(dx, dy, dz);
        // Just within its edge, so that rounding does not decide.
        fc.pre(x > 0 && y > 0 && x < 640 && y < 760);
        expect(frame.meet(fx, fy, fz, dx / far, dy / far, dz / far)).toBeCloseTo(far, 6);
        expect(frame.at.x).toBeCloseTo(x, 3);
        expect(frame.at.y).toBeCloseTo(y, 3);
      },
    ),
  );
});

test('[VR7] a board is met from before alone, and a fingertip behind it is behind it', () => {
  const frame = openFrame(100, 100, 0.01);
  frame.lay(0, 1, -1, 0, 0);
  expect(frame.meet(0, 1, 0, 0, 0, -1)).toBeCloseTo(1);
  expect(frame.meet(0, 1, -2, 0, 0, 1)).toBe(-1);
  expect(frame.meet(0, 1, 0, 0, 0, 1)).toBe(-1);
  expect(frame.meet(2, 1, 0, 0, 0, -1)).toBe(-1);
  expect(frame.before(0, 1, -0.98)).toBeCloseTo(0.02);
  expect(frame.before(0, 1, -1.02)).toBeCloseTo(-0.02);
  expect(frame.isOn()).toBe(true);
});

test('[VR7] a board that is cut short is met as far as it goes, where it was', () => {
  const frame = openFrame(100, 100, 0.01);
  frame.lay(0, 1, -1, 0, 0);
  frame.cut(40);
  expect(frame.meet(0, 1.2, 0, 0, 0, -1)).toBeCloseTo(1);
  expect(frame.at.y).toBeCloseTo(30);
  expect(frame.meet(0, 1, 0, 0, 0, -1)).toBe(-1);
  frame.cut(100);
  expect(frame.meet(0, 1, 0, 0, 0, -1)).toBeCloseTo(1);
});

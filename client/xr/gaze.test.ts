import { expect, test } from 'vitest';
import { openGaze } from './gaze.ts';

/** A head turned to the left by so many radians. */
const head = (yaw: number) => ({
  position: { x: 0, y: 1.6, z: 0 },
  turn: { x: 0, y: Math.sin(yaw / 2), z: 0, w: Math.cos(yaw / 2) },
});

test('[PN40] without hands one points where one looks, and a tap selects once', () => {
  const gaze = openGaze();
  gaze.read(head(Math.PI / 2), 0.02);
  expect(gaze.pad.here).toBe(true);
  expect([gaze.pad.ray.dx, gaze.pad.ray.dz]).toEqual([expect.closeTo(-1), expect.closeTo(0)]);
  expect(gaze.pad.trigger).toBe(false);
  gaze.tap();
  gaze.read(head(Math.PI / 2), 0.02);
  expect(gaze.pad.trigger).toBe(true);
  gaze.read(head(Math.PI / 2), 0.02);
  expect(gaze.pad.trigger).toBe(false);
});

test('[PN41] a look that rests selects once, and again only after it was elsewhere', () => {
  const gaze = openGaze();
  const selects = (seconds: number, yaw: number, sway = 0): number => {
    let count = 0;
    for (let at = 0; at < seconds; at += 0.1) {
      gaze.read(head(yaw + Math.sin(at * 9) * sway), 0.1);
      if (gaze.pad.trigger) count++;
    }
    return count;
  };
  expect(selects(1.5, 0)).toBe(0);
  expect(selects(6, 0, 0.01)).toBe(1);
  expect(selects(6, 0.5)).toBe(1);
  expect(selects(6, 0.5, 0.3)).toBe(0);
});

test('[VR15] who can press otherwise rests a look on something without selecting it', () => {
  const gaze = openGaze();
  for (let at = 0; at < 5; at += 0.1) {
    gaze.read(head(0), 0.1, false);
    expect(gaze.pad.trigger).toBe(false);
  }
  gaze.tap();
  gaze.read(head(0), 0.1, false);
  expect(gaze.pad.trigger).toBe(true);
});

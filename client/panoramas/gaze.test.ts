import { expect, test } from 'vitest';
import { FOV, openGaze, placeInView } from './gaze.ts';

test('[TO5] what lies ahead is in the middle, what lies to the left is left of it, what lies behind is nowhere', () => {
  const gaze = { yaw: 1, pitch: 0, fov: 1 };
  expect(placeInView({ yaw: 1, pitch: 0 }, gaze, 1.6)).toEqual({ x: 0.5, y: 0.5, inView: true });
  expect(placeInView({ yaw: 1.2, pitch: 0 }, gaze, 1.6).x).toBeLessThan(0.5);
  expect(placeInView({ yaw: 1, pitch: 0.2 }, gaze, 1.6).y).toBeLessThan(0.5);
  expect(placeInView({ yaw: 1 + Math.PI, pitch: 0 }, gaze, 1.6).inView).toBe(false);
  expect(placeInView({ yaw: 1 + 2 * Math.PI, pitch: 0 }, gaze, 1.6).inView).toBe(true);
});

test('[TO5] the rim of the view is half its angle away, also when one looks up', () => {
  for (const pitch of [0, 0.4, -0.7]) {
    const gaze = { yaw: 0, pitch, fov: 1 };
    expect(placeInView({ yaw: 0, pitch: pitch + 0.5 }, gaze, 2).y).toBeCloseTo(0, 5);
    expect(placeInView({ yaw: 0, pitch: pitch - 0.49 }, gaze, 2).inView).toBe(true);
    expect(placeInView({ yaw: 0, pitch: pitch - 0.51 }, gaze, 2).inView).toBe(false);
  }
});

test('[TO5] one turns by the shorter way, not past the poles, and zooms within bounds', () => {
  const gaze = openGaze(false);
  gaze.face(3);
  gaze.turnTo({ yaw: -3, pitch: 0 });
  gaze.step(0.1);
  expect(gaze.yaw).toBeCloseTo(2 * Math.PI - 3, 5);
  gaze.turn(0, 9);
  gaze.zoom(0.001);
  gaze.step(0.1);
  expect(gaze.pitch).toBeLessThan(Math.PI / 2);
  expect(gaze.fov).toBeCloseTo(FOV.narrowest, 9);
});

test('[TO5] an eased gaze comes nearer without leaping', () => {
  const gaze = openGaze(true);
  gaze.face(0);
  gaze.turn(1, 0);
  gaze.step(1 / 60);
  expect(gaze.yaw).toBeGreaterThan(0);
  expect(gaze.yaw).toBeLessThan(0.5);
  for (let frame = 0; frame < 90; frame++) gaze.step(1 / 60);
  expect(gaze.yaw).toBeCloseTo(1, 2);
});

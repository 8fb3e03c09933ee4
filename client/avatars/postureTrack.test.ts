import { expect, test } from 'vitest';
import { newPosture, type Posture } from '../../shared/model/posture.ts';
import { openPostureTrack } from './postureTrack.ts';

const FRAME = 1 / 60;
/** Somebody whose right hand is so high. */
const raised = (y: number): Posture => {
  const posture = { ...newPosture(), here: true };
  posture.right = { ...posture.right, here: true, x: 0.2, y, z: -0.3 };
  return posture;
};

test('[PS15] a hand that rises is shown to rise evenly, between what was told, and never beyond it', () => {
  const track = openPostureTrack();
  let last = 0.8;
  let now = 0;
  for (let told = 0; told <= 30; told++) {
    track.add(told * 67, raised(0.8 + told * 0.02));
    for (let frame = 0; frame < 4; frame++) {
      now += 1000 * FRAME;
      track.step(now, 0, FRAME);
      const { right, weight } = track.shown;
      if (told > 4) {
        expect(right.y).toBeGreaterThanOrEqual(last - 1e-6);
        expect(right.y - last).toBeLessThan(0.012);
        expect(right.y).toBeLessThanOrEqual(0.8 + told * 0.02);
      }
      last = right.y;
      expect(weight).toBeLessThanOrEqual(1);
    }
  }
  expect(track.shown.weight).toBe(1);
  expect(track.shown.right.weight).toBe(1);
  expect(track.shown.left.weight).toBe(0);
  expect(track.shown.right.y).toBeGreaterThan(1.3);
});

test('[PS15] when nothing more comes, and when the headset is put down, one goes back to the clips softly', () => {
  for (const putDown of [true, false]) {
    const track = openPostureTrack();
    track.add(0, raised(1));
    for (let ms = 0; ms < 1000; ms += 16) track.step(ms, 0, 0.016);
    expect(track.shown.weight).toBe(1);
    if (putDown) track.add(1000, newPosture());
    const until = putDown ? 2000 : 4000;
    let last = 1;
    for (let ms = 1000; ms < until; ms += 16) {
      track.step(ms, 0, 0.016);
      expect(last - track.shown.weight).toBeLessThan(0.06);
      last = track.shown.weight;
    }
    expect(track.shown.weight).toBe(0);
    expect(track.shown.right.y).toBeCloseTo(1, 2);
  }
});

test('[PS15] a hand that comes back is where it is told at once, and turns the shorter way', () => {
  const track = openPostureTrack();
  const away = raised(1.2);
  track.add(0, { ...away, right: { ...away.right, here: false } });
  for (let ms = 0; ms < 500; ms += 16) track.step(ms, 0, 0.016);
  expect(track.shown.right.weight).toBe(0);
  const back = raised(1.5);
  back.right.qw = -1;
  track.add(500, back);
  for (let ms = 500; ms < 700; ms += 16) track.step(ms, 0, 0.016);
  expect(track.shown.right.y).toBeCloseTo(1.5, 2);
  expect(Math.abs(track.shown.right.qw)).toBeCloseTo(1);
});

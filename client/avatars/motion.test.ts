import { expect, test } from 'vitest';
import { BAKED_HZ, BLEND_SECONDS, type Clips, openMotion, rowOf, stepMotion, turnTo } from './motion.ts';

const idle = { name: 'idle', row: 0, frames: 120, metresPerSecond: 0 };
const walk = { name: 'walk', row: 121, frames: 30, metresPerSecond: 1.4 };
const wave = { name: 'wave', row: 152, frames: 72, metresPerSecond: 0 };
const clips: Clips = { idle, byName: new Map([idle, walk, wave].map((clip) => [clip.name, clip])) };
const TICK = 1 / 60;

test('[AV14] a change of clip moves from one to the other little by little, and ends', () => {
  const motion = openMotion(clips, 0);
  turnTo(motion, clips, 'walk');
  expect(motion).toMatchObject({ from: idle, to: walk, share: 0 });
  let last = 0;
  for (let time = 0; time < BLEND_SECONDS; time += TICK) {
    stepMotion(motion, TICK, 1);
    expect(motion.share).toBeGreaterThan(last);
    expect(motion.share - last).toBeLessThan(0.1);
    last = motion.share;
  }
  expect(motion.share).toBe(1);
});

test('[AV14] who stops while starting turns back from the same pose, and a third clip waits', () => {
  const motion = openMotion(clips, 0);
  turnTo(motion, clips, 'walk');
  stepMotion(motion, BLEND_SECONDS / 4, 1);
  const { toFrame, fromFrame } = motion;
  turnTo(motion, clips, 'wave');
  expect(motion.to).toBe(walk);
  turnTo(motion, clips, 'idle');
  expect(motion).toMatchObject({ from: walk, to: idle, fromFrame: toFrame, toFrame: fromFrame });
  expect(motion.share).toBeCloseTo(0.75);
});

test('[AV15] the walk keeps pace with the ground, other clips with the clock, and all go round', () => {
  const motion = openMotion(clips, 0);
  turnTo(motion, clips, 'walk');
  stepMotion(motion, 0.2, 2.8);
  expect(motion.toFrame).toBeCloseTo(0.2 * BAKED_HZ * 2);
  expect(motion.fromFrame).toBeCloseTo(0.2 * BAKED_HZ);
  for (let step = 0; step < 50; step++) {
    stepMotion(motion, 0.1, 1.3);
    const row = rowOf(motion.to, motion.toFrame);
    expect(row).toBeGreaterThanOrEqual(walk.row);
    expect(row).toBeLessThanOrEqual(walk.row + walk.frames);
  }
});

test('[AV16] a clip that a body lacks is its idle', () => {
  const motion = openMotion(clips, 0);
  turnTo(motion, clips, 'somersault');
  expect(motion.to).toBe(idle);
  expect(motion.share).toBe(1);
});

test('[AV16] people who came together do not breathe together', () => {
  expect(openMotion(clips, 0.25).toFrame).not.toBe(openMotion(clips, 0.5).toFrame);
});

import { expect, test } from 'vitest';
import type { Walkable } from '../../shared/model/geometry.ts';
import { newPad, type Pad } from '../world/pads.ts';
import { openWalker } from '../world/walker.ts';
import { openLocomotion } from './locomotion.ts';
import { openRig } from './rig.ts';
import type { VrComfort } from './vrComfort.ts';

const ROOM: Walkable = {
  outline: [
    [-4, -4],
    [4, -4],
    [4, 4],
    [-4, 4],
  ],
  holes: [
    [
      [1, -1],
      [2, -1],
      [2, 1],
      [1, 1],
    ],
  ],
};
const SECONDS = 1 / 72;

function open(change: Partial<VrComfort> = {}) {
  const comfort: VrComfort = {
    ...{ turn: 'snap', glide: true, narrow: true, seated: false, leftHanded: false, reading: 'normal' },
    ...change,
  };
  const [rig, walker] = [openRig(), openWalker(ROOM)];
  const seats = { seat: undefined as number | undefined, rise: () => (seats.seat = undefined) };
  walker.place(0, 0, 0);
  rig.read(0.3, 1.7, 0.2, 0);
  const moving = openLocomotion({
    ...{ rig, walker, seats, comfort: () => comfort },
    ground: { height: () => 0 },
  });
  const idle = newPad();
  const step = (frames = 1, walking: Partial<Pad> = {}, turning: Partial<Pad> = {}) => {
    let moved = false;
    for (let frame = 0; frame < frames; frame++)
      moved = moving.step(SECONDS, { ...idle, ...walking }, { ...idle, ...turning });
    return moved;
  };
  step();
  return { rig, walker, seats, moving, comfort, step };
}

test('[VR4] one turns by steps, one for each push, or in a glide where one likes that', () => {
  const steps = open();
  steps.step(20, {}, { aside: 1 });
  expect(steps.rig.headYaw).toBeCloseTo(-Math.PI / 6, 6);
  steps.step(2);
  steps.step(2, {}, { aside: -1 });
  expect(steps.rig.headYaw).toBeCloseTo(0, 6);
  const glide = open({ turn: 'smooth' });
  glide.step(36, {}, { aside: -1 });
  expect(glide.rig.headYaw).toBeCloseTo(0.8, 1);
  expect([glide.rig.headX, glide.rig.headZ].map((one) => Math.round(one * 1e6))).toEqual([0, 0]);
});

test('[VR4] a stick walks where one looks; who wants no gliding stays', () => {
  const walks = open();
  walks.rig.read(0.3, 1.7, 0.2, Math.PI / 2);
  expect(walks.step(36, { ahead: 1 })).toBe(true);
  expect(walks.walker.x).toBeLessThan(-0.5);
  expect(Math.abs(walks.walker.z)).toBeLessThan(0.01);
  expect(walks.rig.headX).toBeCloseTo(walks.walker.x, 6);
  const stays = open({ glide: false });
  expect(stays.step(36, { ahead: 1 })).toBe(false);
  expect([stays.walker.x, stays.walker.z]).toEqual([0, 0]);
});

test('[PS21] a head turns before its body: one looks around, and turns when one looks farther, walks or turns by stick', () => {
  const { rig, walker, step } = open();
  rig.read(0.3, 1.7, 0.2, 0.5);
  step(2);
  expect(walker.yaw).toBeLessThan(0.05);
  rig.read(0.3, 1.7, 0.2, 1.5);
  step();
  expect(walker.yaw).toBeGreaterThan(0.85);
  expect(walker.yaw).toBeLessThan(1);
  step(400);
  expect(walker.yaw).toBeCloseTo(1.5, 1);
  rig.read(0.3, 1.7, 0.2, 1);
  step(30, { ahead: 1 });
  expect(walker.yaw).toBeCloseTo(1, 1);
  const before = walker.yaw;
  step(1, {}, { aside: 1 });
  expect(walker.yaw - before).toBeCloseTo(-Math.PI / 6, 1);
});

test('[VR5] real steps move the body as far as there is room; a head beyond is told as leaning, and comes back', () => {
  const { rig, walker, moving, step } = open();
  for (let at = 0; at <= 100; at++) {
    rig.read(0.3 + at * 0.02, 1.7, 0.2, 0);
    step();
  }
  // The hole begins a metre away: the body stays before it, the head is two metres on.
  expect(walker.x).toBeLessThanOrEqual(1);
  expect([rig.headX, moving.leaning()]).toEqual([expect.closeTo(2, 5), 1]);
  for (let at = 100; at >= 0; at--) {
    rig.read(0.3 + at * 0.02, 1.7, 0.2, 0);
    step();
  }
  expect([walker.x, moving.leaning()]).toEqual([expect.closeTo(0, 5), 0]);
});

test('[VR5] where the room puts the body, the head is put over it', () => {
  const { rig, walker, step } = open();
  walker.place(-3, 2);
  step();
  expect([rig.headX, rig.headZ]).toEqual([expect.closeTo(-3, 6), expect.closeTo(2, 6)]);
});

test('[VR6] who sits at home sees the room as if standing; on a seat of the room one sits lower, and a stick rises', () => {
  const { rig, comfort, moving, seats, step } = open({ seated: true });
  rig.read(0.3, 1.2, 0.2, 0);
  moving.setHeight();
  step(200);
  expect(rig.headY).toBeCloseTo(1.65, 3);
  seats.seat = 2;
  step(200);
  expect(rig.headY).toBeCloseTo(1.65 - 0.42, 3);
  step(1, { ahead: 1 });
  expect(seats.seat).toBeUndefined();
  step(200);
  expect([comfort.seated, rig.headY]).toEqual([true, expect.closeTo(1.65, 3)]);
});

import { expect, test } from 'vitest';
import { newPosture, type Posture, USUAL_EYES_METRES } from '../../shared/model/posture.ts';
import { hearPosture, type ToldPosture } from '../../shared/wire/toldPosture.ts';
import { newPad } from '../world/pads.ts';
import { openHolding } from './holding.ts';
import { openRig } from './rig.ts';

/** Somebody with a headset, eyes so high, and what the room hears of them. */
function wear(eyes: number, sunk = 0) {
  const rig = openRig();
  const head = { x: 0, y: 0, z: 0, w: 1 };
  const pads = { left: newPad(), right: newPad() };
  const walker = { x: 3, z: -2, yaw: 0.7 };
  const heard: (ToldPosture | null)[] = [];
  const send = (_name: string, { posture }: { posture: ToldPosture | null }) => heard.push(posture);
  const ground = { height: () => 0.4 };
  const holding = openHolding({ link: { send } as never, rig, pads, head, walker, ground, sunk: () => sunk });
  /** The head is over the body, and so high over the real floor. */
  const be = (height: number): void => {
    rig.read(0.5, height, 0.2, 0);
    rig.put(walker.x, walker.z, walker.yaw);
    rig.y = 0.4;
  };
  be(eyes);
  const last = (): Posture => {
    const posture = newPosture();
    hearPosture(heard.at(-1)!, posture);
    return posture;
  };
  return { rig, head, pads, walker, heard, holding, be, last };
}

test('[PS16] head and hands are told as a body of usual height has them, wherever the real floor lies', () => {
  const { holding, pads, last, be, head } = wear(1.5);
  be(1.5);
  holding.step(0.1);
  // A hand on the eyes' height, half a metre before the head, which is at (0.5, 0.2).
  Object.assign(pads.right, { here: true, trigger: true });
  Object.assign(pads.right.grip, { x: 0.5, y: 1.5, z: -0.3 });
  Object.assign(head, { x: Math.sin(0.2), w: Math.cos(0.2) });
  holding.step(0.1);
  const { height, pitch, yaw, right, left } = last();
  expect(height).toBeCloseTo(USUAL_EYES_METRES, 2);
  expect([pitch, yaw]).toEqual([expect.closeTo(0.4, 2), expect.closeTo(0, 2)]);
  expect([right.x, right.y, right.z]).toEqual([
    expect.closeTo(0, 2),
    expect.closeTo(USUAL_EYES_METRES, 2),
    expect.closeTo((-0.5 * USUAL_EYES_METRES) / 1.5, 2),
  ]);
  expect([right.here, right.closed, left.here]).toEqual([true, true, false]);
  expect([right.qx, right.qy, right.qz, right.qw]).toEqual([0, 0, 0, 1]);
  be(0.75);
  holding.step(0.1);
  expect(last().height).toBeCloseTo(USUAL_EYES_METRES / 2, 2);
});

test('[PS16] who sits down in the room before they put the headset on is as large as they are', () => {
  const { holding, last, be } = wear(1.2, 0.4);
  be(1.2);
  holding.step(0.1);
  holding.step(0.1);
  be(1.19);
  holding.step(0.1);
  expect(last().height).toBeCloseTo((1.19 * USUAL_EYES_METRES) / 1.6, 2);
});

test('[PS16] only changes are told, at most 15 a second, and once a second that one is still there; the end is told once', () => {
  const { holding, pads, heard } = wear(1.6);
  Object.assign(pads.left, { here: true });
  holding.step(0.1);
  const first = heard.length;
  for (let frame = 0; frame < 90 * 3; frame++) holding.step(1 / 90);
  expect(heard.length - first).toBeLessThanOrEqual(3);
  const still = heard.length;
  for (let frame = 0; frame < 90; frame++) {
    pads.left.grip.y = 1 + frame / 90;
    holding.step(1 / 90);
  }
  expect(heard.length - still).toBeGreaterThan(10);
  expect(heard.length - still).toBeLessThanOrEqual(16);
  holding.end();
  holding.end();
  holding.step(2);
  expect(heard.filter((one) => one === null)).toHaveLength(1);
  expect(heard.at(-1)).toBeNull();
});

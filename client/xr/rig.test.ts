import { expect, test } from 'vitest';
import { yawOf } from '../world/turns.ts';
import { openRig } from './rig.ts';

const at = ({ headX, headY, headZ, headYaw }: ReturnType<typeof openRig>) =>
  [headX, headY, headZ, headYaw].map((one) => Math.round(one * 1e6) / 1e6 + 0);

test('[VR1] the head is put over a point of the room wherever it is over the real floor, and steps lead where one looks', () => {
  const rig = openRig();
  rig.read(0.5, 1.6, -0.3, 0.4);
  rig.put(3, -2, Math.PI / 2);
  expect(at(rig)).toEqual([3, 1.6, -2, Math.round((Math.PI / 2) * 1e6) / 1e6]);
  // A real step ahead, where the head looks.
  rig.read(0.5 - Math.sin(0.4), 1.6, -0.3 - Math.cos(0.4), 0.4);
  expect(at(rig).slice(0, 3)).toEqual([2, 1.6, -2]);
});

test('[VR1] one turns around one’s own head, and what is over the real floor comes along', () => {
  const rig = openRig();
  rig.read(1, 1.7, 0, 0);
  rig.put(0, 0, 0);
  const hand = { x: 0, y: 0, z: 0 };
  rig.toRoom(1, 1, -0.5, hand);
  expect([hand.x, hand.y, hand.z]).toEqual([0, 1, -0.5]);
  rig.turn(Math.PI / 2);
  expect(at(rig)).toEqual([0, 1.7, 0, Math.round((Math.PI / 2) * 1e6) / 1e6]);
  rig.toRoom(1, 1, -0.5, hand);
  expect([hand.x, hand.z].map((one) => Math.round(one * 1e6) / 1e6 + 0)).toEqual([-0.5, 0]);
});

test('[VR1] the yaw of an orientation: left is positive, nodding changes nothing', () => {
  const turned = (yaw: number, pitch: number) => ({
    x: Math.cos(yaw / 2) * Math.sin(pitch / 2),
    y: Math.sin(yaw / 2) * Math.cos(pitch / 2),
    z: -Math.sin(yaw / 2) * Math.sin(pitch / 2),
    w: Math.cos(yaw / 2) * Math.cos(pitch / 2),
  });
  for (const yaw of [-3, -1, 0, 0.7, 2.9])
    for (const pitch of [-1.2, 0, 1.2]) expect(yawOf(turned(yaw, pitch))).toBeCloseTo(yaw, 6);
});

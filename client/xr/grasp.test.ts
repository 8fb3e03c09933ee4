import { Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { expect, test } from 'vitest';
import type { Holdable } from '../world/holdable.ts';
import { newPad, type Pad } from '../world/pads.ts';
import { meetBox, openGrasp } from './grasp.ts';

/** A block of 20 cm, one metre ahead at the height of a chest. */
function open(change: Partial<Holdable> = {}) {
  const node = {
    position: new Vector3(0, 1.2, -1),
    rotationQuaternion: new Quaternion(),
    scaling: new Vector3(1, 1, 1),
  } as unknown as TransformNode;
  const told = { taken: 0, moved: 0, pressed: 0, cuts: [] as number[][] };
  const it: Holdable = {
    node,
    box: { min: new Vector3(-0.1, -0.1, -0.1), max: new Vector3(0.1, 0.1, 0.1) },
    ...{ pulls: false, apart: 0, isCut: false },
    taken: () => void told.taken++,
    moved: () => void told.moved++,
    press: () => void told.pressed++,
    cut: (...at) => void told.cuts.push(at),
    ...change,
  };
  const grasp = openGrasp();
  grasp.hold(it);
  return { grasp, it, node, told };
}

/** A hand somewhere, pointing ahead, closed or not. */
function hand(x: number, y: number, z: number, squeeze: boolean, more: Partial<Pad> = {}): Pad {
  const pad = newPad();
  Object.assign(pad.grip, { x, y, z });
  Object.assign(pad.tip, { x, y, z });
  Object.assign(pad.ray, { x, y, z, dx: 0, dy: 0, dz: -1 });
  return Object.assign(pad, { here: true, squeeze, ...more });
}

test('[VR8] what one hand holds goes and turns along with it as if they were one, and stays where it is let go', () => {
  const { grasp, node, told } = open();
  const away = newPad();
  grasp.step(hand(0, 1.2, -0.9, true), away, -1);
  expect(told.taken).toBe(1);
  const moved = hand(0.3, 1.4, -0.8, true);
  // A quarter turn to the left around the hand.
  Object.assign(moved.grip, { qy: Math.SQRT1_2, qw: Math.SQRT1_2 });
  grasp.step(moved, away, -1);
  // It was 10 cm beyond the hand; now the hand's ahead is to the left.
  expect(node.position.asArray().map((value) => Math.round(value * 1000) / 1000)).toEqual([0.2, 1.4, -0.8]);
  expect(node.rotationQuaternion!.y).toBeCloseTo(Math.SQRT1_2);
  const free = hand(1, 1, 1, false);
  grasp.step(free, away, -1);
  grasp.step(free, away, -1);
  expect(node.position.x).toBeCloseTo(0.2);
  expect([told.moved, node.scaling.x]).toEqual([1, 1]);
});

test('[VR8] two hands scale it by how far they go apart, within bounds, and turn it', () => {
  const { grasp, node } = open();
  grasp.step(hand(0.1, 1.2, -1, true), hand(-0.1, 1.2, -1, true), -1);
  grasp.step(hand(0.2, 1.2, -1, true), hand(-0.2, 1.2, -1, true), -1);
  expect(node.scaling.x).toBeCloseTo(2);
  expect(node.position.asArray().map((value) => Math.round(value * 1000) / 1000)).toEqual([0, 1.2, -1]);
  grasp.step(hand(20, 1.2, -1, true), hand(-20, 1.2, -1, true), -1);
  expect(node.scaling.x).toBe(8);
});

test('[VR8] where it comes apart two hands pull it apart and leave its size', () => {
  const { grasp, it, node } = open({ pulls: true });
  grasp.step(hand(0.1, 1.2, -1, true), hand(-0.1, 1.2, -1, true), -1);
  grasp.step(hand(0.25, 1.2, -1, true), hand(-0.25, 1.2, -1, true), -1);
  expect(it.apart).toBeCloseTo(0.5);
  expect(node.scaling.x).toBe(1);
  grasp.step(hand(2, 1.2, -1, true), hand(-2, 1.2, -1, true), -1);
  expect(it.apart).toBe(1);
});

test('[VR8] a hand that is elsewhere, or points at a board before it, takes nothing', () => {
  const { grasp, told } = open();
  grasp.step(hand(2, 1, 0, true), newPad(), -1);
  grasp.step(hand(0, 1.2, 0, false), newPad(), -1);
  expect(told.taken).toBe(0);
  expect(grasp.step(hand(0, 1.2, 0, true), newPad(), 0.5)).toBe(-1);
  expect(told.taken).toBe(0);
});

test('[VR8] from afar a hand that points at it takes it, and a press is told', () => {
  const { grasp, told } = open();
  expect(grasp.step(hand(0, 1.2, 0, false), newPad(), -1)).toBeCloseTo(0.9);
  grasp.step(hand(0, 1.2, 0, false, { trigger: true }), newPad(), -1);
  expect(told.pressed).toBe(1);
  grasp.step(hand(0, 1.2, 0, true), newPad(), -1);
  expect(told.taken).toBe(1);
});

test('[VR9] while one hand holds what is cut, the other lays the cut across its palm', () => {
  const { grasp, told } = open({ isCut: true });
  grasp.step(hand(0, 1.2, -0.9, true), hand(0.05, 1.25, -1, false), -1);
  expect(told.cuts.at(-1)!.map((value) => Math.round(value * 1000) / 1000)).toEqual([0.05, 0.05, 0, 1, 0, 0]);
  const { length } = told.cuts;
  grasp.step(hand(0, 1.2, -0.9, true), hand(3, 1.25, -1, false), -1);
  expect(told.cuts).toHaveLength(length);
});

test('[VR8] a way meets a box where it enters it, from within at once, and from aside never', () => {
  const box = { min: new Vector3(-1, -1, -1), max: new Vector3(1, 1, 1) };
  const at = (from: number[], way: number[]) => meetBox(box, Vector3.FromArray(from), Vector3.FromArray(way));
  expect(at([0, 0, 5], [0, 0, -1])).toBe(4);
  expect(at([0, 0, 0], [0, 1, 0])).toBe(0);
  expect(at([0, 3, 5], [0, 0, -1])).toBe(-1);
  expect(at([0, 0, 5], [0, 0, 1])).toBe(-1);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newPosture } from '../../shared/model/posture.ts';
import { hearPosture } from '../../shared/wire/toldPosture.ts';
import { BONE_FLOATS, point } from './bones.ts';
import { openEmbodiment } from './embody.ts';
import type { ShownHand, ShownPosture } from './postureTrack.ts';
import { middleOf } from './reach.ts';
import { skeleton, standing, whereIs } from './testing/mannequin.ts';

const EYES = 1.62;
const SCALE = EYES / 1.65;
const hand = (x: number, y: number, z: number, weight = 1): ShownHand => ({
  ...{ here: weight > 0, closed: false, x, y, z, weight },
  ...{ qx: 0, qy: 0, qz: 0, qw: 1 },
});
const NO_HAND = hand(0, 0, 0, 0);
const held = (change: Partial<ShownPosture> = {}): ShownPosture => ({
  ...{ here: true, weight: 1, height: 1.65, yaw: 0, pitch: 0, roll: 0 },
  ...{ left: NO_HAND, right: NO_HAND },
  ...change,
});
const embodiment = openEmbodiment(skeleton, standing())!;
const laid = (posture: ShownPosture, sits = false): Float32Array => {
  const line = standing();
  embodiment.lay(line, posture, sits);
  return line;
};
const apart = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, axis) => value - b[axis]!));
/** Metres of a bone: limbs never stretch. */
const length = (line: Float32Array, from: string, to: string): number =>
  apart(whereIs(line, from), whereIs(line, to));

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test('[PS17] a limb of two bones reaches what is within its reach, and stays as long as it is', () => {
  const metres = number(-2, 2);
  fc.assert(
    fc.property(fc.tuple(metres, metres, metres), fc.tuple(metres, metres, metres), (to, pole) => {
      const [root, target, middle] = [point(0.1, 1.3, 0), point(...to), point()];
      middleOf(root, target, 0.25, 0.24, point(...pole), middle);
      expect([...target, ...middle].every(Number.isFinite)).toBe(true);
      expect(apart([...root], [...middle])).toBeCloseTo(0.25, 4);
      expect(apart([...middle], [...target])).toBeCloseTo(0.24, 4);
      const far = apart(to, [...root]);
      if (far > 0.02 && far < 0.48) expect(apart(to, [...target])).toBeLessThan(1e-6);
    }),
  );
});

test('[PS17] a hand is where its grip was told, the elbow is below and behind', () => {
  const line = laid(held({ right: hand(0.25, 1.3, -0.35) }));
  // The wrist of a hand that is not turned is a palm above its grip.
  expect(apart(whereIs(line, 'rightHand'), [-0.25 * SCALE, 1.3 * SCALE + 0.084, 0.35 * SCALE])).toBeLessThan(
    0.02,
  );
  const [, elbow] = whereIs(line, 'rightLowerArm');
  expect(elbow).toBeLessThan(whereIs(line, 'rightUpperArm')[1]);
  expect(elbow).toBeLessThan(whereIs(line, 'rightHand')[1]);
  expect(whereIs(line, 'leftHand')).toEqual(whereIs(standing(), 'leftHand'));
});

test('[PS17] a hand that is turned lies so: fingers up, and its palm seen from ahead', () => {
  // Half a turn around the way ahead: fingers point up.
  const right = { ...hand(0.3, 1.5, -0.3), qz: 1, qw: 0 };
  const line = laid(held({ right }));
  const [fromX, fromY, fromZ] = whereIs(line, 'rightHand');
  const [x, y, z] = whereIs(line, 'rightFingers');
  expect([x - fromX, y - fromY, z - fromZ]).toEqual([
    expect.closeTo(0, 1),
    expect.closeTo(0.083, 2),
    expect.closeTo(0, 1),
  ]);
});

test('[PS17] a head looks where it was told, and who leans after a hand does so a little', () => {
  const ahead = (line: Float32Array): [number, number] => {
    const [from, to] = [whereIs(line, 'head'), whereIs(line, 'eyes')];
    return [to[0] - from[0], to[1] - from[1]];
  };
  // Left is +x of a body, up is up.
  expect(ahead(laid(held({ yaw: 0.8 })))[0]).toBeGreaterThan(0.04);
  expect(ahead(laid(held({ yaw: -0.8 })))[0]).toBeLessThan(-0.04);
  expect(ahead(laid(held({ pitch: 0.6 })))[1]).toBeGreaterThan(ahead(laid(held()))[1] + 0.01);
  const [still, leant] = [laid(held()), laid(held({ right: hand(0.2, 1.3, -0.85) }))];
  const [, , before] = whereIs(still, 'neck');
  expect(whereIs(leant, 'neck')[2]).toBeGreaterThan(before + 0.03);
  expect(whereIs(leant, 'neck')[2]).toBeLessThan(before + 0.25);
});

test('[PS17] who crouches comes down with feet where they are and knees ahead; who sits stays in the seat', () => {
  const line = laid(held({ height: 1.1 }));
  expect(whereIs(line, 'eyes')[1]).toBeLessThan(1.25);
  for (const side of ['left', 'right']) {
    expect(apart(whereIs(line, `${side}Foot`), whereIs(standing(), `${side}Foot`))).toBeLessThan(0.01);
    expect(whereIs(line, `${side}LowerLeg`)[2]).toBeGreaterThan(0.15);
  }
  expect(whereIs(laid(held({ height: 1.1 }), true), 'hips')).toEqual(whereIs(standing(), 'hips'));
  expect(whereIs(laid(held({ height: 2 })), 'hips')).toEqual(whereIs(standing(), 'hips'));
});

test('[PS17] between the clips and what was told one is in between; untold one is as the clips have it', () => {
  expect(laid(held({ weight: 0, right: hand(0.3, 1.6, -0.3) }))).toEqual(standing());
  const [, low] = whereIs(standing(), 'rightHand');
  const [, high] = whereIs(laid(held({ right: hand(0.3, 1.6, -0.3) })), 'rightHand');
  for (const half of [
    held({ weight: 0.5, right: hand(0.3, 1.6, -0.3) }),
    held({ right: hand(0.3, 1.6, -0.3, 0.5) }),
  ]) {
    const [, y] = whereIs(laid(half), 'rightHand');
    expect(y).toBeGreaterThan(low + 0.1);
    expect(y).toBeLessThan(high - 0.1);
  }
});

test('[PS17] whatever is told, all stays finite, limbs keep their length and hands within reach of their shoulders', () => {
  const whole = (most: number) => fc.integer({ min: -most, max: most });
  const told = fc.tuple(
    ...([whole(4000), whole(4000), whole(4000)] as const),
    ...([whole(1000), whole(1000), whole(1000), whole(1000)] as const),
    fc.boolean(),
  );
  fc.assert(
    fc.property(
      fc.tuple(fc.integer({ min: 0, max: 4000 }), whole(3200), whole(3200), whole(3200)),
      ...([told, told, number(0.01, 1), number(0.01, 1)] as const),
      (head, left, right, weight, armWeight) => {
        const posture = newPosture();
        hearPosture({ head, left, right }, posture);
        const shown = {
          ...posture,
          weight,
          left: { ...posture.left, weight: armWeight },
          right: { ...posture.right, weight: 1 },
        };
        expect([...laid(shown)].every(Number.isFinite)).toBe(true);
        const line = laid({ ...shown, weight: 1 });
        for (const [from, to] of [
          ['rightUpperArm', 'rightLowerArm'],
          ['rightLowerArm', 'rightHand'],
          ['leftLowerLeg', 'leftFoot'],
          ['hips', 'spine'],
        ] as const)
          expect(length(line, from, to)).toBeCloseTo(length(standing(), from, to), 3);
      },
    ),
  );
});

test('[PS17] laying it over a body’s lines leaves nothing behind that grows', () => {
  const line = standing();
  const posture = held({ right: hand(0.2, 1.4, -0.3), height: 1.4, weight: 0.6 });
  for (let frame = 0; frame < 200; frame++) {
    line.set(standing());
    embodiment.lay(line, posture, false);
  }
  expect(line).toEqual(laid(posture));
  expect(line).toHaveLength(skeleton.names.length * BONE_FLOATS);
});

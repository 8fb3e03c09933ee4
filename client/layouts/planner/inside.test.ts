import { expect, test } from 'vitest';
import type { RoomPlan } from '../../../shared/model/layout.ts';
import type { Goods, Size } from '../goods.ts';
import { openPlan } from '../plan.ts';
import type { Pose } from '../snapping.ts';
import { freePlace } from './freePlace.ts';
import { fitsInside, keptInside } from './inside.ts';
import { rectangle } from './roomPlan.ts';

const ROOM = rectangle(4, 3, 2.5);
const SIZE: Size = [1, 0.8, 0.6];
const pose = (x: number, z: number, more: Partial<Pose> = {}): Pose => ({
  ...{ mount: 'floor', x, y: 0, z, yaw: 0, scale: 1 },
  ...more,
});
/** A room in the shape of an L: the upper right quarter is missing. */
const BENT: RoomPlan = {
  corners: [
    [0, 0],
    [2, 0],
    [2, 2],
    [4, 2],
    [4, 4],
    [0, 4],
  ],
  height: 2.5,
  openings: [],
};

test('[PN6] what is drawn through a wall stays before it, in a corner before both, wherever the pointer is', () => {
  expect(keptInside(ROOM, pose(0.3, 0.2), SIZE)).toEqual(pose(0.3, 0.2));
  const corner = keptInside(ROOM, pose(9, 9), SIZE);
  expect([corner.x, corner.z]).toEqual([expect.closeTo(1.5, 2), expect.closeTo(1.2, 2)]);
  const turned = keptInside(ROOM, pose(9, 0, { yaw: Math.PI / 2 }), SIZE);
  expect(turned.x).toBeCloseTo(1.7, 2);
});

test('[PN6] around a corner that comes into the room it stays out of the walls too', () => {
  for (const [x, z] of [
    [3, 1],
    [2.4, 2.1],
    [1.9, 1],
    [5, 5],
    [-1, 2],
  ] as const)
    expect(fitsInside(BENT, keptInside(BENT, pose(x, z), SIZE), SIZE)).toBe(true);
  expect(keptInside(BENT, pose(3, 3), SIZE)).toEqual(pose(3, 3));
});

test('[PN7] what hangs on a wall lies flat on the nearest one, within its ends, below the ceiling', () => {
  const hung = keptInside(ROOM, pose(0.2, -1, { mount: 'wall', y: 9 }), SIZE);
  expect(hung).toMatchObject({ z: -1.5, y: expect.closeTo(2.1), yaw: 0 });
  const right = keptInside(ROOM, pose(1.9, 1.4, { mount: 'wall', y: 1 }), SIZE);
  expect([right.x, right.z]).toEqual([2, expect.closeTo(1)]);
  expect(right.yaw).toBeCloseTo(-Math.PI / 2);
  expect(keptInside(ROOM, pose(0, 0, { mount: 'ceiling' }), SIZE).y).toBe(2.5);
});

const openPlanWith = (goods: Goods) => {
  const plan = openPlan();
  plan.know([goods]);
  return plan;
};

test('[PN8] something new comes to a free place in the room, until there is none', () => {
  const plan = openPlan();
  const goods: Goods = {
    ...{ product: 'sofa', sku: 'sofa', size: [1.6, 0.8, 0.9], mount: 'floor' },
    price: { amount: 1, currency: 'EUR' },
  };
  plan.know([goods]);
  for (let n = 0; n < 9; n++) {
    const place = freePlace(plan, ROOM, goods);
    if (!place) break;
    expect(plan.add(place).done).toBe(true);
  }
  expect(plan.pieces().length).toBeGreaterThanOrEqual(2);
  expect(freePlace(plan, ROOM, goods)).toBeUndefined();
  for (const piece of plan.pieces()) expect(fitsInside(ROOM, piece, piece.size)).toBe(true);
  const picture: Goods = { ...goods, sku: 'picture', mount: 'wall', size: [0.6, 0.8, 0.03] };
  plan.know([picture]);
  expect(plan.add(freePlace(plan, ROOM, picture)!)).toMatchObject({ done: true, piece: { y: 1.5 } });
  // A window takes the middle of the longest wall.
  const opening = { kind: 'window', wall: 0, from: 0.2, width: 3.6, bottom: 0.8, top: 2.2 } as const;
  const seen = { ...ROOM, openings: [opening] };
  expect(freePlace(openPlanWith(picture), seen, picture)!.z).toBe(1.5);
});

import { expect, test } from 'vitest';
import type { RoomPlan } from '../../../shared/model/layout.ts';
import {
  firstRoom,
  fitted,
  floorArea,
  isInside,
  isSound,
  type Point,
  rectangle,
  restingCorner,
  wallLength,
  wallsOf,
  withChange,
  withCorner,
  withHeight,
  withLength,
  withOpening,
  withoutCorner,
  withSplit,
} from './roomPlan.ts';

const lengths = (room: RoomPlan) => room.corners.map((_, at) => Math.round(wallLength(room, at) * 1000));

test('[PN1] a room that is typed is as large as that, and every wall looks into it', () => {
  const room = rectangle(4, 3, 2.5);
  expect(lengths(room)).toEqual([4000, 3000, 4000, 3000]);
  expect(floorArea(room)).toBeCloseTo(12);
  for (const way of [room, { ...room, corners: room.corners.toReversed() }])
    for (const { from, to, nx, nz } of wallsOf(way)) {
      const inside: Point = [(from[0] + to[0]) / 2 + nx * 0.1, (from[1] + to[1]) / 2 + nz * 0.1];
      expect(isInside(way, inside)).toBe(true);
    }
});

test('[PN2] a wall of another length takes what lies behind it along: right angles stay right', () => {
  const room = withLength(rectangle(4, 3, 2.5), 0, 5)!;
  expect(lengths(room)).toEqual([5000, 3000, 5000, 3000]);
  expect(floorArea(withLength(room, 1, 2)!)).toBeCloseTo(10);
});

test('[PN3] a corner rests on the grid, or in line with its neighbours; walls never cross', () => {
  expect(
    restingCorner(
      [1.03, 2.49],
      [
        [1, 0],
        [9, 2.4],
      ],
    ),
  ).toEqual([1, 2.4]);
  expect(restingCorner([3.024, 2.761], [[1, 0]]).map((one) => Math.round(one * 100))).toEqual([300, 275]);
  const room = rectangle(4, 3, 2.5);
  expect(withCorner(room, 0, [-2.5, -1.5])!.corners[0]).toEqual([-2.5, -1.5]);
  expect(withCorner(room, 0, [1, 3])).toBeUndefined();
  expect(
    isSound({
      corners: [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
      ],
    }),
  ).toBe(false);
});

test('[PN4] a wall is split and a corner taken out again; doors and windows stay in their walls', () => {
  const room = firstRoom();
  const split = withSplit(room, 0)!;
  expect(split.corners).toHaveLength(5);
  expect(split.openings.find(({ kind }) => kind === 'door')!.wall).toBe(4);
  expect(split.openings.find(({ kind }) => kind === 'window')).toMatchObject({ wall: 0, width: 2.2 });
  const back = withoutCorner(split, 1)!;
  expect(back.corners).toEqual(room.corners);
  expect(back.openings).toEqual([{ ...room.openings[1] }]);
  expect(withoutCorner({ ...room, corners: room.corners.slice(0, 3), openings: [] }, 0)).toBeUndefined();
});

test('[PN5] a door comes into the widest free part of its wall and stays within it, whatever is asked', () => {
  const room = withOpening(rectangle(4, 3, 2.5), 'door', 0)!;
  expect(room.openings[0]).toMatchObject({ from: 1.55, width: 0.9, bottom: 0, top: 2.1 });
  const two = withOpening(room, 'window', 0)!;
  const [door, window] = two.openings as [RoomPlan['openings'][0], RoomPlan['openings'][0]];
  expect(window.from >= door.from + door.width || window.from + window.width <= door.from).toBe(true);
  expect(withChange(room, 0, { from: 9, width: 1 })!.openings[0]).toMatchObject({ from: 3, width: 1 });
  expect(withHeight(room, 1.9)!.openings[0]!.top).toBe(1.9);
  expect(fitted({ ...room, corners: rectangle(0.5, 3, 2.5).corners })!.openings[0]!.width).toBeCloseTo(0.5);
});

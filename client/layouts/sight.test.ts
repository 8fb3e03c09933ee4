import { expect, test } from 'vitest';
import { yawOf } from '../world/turns.ts';
import { back, follow, openOrigin } from './ar/origin.ts';
import { openPlan, type Piece } from './plan.ts';
import { onSurface, pieceUnder } from './sight.ts';

const price = { amount: 1, currency: 'EUR' };

test('[LY13] who points at a piece means the nearest that they meet, turned or scaled', () => {
  const plan = openPlan({ newId: () => `p${plan.pieces().length}` });
  plan.know([{ product: 'shelf', sku: 'S', size: [1, 2, 0.2], mount: 'floor', price }]);
  plan.add({ sku: 'S', x: 0, y: 0, z: -2, yaw: 0 });
  plan.add({ sku: 'S', x: 0, y: 0, z: -4, yaw: Math.PI / 2 });
  const ahead = { x: 0, y: 1, z: 0, dx: 0, dy: 0, dz: -1 };
  expect(pieceUnder(plan.pieces(), ahead)).toMatchObject({
    piece: { id: 'p0' },
    metres: expect.closeTo(1.9, 9),
  });
  // Beside the first, which is 1 m wide, and past the second, which shows its narrow side.
  expect(pieceUnder(plan.pieces(), { ...ahead, x: 0.6 })).toBeUndefined();
  plan.remove('p0');
  expect(pieceUnder(plan.pieces(), ahead)?.metres).toBeCloseTo(3.5, 9);
  expect(pieceUnder(plan.pieces(), { ...ahead, dz: 1 })).toBeUndefined();
});

test('[LY14] what is dragged stays on its floor or its wall, and goes nowhere above the horizon', () => {
  const floor: Pick<Piece, 'mount' | 'x' | 'y' | 'z' | 'yaw'> = {
    mount: 'floor',
    x: 0,
    y: 0.1,
    z: 0,
    yaw: 0,
  };
  const down = { x: 0, y: 1.6, z: 0, dx: 0, dy: -Math.SQRT1_2, dz: -Math.SQRT1_2 };
  expect(onSurface(floor, down)).toEqual({ x: 0, y: 0.1, z: expect.closeTo(-1.5, 9) });
  expect(onSurface(floor, { ...down, dy: Math.SQRT1_2 })).toBeUndefined();
  const wall = { ...floor, mount: 'wall', x: 2, y: 1.5, z: -3, yaw: 0 } as const;
  expect(onSurface(wall, down)).toEqual({ x: 0, y: expect.closeTo(-1.4, 9), z: expect.closeTo(-3, 9) });
});

test('[LY15] a layout that lies anywhere in the room is the same layout: poses go there and come back', () => {
  const origin = openOrigin();
  origin.set({ x: 1, y: 0.2, z: -2, yaw: 2.5 });
  const pose = { x: 0.4, y: 0.7, z: -1.1, yaw: -2 };
  const there = origin.toRoom(pose);
  for (const key of ['x', 'y', 'z', 'yaw'] as const)
    expect(origin.toLayout(there)[key]).toBeCloseTo(pose[key], 12);
  const none = follow(there, back(there));
  for (const value of Object.values(none)) expect(value).toBeCloseTo(0, 12);
  // A quarter turn to the left takes what lies ahead (+z) to +x.
  origin.set({ x: 0, y: 0, z: 0, yaw: Math.PI / 2 });
  expect(origin.toRoom({ x: 0, y: 0, z: 1, yaw: 0 })).toMatchObject({
    x: expect.closeTo(1, 12),
    z: expect.closeTo(0, 12),
  });
  expect(yawOf({ x: 0, y: Math.sin(0.4), z: 0, w: Math.cos(0.4) })).toBeCloseTo(0.8, 12);
});

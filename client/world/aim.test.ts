import { expect, test } from 'vitest';
import { aimAtPortal, aimAtSeat } from './aim.ts';

const towards = (x: number, y: number, z: number) => {
  const length = Math.hypot(x, y - 1.6, z);
  return {
    origin: { x: 0, y: 1.6, z: 0 },
    direction: { x: x / length, y: (y - 1.6) / length, z: z / length },
  };
};
const seats = [
  { position: [0, 0.44, -6] as [number, number, number], yaw: 0 },
  { position: [0, 0.44, -3] as [number, number, number], yaw: 0 },
];
const door = {
  id: 'door',
  kind: 'door' as const,
  position: [0, 0, -5] as [number, number, number],
  yaw: Math.PI,
  width: 2,
  height: 2.2,
  to: 'theatre',
};

test('[WA8] one means the nearest seat under the pointer', () => {
  expect(aimAtSeat(towards(0, 0.6, -3), seats)).toMatchObject({ seat: 1 });
  expect(aimAtSeat(towards(0, 0.6, -6), seats)).toMatchObject({ seat: 0 });
  expect(aimAtSeat(towards(2, 0.6, -3), seats)).toBeUndefined();
  expect(aimAtSeat(towards(0, 0.6, 3), seats)).toBeUndefined();
});

test('[WA8] one means a door through its opening, from the side from which one enters it', () => {
  expect(aimAtPortal(towards(0.5, 1, -5), [door])?.metres).toBeCloseTo(5, 0);
  for (const [x, y, z] of [
    [1.5, 1, -5],
    [0, 3, -5],
    [0, 1, 5],
  ] as const)
    expect(aimAtPortal(towards(x, y, z), [door])).toBeUndefined();
  expect(aimAtPortal(towards(0, 1, -5), [{ ...door, yaw: 0 }])).toBeUndefined();
});

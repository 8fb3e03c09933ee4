import { expect, test } from 'vitest';
import { isWalkable } from '../../shared/model/geometry.ts';
import { readScene } from '../scenes.ts';
import { openSeats, SIT_METRES } from './seats.ts';

const { seats: places, walkable } = await readScene('scenes', 'atelier');
const [x, , z] = places[0]!.position;
const near = { x, z: z + 1 };

test('[AV24] a seat takes one person, from near, and is given back', () => {
  const seats = openSeats(places, walkable);
  expect(seats.take('ada', 0, near)).toEqual({ x, z, yaw: places[0]!.yaw });
  expect(seats.of('ada')).toBe(0);
  expect(() => seats.take('bo', 0, near)).toThrow('seat-taken');
  expect(() => seats.take('bo', 1, { x: x + SIT_METRES * 2, z })).toThrow('too-far');
  expect(() => seats.take('bo', places.length, near)).toThrow('not-found');
  const rise = seats.leave('ada')!;
  expect(isWalkable(walkable, rise.x, rise.z)).toBe(true);
  expect(Math.hypot(rise.x - x, rise.z - z)).toBeLessThan(1.5);
  expect(seats.leave('ada')).toBeUndefined();
  expect(seats.take('bo', 0, near)).toBeDefined();
});

test('[AV24] who takes another seat gives the first one back', () => {
  const seats = openSeats(places, walkable);
  seats.take('ada', 0, near);
  seats.take('ada', 1, near);
  expect(seats.of('ada')).toBe(1);
  expect(seats.take('bo', 0, near)).toBeDefined();
});

import { expect, test } from 'vitest';
import { isWalkable } from '../../shared/model/geometry.ts';
import { readScene } from '../scenes.ts';
import { openArrivals } from './arrive.ts';

const scene = await readScene('scenes', 'atelier');
const distance = (a: { x: number; z: number }, b: { x: number; z: number }) =>
  Math.hypot(a.x - b.x, a.z - b.z);

test('[AV21] a circle takes in many, on the floor and apart', () => {
  const arrivals = openArrivals({ ...scene, spawn: [{ position: [-1, 3], yaw: 0, radius: 2.4 }] });
  const people: { x: number; z: number }[] = [];
  for (let count = 0; count < 30; count++) people.push(arrivals.place(people.map(({ x, z }) => [x, z])));
  for (const [index, one] of people.entries()) {
    expect(isWalkable(scene.walkable, one.x, one.z)).toBe(true);
    for (const other of people.slice(index + 1)) expect(distance(one, other)).toBeGreaterThan(0.4);
  }
});

test('[AV22] who comes from another showroom arrives at its door and looks into the room', () => {
  const arrivals = openArrivals(scene);
  const door = scene.portals[0]!;
  const arrived = arrivals.place([], door.to);
  expect(distance(arrived, { x: door.position[0], z: door.position[2] })).toBeLessThan(3.5);
  expect(arrived.yaw).toBe(door.yaw);
  expect(arrivals.place([], 'nowhere')).toEqual(arrivals.place([]));
});

test('[AV23] a friend arrives beside a friend, not in anybody', () => {
  const arrivals = openArrivals(scene);
  const friend = { x: -4, z: 3.5, yaw: 1 };
  const first = arrivals.beside(friend, [[friend.x, friend.z]]);
  const second = arrivals.beside(friend, [
    [friend.x, friend.z],
    [first.x, first.z],
  ]);
  for (const place of [first, second]) {
    expect(distance(place, friend)).toBeLessThan(1.2);
    expect(distance(place, friend)).toBeGreaterThan(0.5);
    expect(place.yaw).toBe(friend.yaw);
  }
  expect(distance(first, second)).toBeGreaterThan(0.4);
});

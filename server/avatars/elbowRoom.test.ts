import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isWalkable, type Walkable } from '../../shared/model/geometry.ts';
import { ELBOW_METRES, elbowRoom } from './elbowRoom.ts';

const area: Walkable = {
  outline: [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ],
  holes: [],
};
const place = fc.record({
  x: fc.double({ min: -4.9, max: 4.9, noNaN: true }),
  z: fc.double({ min: -4.9, max: 4.9, noNaN: true }),
});

test('[AV6] one who stops where somebody stands comes to stand beside them, even on the very spot', () => {
  for (const wish of [
    { x: 1, z: 1 },
    { x: 1.1, z: 1 },
  ]) {
    const free = elbowRoom(area, wish, [{ x: 1, z: 1 }]);
    expect(Math.hypot(free.x - 1, free.z - 1)).toBeGreaterThanOrEqual(ELBOW_METRES);
    expect(Math.hypot(free.x - 1, free.z - 1)).toBeLessThan(ELBOW_METRES * 1.2);
  }
});

test('[AV6] who finds room keeps it; nobody is ever moved out of the walkable area or far away', () => {
  fc.assert(
    fc.property(place, fc.array(place, { maxLength: 30 }), (wish, others) => {
      const free = elbowRoom(area, wish, others);
      expect(isWalkable(area, free.x, free.z)).toBe(true);
      expect(Math.hypot(free.x - wish.x, free.z - wish.z)).toBeLessThan(8 * ELBOW_METRES + 1);
      if (others.every((other) => Math.hypot(other.x - wish.x, other.z - wish.z) >= ELBOW_METRES))
        expect(free).toEqual(wish);
    }),
  );
});

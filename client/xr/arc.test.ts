import { expect, test } from 'vitest';
import { openArc } from './arc.ts';

const flat = { height: () => 0 };

test('[VR2] a throw lands on the floor: farther the higher one points, and never when one points up', () => {
  const arc = openArc(flat);
  const far = (pitch: number): number => {
    arc.throw({ x: 0, y: 1.2, z: 0 }, 0, Math.sin(pitch), -Math.cos(pitch));
    expect([arc.landed.hit, arc.landed.y]).toEqual([true, 0]);
    return -arc.landed.z;
  };
  const [down, level, up] = [far(-1), far(0), far(0.5)];
  expect(down).toBeGreaterThan(0.4);
  expect(level).toBeGreaterThan(down);
  expect(up).toBeGreaterThan(level);
  expect(up).toBeLessThan(8);
  arc.throw({ x: 0, y: 1.2, z: 0 }, 0, 1, 0);
  expect(arc.landed.hit).toBe(false);
});

test('[VR2] it lands on steps as on the floor', () => {
  const arc = openArc({ height: (_, z) => (z < -1 ? 0.4 : 0) });
  arc.throw({ x: 0, y: 1.2, z: 0 }, 0, 0, -1);
  expect([arc.landed.hit, arc.landed.y]).toEqual([true, 0.4]);
  expect(arc.points[(arc.count - 1) * 3 + 1]).toBeCloseTo(0.4, 5);
});

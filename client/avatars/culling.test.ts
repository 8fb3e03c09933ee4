import { Frustum } from '@babylonjs/core/Maths/math.frustum';
import { Matrix, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { expect, test } from 'vitest';
import { inView } from './culling.ts';

const view = Matrix.LookAtRH(new Vector3(0, 1.65, 0), new Vector3(0, 1.65, -1), Vector3.Up());
const planes = Frustum.GetPlanes(view.multiply(Matrix.PerspectiveFovRH(0.8, 16 / 9, 0.05, 120)));

test('[AV17] only who reaches into the picture is drawn', () => {
  expect(inView(planes, 0, 0.85, -5, 1)).toBe(true);
  expect(inView(planes, 0, 0.85, 5, 1)).toBe(false);
  expect(inView(planes, 20, 0.85, -5, 1)).toBe(false);
  expect(inView(planes, 0, 0.85, -200, 1)).toBe(false);
});

test('[AV17] who stands half in the picture is drawn', () => {
  const edge = 5 * Math.tan(0.4) * (16 / 9);
  expect(inView(planes, edge + 0.5, 1.65, -5, 1)).toBe(true);
  expect(inView(planes, edge + 2, 1.65, -5, 1)).toBe(false);
});

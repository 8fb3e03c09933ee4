import { NullEngine } from '@babylonjs/core/Engines/nullEngine';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { Scene } from '@babylonjs/core/scene';
import { afterAll, expect, test } from 'vitest';
import { openExplosion, progressOf } from './explosion.ts';
import type { ShownModel } from './model.ts';

const engine = new NullEngine();
const scene = new Scene(engine);
afterAll(() => engine.dispose());

/** A base with a lid on it that is turned and twice as large, a knob on the lid, and a wheel within the base. */
function model() {
  const root = new TransformNode('product', scene);
  const node = (name: string, parent: TransformNode, y = 0): TransformNode => {
    const made = new TransformNode(name, scene);
    made.parent = parent;
    made.position.y = y;
    return made;
  };
  const base = node('base', root);
  const turned = node('turned', root);
  turned.rotation.z = Math.PI / 2;
  turned.scaling.setAll(2);
  const lid = node('lid', turned);
  const knob = node('knob', root, 1);
  const wheel = node('wheel', lid);
  const parts = new Map(Object.entries({ base, lid, knob, wheel }));
  return { root, parts, meshes: [] as never[] } as unknown as ShownModel & {
    parts: Map<string, TransformNode>;
  };
}

const PLAN = {
  steps: 2,
  parts: [
    { id: 'knob', offset: [0, 3, 0] as [number, number, number], step: 0, on: 'lid' },
    { id: 'lid', offset: [0, 2, 0] as [number, number, number], step: 1 },
    { id: 'wheel', offset: [1, 2, 0] as [number, number, number], step: 1 },
    { id: 'gone', offset: [9, 9, 9] as [number, number, number], step: 0 },
  ],
};
const worldOf = (node: TransformNode) => {
  node.computeWorldMatrix(true);
  return node
    .getAbsolutePosition()
    .asArray()
    .map((value) => Math.round(value * 1000) / 1000 + 0);
};

test('[IN22] apart, each part stands where the plan says, wherever it hangs in the file', () => {
  const shown = model();
  const explosion = openExplosion(shown, PLAN);
  explosion.set(1);
  const at = (name: string) => worldOf(shown.parts.get(name)!);
  expect([at('base'), at('lid'), at('wheel'), at('knob')]).toEqual([
    [0, 0, 0],
    [0, 2, 0],
    [1, 2, 0],
    [0, 4, 0],
  ]);
  expect(explosion.offsetOf('knob', new Vector3()).asArray()).toEqual([0, 3, 0]);
});

test('[IN23] steps follow one another; a part that sat on another goes first and is then carried along', () => {
  const shown = model();
  const explosion = openExplosion(shown, PLAN);
  explosion.set(0.5);
  expect(worldOf(shown.parts.get('knob')!)).toEqual([0, 2, 0]);
  expect(worldOf(shown.parts.get('lid')!)).toEqual([0, 0, 0]);
  expect([progressOf(0.5, 0, 2), progressOf(0.5, 1, 2), progressOf(0.75, 1, 2)]).toEqual([1, 0, 0.5]);
  expect([explosion.stepAt(0), explosion.stepAt(0.5), explosion.stepAt(1)]).toEqual([0, 1, 2]);
});

test('[IN24] put together again everything is in its place', () => {
  const shown = model();
  const explosion = openExplosion(shown, PLAN);
  explosion.set(0.7);
  explosion.dispose();
  expect(worldOf(shown.parts.get('knob')!)).toEqual([0, 1, 0]);
  expect(worldOf(shown.parts.get('lid')!)).toEqual([0, 0, 0]);
});

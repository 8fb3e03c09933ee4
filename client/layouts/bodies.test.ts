import { NullEngine } from '@babylonjs/core/Engines/nullEngine';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { Scene } from '@babylonjs/core/scene';
import { expect, test } from 'vitest';
import { type LoadBody, openBodies } from './bodies.ts';
import type { Goods } from './goods.ts';
import { openPlan } from './plan.ts';

const price = { amount: 1, currency: 'EUR' };
const CHAIR: Goods = { product: 'chair', sku: 'C1', size: [0.8, 0.9, 0.8], mount: 'floor', price };
const PICTURE: Goods = { product: 'picture', sku: 'P1', size: [1, 0.6, 0.04], mount: 'wall', price };

function set() {
  const scene = new Scene(new NullEngine());
  const plan = openPlan();
  plan.know([CHAIR, PICTURE]);
  const loaded: string[] = [];
  const load: LoadBody = async (product, sku, into) => {
    loaded.push(sku);
    if (product === 'picture' && loaded.length < 4) throw new Error('gone');
    const root = new TransformNode(product, into);
    CreateBox('wood', { size: 0.8 }, into).parent = root;
    return { root, dispose: () => root.dispose() };
  };
  return { scene, plan, loaded, load };
}

test('[LY12] each model is loaded once and drawn at true size where its piece is; one that can’t be had is said and asked for again', async () => {
  const { scene, plan, loaded, load } = set();
  const lost: string[] = [];
  const before = scene.transformNodes.length + scene.meshes.length;
  const bodies = openBodies(scene, plan, load, { onLost: (id) => lost.push(id) });
  await bodies.prefetch('chair', 'C1');
  const add = (sku: string, x: number) => {
    const outcome = plan.add({ sku, x, y: 0, z: 0, yaw: 0.5 });
    return outcome.done ? outcome.piece.id : '';
  };
  const [first, second] = [add('C1', 0), add('C1', 2)];
  await expect.poll(() => bodies.complete).toBe(true);
  expect(loaded).toEqual(['C1']);
  plan.move(first, { x: -1, z: 0.5 });
  const node = bodies.nodeOf(first)!;
  expect([node.position.asArray(), node.rotation.y, node.scaling.x]).toEqual([[-1, 0, 0.5], 0.5, 1]);
  const picture = add('P1', 5);
  await expect.poll(() => lost).toEqual([picture]);
  expect([bodies.nodeOf(picture), bodies.complete]).toEqual([undefined, false]);
  plan.remove(picture);
  await bodies.prefetch('picture', 'P1');
  await bodies.prefetch('picture', 'P1');
  const again = add('P1', 5);
  await expect.poll(() => bodies.complete).toBe(true);
  expect(bodies.nodeOf(again)!.getChildTransformNodes(true)[0]!.position.asArray()).toEqual([0, -0.3, 0.02]);
  plan.remove(second);
  expect(bodies.nodeOf(second)).toBeUndefined();
  for (let twice = 0; twice < 2; twice++) bodies.dispose();
  await Promise.resolve();
  expect(scene.transformNodes.length + scene.meshes.length).toBe(before);
});

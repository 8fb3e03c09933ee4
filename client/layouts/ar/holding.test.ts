import { expect, test } from 'vitest';
import { openPlan } from '../plan.ts';
import type { Anchors } from './anchors.ts';
import { openHolding } from './holding.ts';
import { openOrigin, type Upright } from './origin.ts';

test('[LY23] what rests is held by the device where it is; what moves is not, and what is gone is let go', () => {
  const log: string[] = [];
  const places = new Map<string, Upright>();
  const anchors: Anchors = {
    hold(id, at) {
      log.push(`hold ${id} ${at.x}`);
      places.set(id, at);
    },
    letGo(id) {
      log.push(`let go ${id}`);
      places.delete(id);
    },
    where: (id) => places.get(id),
    handles: () => ({}),
    forget: () => {},
    reopen: async () => [],
    release: () => undefined,
  };
  const price = { amount: 1, currency: 'EUR' };
  const plan = openPlan({ newId: () => 'p' });
  plan.know([{ product: 'a', sku: 'A', size: [1, 1, 1], mount: 'floor', price }]);
  const origin = openOrigin();
  origin.set({ x: 10, y: 0, z: 0, yaw: 0 });
  const holding = openHolding(plan, origin, anchors);
  plan.add({ sku: 'A', x: 1, y: 0, z: 0, yaw: 0 });
  holding.step();
  expect(log).toEqual([]);
  for (let rest = 0; rest < 3; rest++) holding.step();
  expect(log.splice(0)).toEqual(['hold p 11']);
  // The device has come to know better where it is.
  places.set('p', { x: 11.02, y: 0, z: 0, yaw: 0 });
  expect(holding.where('p')!.x).toBeCloseTo(1.02, 9);
  plan.move('p', { x: 2 });
  holding.step();
  expect(log.splice(0)).toEqual(['let go p']);
  expect(holding.where('p')).toBeUndefined();
  holding.step();
  plan.remove('p');
  holding.step();
  expect(log).toEqual(['hold p 12', 'let go p']);
});

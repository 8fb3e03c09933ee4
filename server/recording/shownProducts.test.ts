import { expect, test } from 'vitest';
import type { ShownProduct } from '../../shared/model/replay.ts';
import { inProcessBus } from '../bus.ts';
import { followShown } from './shownProducts.ts';

const lamp = (version: number): ShownProduct => ({
  ...{ product: 'lamp', version, thumbnail: `/${version}.webp` },
  name: { en: `Lamp ${version}` },
});

test('[IN29] a recording writes down how each product of its showroom looks, and when its next version takes its place', async () => {
  const bus = inProcessBus((error) => {
    throw error;
  });
  const stands: Record<string, ShownProduct[]> = { atelier: [lamp(1)] };
  const told: [string, number, number][] = [];
  let time = 0;
  const shown = followShown({
    ...{ bus, showroom: 'atelier', now: () => time },
    standing: async (showroom) => stands[showroom] ?? [],
    tell: ({ product, version }, at) => told.push([product, version, at]),
    failed(error) {
      throw error;
    },
  });
  await expect.poll(() => told).toEqual([['lamp', 1, 0]]);
  time = 5000;
  stands.atelier = [lamp(2)];
  bus.publish('product.changed', { slug: 'lamp', version: 2 });
  bus.publish('product.changed', { slug: 'chair', version: 7 });
  await expect.poll(() => told.length).toBe(2);
  time = 6000;
  stands.atelier = [lamp(2), { ...lamp(4), product: 'deer' }];
  bus.publish('stand.changed', { showroom: 'garden', stand: 'stand-1', product: 'deer' });
  bus.publish('stand.changed', { showroom: 'atelier', stand: 'stand-1', product: 'deer' });
  await shown.close();
  bus.publish('product.changed', { slug: 'lamp', version: 3 });
  expect(told).toEqual([
    ['lamp', 1, 0],
    ['lamp', 2, 5000],
    ['deer', 4, 6000],
  ]);
});

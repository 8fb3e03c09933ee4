import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../testing/house.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ ADDRESS_RATE: '1' });
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

test('[HT8] one address gets so many answers a second, then too-many, then answers again', async () => {
  const own = await Promise.all(Array.from({ length: 60 }, () => fetch(`${house.url}/api/products`)));
  expect(own.filter(({ status }) => status === 429).length).toBeGreaterThan(20);
  await Promise.all(own.map((response) => response.arrayBuffer()));
  house.clock.advance(1000);
  expect((await fetch(`${house.url}/api/products`)).status).toBe(200);
});

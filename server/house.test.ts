import { expect, test } from 'vitest';
import { ask } from './testing/api.ts';
import { openTestHouse } from './testing/house.ts';
import { enter, enterAsStaff, until } from './testing/rooms.ts';

test('[HS1] a house opens, is walked into, and closes without leaving anything behind; closing twice is once', async () => {
  const house = await openTestHouse();
  const room = await enter(house);
  const staff = await enterAsStaff(house);
  await until(() => expect(room.state.visitors.size).toBe(1));
  const told = Promise.all([room, staff].map((one) => new Promise((resolve) => one.onLeave(resolve))));
  const [first] = await Promise.all([house.end(), house.close()]);
  expect(first).toEqual([]);
  expect(await told).toEqual([4001, 4001]);
  await house.close();
  await expect(ask(house, 'GET', '/healthz')).rejects.toThrow();
});

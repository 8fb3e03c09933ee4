import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTestHouse } from '../testing/house.ts';
import { enter, enterAsStaff, refusalOf, type TestRoom, until } from '../testing/rooms.ts';

const pinned = ({ state }: TestRoom) =>
  [...state.stands].filter(([, stand]) => stand.pinned).map(([id]) => id);

test('[PR3] a host holds up one product at a time, in all rooms, for late comers and over a restart; visitors can’t', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-pins-'));
  const env = { DATA_DIR: folder, ROOM_CAPACITY: '2' };
  const house = await openTestHouse(env);
  const [ada, host] = [await enter(house), await enterAsStaff(house)];
  const bo = await enter(house, 'Bo');
  expect(bo.roomId).not.toBe(ada.roomId);
  const pin = (room: TestRoom, stand: string) => room.request('products.pin', { stand });
  const [first, second] = [...ada.state.stands].filter(([, { product }]) => product).map(([id]) => id);
  expect((await refusalOf(pin(ada, first!))).code).toBe('not-allowed');
  expect((await refusalOf(pin(host, 'nowhere'))).code).toBe('not-found');
  for (const stand of [first!, second!]) {
    await pin(host, stand);
    await until(() => expect([pinned(ada), pinned(bo)]).toEqual([[stand], [stand]]));
  }
  await Promise.all([ada.leave(), host.leave(), bo.leave()]);
  await house.close();
  const again = await openTestHouse(env);
  const cy = await enter(again, 'Cy');
  expect(pinned(cy)).toEqual([second]);
  const staff = await enterAsStaff(again);
  await staff.request('products.place', { stand: second!, product: '' });
  await until(() => expect(pinned(cy)).toEqual([]));
  await pin(staff, first!);
  await pin(staff, '');
  await until(() => expect(pinned(cy)).toEqual([]));
  await Promise.all([cy.leave(), staff.leave()]);
  expect(await again.end()).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { isWalkable } from '../../shared/model/geometry.ts';
import { readScene } from '../scenes.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter, poseOf, refusalOf, until } from '../testing/rooms.ts';

const { walkable, stands } = await readScene('scenes', 'atelier');

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

test('[VR3] a headset may be elsewhere at once: near by and on free floor, as the room says; others see it', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  await until(() => expect(poseOf(bo, ada)).toBeDefined());
  const from = poseOf(bo, ada)!;
  const wish = { x: from.x + 2, z: from.z - 1, yaw: 1 };
  expect(await ada.request('avatars.teleport', wish)).toEqual(wish);
  await until(() => expect(poseOf(bo, ada)!.x).toBeCloseTo(wish.x, 1));
  // From there one walks on: the room does not think that one has leapt.
  ada.send('avatars.move', { x: wish.x + 0.3, z: wish.z, yaw: 1, gait: 1 });
  await until(() => expect(poseOf(bo, ada)!.x).toBeCloseTo(wish.x + 0.3, 1));
  const far = await refusalOf(ada.request('avatars.teleport', { x: wish.x + 30, z: wish.z, yaw: 0 }));
  expect(far.code).toBe('too-far');
  expect((await refusalOf(ada.request('avatars.teleport', { x: 'here', z: 0, yaw: 0 } as never))).code).toBe(
    'bad-input',
  );
  // Into a stand: beside it.
  const near = stands
    .map(({ position: [x, , z] }) => ({ x, z, metres: Math.hypot(x - wish.x, z - wish.z) }))
    .sort((a, b) => a.metres - b.metres)[0]!;
  const there = (await ada.request('avatars.teleport', { x: near.x, z: near.z, yaw: 0 })) as typeof near;
  expect([isWalkable(walkable, near.x, near.z), isWalkable(walkable, there.x, there.z)]).toEqual([
    false,
    true,
  ]);
  // Not into somebody who stands there.
  const other = poseOf(ada, bo)!;
  const beside = (await ada.request('avatars.teleport', { x: other.x, z: other.z, yaw: 0 })) as typeof near;
  expect(Math.hypot(beside.x - other.x, beside.z - other.z)).toBeGreaterThan(0.2);
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[VR3] who sits stands up when their headset moves them', async () => {
  const ada = await enter(house, 'Ada');
  const [seat] = (await readScene('scenes', 'atelier')).seats;
  const [x, , z] = seat!.position;
  await until(() => expect(poseOf(ada, ada)).toBeDefined());
  let at: { x: number; z: number } = poseOf(ada, ada)!;
  for (;;) {
    const far = Math.hypot(x - at.x, z - at.z);
    if (far < 1.5) break;
    const step = Math.min(6, far - 1) / far;
    at = (await ada.request('avatars.teleport', {
      x: at.x + (x - at.x) * step,
      z: at.z + (z - at.z) * step,
      yaw: 0,
    })) as { x: number; z: number };
  }
  await ada.request('avatars.sit', { seat: 0 });
  await until(() => expect(ada.state.visitors.get(ada.sessionId)?.seat).toBe(1));
  await ada.request('avatars.teleport', { x, z: z + 1.5, yaw: 0 });
  await until(() => expect(ada.state.visitors.get(ada.sessionId)?.seat).toBe(0));
  await ada.leave();
});

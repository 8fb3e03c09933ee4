import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter, enterAsStaff, poseOf, refusalOf, type TestRoom, until } from '../testing/rooms.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

/** Before the portal; the door through which everybody comes is further than one may be from it. */
const PORTAL = { x: -6.9, z: -1.2 };
const WORKSHOP = { tour: 'workshop', point: 'bench' };
const tourOf = (viewer: TestRoom, who: TestRoom) => viewer.state.visitors.get(who.sessionId)?.tour;

/** Walks to a place in steps that the server allows, as another one sees it. */
async function walk(room: TestRoom, viewer: TestRoom, to: { x: number; z: number }): Promise<void> {
  await until(() => expect(poseOf(viewer, room)).toBeDefined());
  for (let step = 0; step < 80; step++) {
    const at = poseOf(viewer, room)!;
    const far = Math.hypot(to.x - at.x, to.z - at.z);
    if (far < 0.4) return;
    const share = Math.min(1, 0.8 / far);
    house.clock.advance(400);
    const next = { x: at.x + (to.x - at.x) * share, z: at.z + (to.z - at.z) * share };
    room.send('avatars.move', { ...next, yaw: 0, gait: 1 });
    await until(() => {
      const seen = poseOf(viewer, room)!;
      expect(Math.hypot(seen.x - next.x, seen.z - next.z)).toBeLessThan(0.3);
    });
  }
  throw new Error('never got there');
}
test('[TO2] who stands at a portal enters its tour, goes on, comes back, and everybody sees it', async () => {
  const ada = await enter(house, 'Ada');
  const bo = await enter(house, 'Bo');
  await walk(ada, bo, PORTAL);
  await ada.request('tours.enter', WORKSHOP);
  await until(() => expect(tourOf(bo, ada)).toBe('workshop/bench'));
  await ada.request('tours.enter', { tour: 'workshop', point: 'store' });
  await until(() => expect(tourOf(bo, ada)).toBe('workshop/store'));
  await ada.request('tours.leave', {});
  await until(() => expect(tourOf(bo, ada)).toBe(''));
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[TO3] from afar, without a body, and into what is not there one does not get', async () => {
  const ada = await enter(house, 'Ada');
  const bo = await enter(house, 'Bo');
  expect(await refusalOf(ada.request('tours.enter', WORKSHOP))).toMatchObject({ code: 'too-far' });
  for (const wish of [
    { tour: 'attic', point: 'bench' },
    { tour: 'workshop', point: 'attic' },
  ])
    expect(await refusalOf(ada.request('tours.enter', wish))).toMatchObject({ code: 'not-found' });
  const host = await enterAsStaff(house);
  expect(await refusalOf(host.request('tours.enter', WORKSHOP))).toMatchObject({ code: 'not-allowed' });
  expect(await refusalOf(host.request('tours.leave', {}))).toMatchObject({ code: 'not-allowed' });
  await Promise.all([ada.leave(), bo.leave(), host.leave()]);
});

test('[TO4] where somebody of the room is, others come along from anywhere; when they have left, nobody', async () => {
  const ada = await enter(house, 'Ada');
  const bo = await enter(house, 'Bo');
  await walk(ada, bo, PORTAL);
  await ada.request('tours.enter', WORKSHOP);
  await bo.request('tours.enter', { tour: 'workshop', point: 'finishing' });
  await until(() => expect(tourOf(ada, bo)).toBe('workshop/finishing'));
  await bo.request('tours.leave', {});
  await ada.leave();
  await until(() => expect(bo.state.visitors.size).toBe(1));
  expect(await refusalOf(bo.request('tours.enter', WORKSHOP))).toMatchObject({ code: 'too-far' });
  await bo.leave();
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyPosture, newPosture, type Posture, REACH_METRES, SHOULDER } from '../../shared/model/posture.ts';
import { POSTURES, readPostures } from '../../shared/wire/posture.ts';
import { tellPosture } from '../../shared/wire/toldPosture.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter, refusalOf, type TestRoom, until } from '../testing/rooms.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

/** What a viewer hears of heads and hands, by slot. */
function listen(viewer: TestRoom): Map<number, Posture> {
  const heard = new Map<number, Posture>();
  viewer.onMessage(POSTURES, (bytes: Uint8Array) =>
    readPostures(bytes, (slot, posture) => {
      const kept = newPosture();
      copyPosture(posture, kept);
      heard.set(slot, kept);
    }),
  );
  return heard;
}

test('[PS12] the room tells others how one holds head and hands, as far as a body can, until one puts the headset down or leaves', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  const heard = listen(bo);
  const slot = () => bo.state.visitors.get(ada.sessionId)!.slot;
  const posture = newPosture();
  Object.assign(posture.right, { here: true, x: 0.3, y: 1.4, z: -0.4 });
  ada.send('avatars.hold', { posture: tellPosture(posture), at: 1000 });
  await until(() => expect(heard.get(slot())).toMatchObject({ here: true, left: { here: false } }));
  expect(heard.get(slot())!.right).toMatchObject({ here: true, y: expect.closeTo(1.4, 1) });
  // An arm of three metres.
  Object.assign(posture.right, { y: 3.9, z: -2 });
  ada.send('avatars.hold', { posture: tellPosture(posture), at: 1100 });
  await until(() => expect(heard.get(slot())!.right.y).toBeGreaterThan(1.8));
  const { x, y, z } = heard.get(slot())!.right;
  expect(Math.hypot(x - SHOULDER.aside, y - (1.65 - SHOULDER.below), z)).toBeLessThan(REACH_METRES + 0.02);
  const wrong = { posture: { head: [1650, 0, 0, Number.NaN] } };
  expect((await refusalOf(ada.request('avatars.hold', wrong as never))).code).toBe('bad-input');
  ada.send('avatars.hold', { posture: null, at: 1200 });
  await until(() => expect(heard.get(slot())!.here).toBe(false));
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[PS12] who tells far too often is held back, as with poses', async () => {
  const ada = await enter(house, 'Ada');
  const answers = await Promise.allSettled(
    Array.from({ length: 90 }, () =>
      ada.request('avatars.hold', { posture: tellPosture(newPosture()) } as never),
    ),
  );
  expect(answers.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(10);
  await ada.leave();
});

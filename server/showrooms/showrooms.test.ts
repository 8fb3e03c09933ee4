import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { asVisitor, enter, joinWith, poseOf, refusalOf, type TestRoom, until } from '../testing/rooms.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const LOGO = readFileSync('assets/avatars/mira.webp').subarray(0, 20_000).toString('base64');
const ATELIER = '/api/console/showrooms/atelier';
const lobby = async () => {
  const { body } = await (await signIn(house)).call('GET', '/api/showrooms');
  return body.showrooms.find(({ slug }: { slug: string }) => slug === 'atelier');
};

test('[SH1] the lobby tells what is open and who is there', async () => {
  expect(await lobby()).toMatchObject({ scene: 'atelier', people: 0, live: false, opensAt: null });
  const ada = await enter(house);
  expect(await lobby()).toMatchObject({ people: 1 });
  expect(ada.state.showroom).toBe('atelier');
  await ada.leave();
});

test('[SH2] what an owner furnishes is seen at once in every room, and is still there for those who come later', async () => {
  const owner = await signIn(house, 'owner');
  const ada = await enter(house);
  const wish = { colour: '#336699', fabric: '#aa8866', screen: 'slate', logo: LOGO };
  expect((await owner.call('PUT', ATELIER, wish)).status).toBe(200);
  const furnished = (room: TestRoom) => room.state.furnishing;
  await until(() => expect(furnished(ada)).toMatchObject({ colour: '#336699', screen: 'slate' }));
  await until(() => expect(ada.state.programme.source).toBe('none'));
  const picture = await fetch(house.url + furnished(ada).logo);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
  await owner.call('PUT', ATELIER, { screen: 'film', logo: null, name: { en: 'Our atelier' } });
  const bo = await enter(house, 'Bo');
  await until(() => expect(furnished(bo)).toMatchObject({ colour: '#336699', screen: 'film', logo: '' }));
  await until(() => expect(bo.state.programme.source).toBe('house'));
  expect((await lobby()).name).toEqual({ en: 'Our atelier' });
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[SH3] only an owner furnishes, and only with what fits', async () => {
  const [visitor, host, owner] = [
    await signIn(house),
    await signIn(house, 'host'),
    await signIn(house, 'owner'),
  ];
  for (const other of [visitor, host])
    expect((await other.call('PUT', ATELIER, { colour: '' })).body.code).toBe('not-allowed');
  const wrong = [
    { colour: 'red' },
    { screen: 'wall' },
    { logo: 'not base64!' },
    { logo: Buffer.from('<svg/>').toString('base64') },
    { name: { zh: '没有英文' } },
    { opensAt: -1 },
    { stock: 3 },
  ];
  for (const wish of wrong)
    expect([wish, (await owner.call('PUT', ATELIER, wish)).body.code]).toEqual([wish, 'bad-input']);
  expect((await owner.call('PUT', '/api/console/showrooms/nowhere', { colour: '' })).body.code).toBe(
    'not-found',
  );
  expect((await owner.call('GET', '/api/console/showrooms/nowhere/stands')).body.code).toBe('not-found');
  const elsewhere = await owner.call('PUT', '/api/console/showrooms/nowhere/stands/stand-1', { product: '' });
  expect(elsewhere.body.code).toBe('not-found');
});

test('[SH5] before it opens, visitors are told so; its staff may prepare it', async () => {
  const [{ token }, host, owner] = [
    await signIn(house),
    await signIn(house, 'host'),
    await signIn(house, 'owner'),
  ];
  await owner.call('PUT', ATELIER, { opensAt: house.clock.now() + 3_600_000 });
  expect(await refusalOf(joinWith(house, token, asVisitor()))).toEqual({ code: 'not-open' });
  const early = await joinWith(house, host.token, { as: 'staff' });
  await early.leave();
  house.clock.advance(3_600_001);
  const ada = await joinWith(house, token, asVisitor());
  await ada.leave();
  await owner.call('PUT', ATELIER, { opensAt: null });
});

test('[AV25] one sits down on a seat and everybody sees it; a move does not lift one from it', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  expect(await refusalOf(ada.request('avatars.sit', { seat: 0 }))).toMatchObject({ code: 'too-far' });
  // The sofa is across the room, and nobody leaps.
  const way = [
    [-5, 3.4],
    [-3.5, 2.9],
    [-2, 2.4],
    [-0.4, 0.7],
    [1.2, -0.9],
    [2.7, -2.5],
    [3.2, -3],
    [4, -2.9],
  ] as const;
  for (const [x, z] of way) {
    house.clock.advance(2000);
    ada.send('avatars.move', { x, z, yaw: 0, gait: 1 });
    await ada.request('chat.history', {});
  }
  await until(() => expect(poseOf(bo, ada)?.x).toBeCloseTo(4, 1));
  const place = (await ada.request('avatars.sit', { seat: 0 })) as { x: number; z: number };
  await until(() => expect(bo.state.visitors.get(ada.sessionId)?.seat).toBe(1));
  await until(() => expect(poseOf(bo, ada)!.gait).toBe(5));
  ada.send('avatars.move', { x: 4, z: -2.9, yaw: 0, gait: 1 });
  await ada.request('chat.history', {});
  expect(poseOf(bo, ada)!.x).toBeCloseTo(place.x, 1);
  const risen = (await ada.request('avatars.stand', {})) as { x: number; z: number };
  await until(() => expect(poseOf(bo, ada)).toMatchObject({ gait: 0 }));
  expect(Math.hypot(poseOf(bo, ada)!.x - risen.x, poseOf(bo, ada)!.z - risen.z)).toBeLessThan(0.05);
  expect(bo.state.visitors.get(ada.sessionId)?.seat).toBe(0);
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[AV23] a friend who follows a link arrives beside the one who sent it', async () => {
  const ada = await enter(house, 'Ada');
  const { token } = await signIn(house);
  const bo = await joinWith(house, token, { ...asVisitor('Bo'), beside: ada.sessionId });
  await until(() => expect(poseOf(bo, ada)).toBeDefined());
  await until(() => expect(poseOf(bo, bo)).toBeDefined());
  const [a, b] = [poseOf(bo, ada)!, poseOf(bo, bo)!];
  expect(Math.hypot(a.x - b.x, a.z - b.z)).toBeLessThan(1.3);
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[FL2] one who joins anew stands where they stood, by the wall when that was outside, and in nobody', async () => {
  const { token } = await signIn(house);
  const at = { x: 2, z: 1, yaw: 0.5 };
  const join = (name: string, at: object) => joinWith(house, token, { ...asVisitor(name), at });
  const ada = await join('Ada', at);
  const bo = await join('Bo', at);
  const lee = await join('Lee', { x: 900, z: 900, yaw: 0 });
  for (const one of [ada, bo, lee]) await until(() => expect(poseOf(lee, one)).toBeDefined());
  const [a, b, far] = [poseOf(lee, ada)!, poseOf(lee, bo)!, poseOf(lee, lee)!];
  expect([a.x, a.z, a.yaw]).toEqual([2, 1, 0.5].map((value) => expect.closeTo(value, 1)));
  expect(Math.hypot(a.x - b.x, a.z - b.z)).toBeGreaterThan(0.35);
  expect(Math.hypot(a.x - b.x, a.z - b.z)).toBeLessThan(1);
  expect(Math.hypot(far.x, far.z)).toBeLessThan(40);
  await expect(join('Eve', { x: Number.NaN, z: 0, yaw: 0 })).rejects.toThrow();
  await Promise.all([ada, bo, lee].map((room) => room.leave()));
});

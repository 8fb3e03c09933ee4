import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import {
  asVisitor,
  enter,
  enterAsStaff,
  joinWith,
  nextEvent,
  poseOf,
  refusalOf,
  type TestRoom,
  until,
} from '../testing/rooms.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});

const seen = (room: TestRoom, who: TestRoom) => room.state.visitors.get(who.sessionId);

// This one stays first: what it guards against happened in the first room of a process only.
test('[RO1] the very first room of a process has its stands filled and its stage open', async () => {
  const room = await enter(house);
  await until(() => {
    const stands = [...room.state.stands.values()];
    expect(stands.filter(({ product, stock }) => product && stock > 0).length).toBeGreaterThanOrEqual(6);
    expect(seen(room, room)?.name).toBe('Ada');
  });
  const answer = (await room.request('stage.capabilities', {})) as { rtpCapabilities: { codecs: unknown[] } };
  expect(answer.rtpCapabilities.codecs.length).toBeGreaterThan(1);
  await room.leave();
});

test('[RO2] one joins with a session and a name; everything else is refused with its reason', async () => {
  const { token } = await signIn(house);
  const host = await signIn(house, 'host');
  const cases: [string | undefined, unknown, string][] = [
    [undefined, asVisitor(), 'not-signed-in'],
    ['nonsense', asVisitor(), 'not-signed-in'],
    [token, {}, 'bad-input'],
    [token, { as: 'king' }, 'bad-input'],
    [token, { as: 'visitor', appearance: { name: '' } }, 'bad-input'],
    [token, { as: 'visitor', appearance: { name: 'x'.repeat(25) } }, 'bad-input'],
    [token, { as: 'visitor', appearance: { name: 'Ada', body: 'dragon' } }, 'bad-input'],
    [token, { as: 'visitor', appearance: { name: 'Ada', colour: 'red' } }, 'bad-input'],
    [token, { as: 'staff' }, 'not-allowed'],
    [token, { ...asVisitor(), showroom: 'nowhere' }, 'not-found'],
    [host.token, { as: 'staff', showroom: 'nowhere' }, 'not-found'],
  ];
  for (const [given, wish, code] of cases)
    expect([wish, await refusalOf(joinWith(house, given, wish))]).toEqual([wish, { code }]);
});

test('[RO2] staff come without a body, and are in the same room', async () => {
  const host = await enterAsStaff(house);
  const visitor = await enter(house);
  expect(host.roomId).toBe(visitor.roomId);
  await until(() => expect(host.state.visitors.size).toBe(1));
  await Promise.all([host.leave(), visitor.leave()]);
});

test('[RO2] who names the showroom and who does not meet in one room, whoever comes first', async () => {
  const named = async () =>
    joinWith(house, (await signIn(house)).token, { ...asVisitor(), showroom: 'atelier' });
  for (const order of [
    [named, () => enter(house)],
    [() => enter(house), named],
  ]) {
    const rooms = [await order[0]!(), await order[1]!()];
    expect(rooms[0]!.roomId).toBe(rooms[1]!.roomId);
    const opened = rooms[0]!.roomId;
    await Promise.all(rooms.map((room) => room.leave()));
    await roomGone(opened);
  }
});

/** Waits until a room that everybody left is closed. */
async function roomGone(id: string): Promise<void> {
  const owner = await signIn(house, 'owner');
  await until(async () => {
    const { body } = await owner.call('GET', '/api/console/rooms');
    expect(body.rooms.map((room: { id: string }) => room.id)).not.toContain(id);
  });
}

test('[RO3] two visitors see each other arrive, walk and go', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  await until(() => expect([seen(ada, bo)?.name, seen(bo, ada)?.name]).toEqual(['Bo', 'Ada']));
  await until(() => expect(poseOf(bo, ada) && poseOf(ada, bo)).toBeDefined());
  const { x, z } = poseOf(bo, ada)!;
  expect(Math.hypot(x - poseOf(ada, bo)!.x, z - poseOf(ada, bo)!.z)).toBeGreaterThan(0.4);
  ada.send('avatars.move', { x: x + 0.5, z, yaw: 1, gait: 1 });
  await until(() => {
    expect(poseOf(bo, ada)!.x).toBeCloseTo(x + 0.5, 1);
    expect(poseOf(bo, ada)!.gait).toBe(1);
  });
  await ada.leave();
  await until(() => expect(seen(bo, ada)).toBeUndefined());
  await bo.leave();
});

test('[AV1] a name is shown clean, whatever was sent', async () => {
  const ada = await enter(house, ' A\u202Ed\u200Ba\n');
  await until(() => expect(seen(ada, ada)?.name).toBe('Ada'));
  await ada.leave();
});

test('[AV3] a teleport is corrected: the one who tried is told, the others never see it', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  await until(() => expect(seen(bo, ada)).toBeDefined());
  const told = nextEvent<{ x: number; z: number }>(ada, 'avatars.corrected');
  ada.send('avatars.move', { x: 7, z: -5, yaw: 0, gait: 0 });
  const place = await told;
  expect(place.x).toBeLessThan(0);
  await until(() => expect(poseOf(bo, ada)?.x).toBeCloseTo(place.x, 1));
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[CH1] a line reaches everybody with its speaker’s name, clean, and late joiners get it', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  const heard = nextEvent<ChatLine>(bo, 'chat.line');
  const { id } = (await ada.request('chat.say', { text: '  hello\n\u202Ethere ' })) as { id: number };
  const line = await heard;
  expect(line).toMatchObject({ id, name: 'Ada', from: ada.sessionId, text: 'hello there' });
  const cy = await enter(house, 'Cy');
  const history = (await cy.request('chat.history', {})) as { lines: ChatLine[] };
  expect(history.lines.at(-1)).toEqual(line);
  await Promise.all([ada.leave(), bo.leave(), cy.leave()]);
});

test('[CH2] more than a burst of lines is too-many, and works again after a second', async () => {
  const ada = await enter(house, 'Ada');
  const say = (text: string) => ada.request('chat.say', { text });
  for (let line = 0; line < 5; line++) await say(`line ${line}`);
  const results = await Promise.allSettled(Array.from({ length: 5 }, () => say('too fast')));
  const codes = results.flatMap((r) => (r.status === 'rejected' ? [r.reason.reason.code] : []));
  expect(codes.length).toBeGreaterThanOrEqual(4);
  expect(new Set(codes)).toEqual(new Set(['too-many']));
  house.clock.advance(1000);
  await say('slower');
  await ada.leave();
});

test('[CH3] an empty line, or one too long, is bad-input; staff without a body speak as host', async () => {
  const [ada, host] = [await enter(house, 'Ada'), await enterAsStaff(house)];
  for (const text of ['', '   ', 'x'.repeat(301), 7])
    expect((await refusalOf(ada.request('chat.say', { text }))).code).toBe('bad-input');
  const heard = nextEvent<ChatLine>(ada, 'chat.line');
  await host.request('chat.say', { text: 'welcome' });
  expect((await heard).name).toBe('Host');
  await Promise.all([ada.leave(), host.leave()]);
});

test('[PR1] a visitor may not place products; a host may, and a strange product or stand is not-found', async () => {
  const [ada, host] = [await enter(house, 'Ada'), await enterAsStaff(house)];
  const place = (room: TestRoom, stand: string, product: string) =>
    room.request('products.place', { stand, product });
  expect((await refusalOf(place(ada, 'stand-1', 'deer'))).code).toBe('not-allowed');
  expect((await refusalOf(place(host, 'stand-99', 'deer'))).code).toBe('not-found');
  expect((await refusalOf(place(host, 'stand-1', 'unicorn'))).code).toBe('not-found');
  await place(host, 'stand-1', '');
  await until(() => expect(ada.state.stands.get('stand-1')).toMatchObject({ product: '', stock: 0 }));
  await place(host, 'stand-1', 'deer');
  await until(() => expect(ada.state.stands.get('stand-1')!.product).toBe('deer'));
  await Promise.all([ada.leave(), host.leave()]);
});

test('[CH4] a late joiner gets the last 50 lines, oldest first', async () => {
  const ada = await enter(house, 'Ada');
  for (let line = 0; line < 60; line++) {
    house.clock.advance(1000);
    await ada.request('chat.say', { text: `line ${line}` });
  }
  const bo = await enter(house, 'Bo');
  const { lines } = (await bo.request('chat.history', {})) as { lines: ChatLine[] };
  expect(lines.map(({ text }) => text)).toEqual(
    Array.from({ length: 50 }, (_, index) => `line ${index + 10}`),
  );
  await Promise.all([ada.leave(), bo.leave()]);
});

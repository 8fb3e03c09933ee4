import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { LOOK_GROUP } from '../../shared/wire/limits.ts';
import type { LookEvents } from '../../shared/wire/products.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import {
  enter,
  enterAsStaff,
  nextEvent,
  refusalOf,
  socketOf,
  type TestRoom,
  until,
} from '../testing/rooms.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ SEAT_SECONDS: '3' });
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
});
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const PRODUCT = 'lounge-chair';
const VIEW = {
  yaw: 1,
  pitch: 1.2,
  metres: 2,
  target: [0, 0.4, 0],
  variant: '',
  explode: 0,
  section: null,
  xray: false,
  part: '',
};

async function come(name: string): Promise<TestRoom> {
  const room = await enter(house, name);
  ends.push(() => socketOf(room).readyState === WebSocket.OPEN && room.leave());
  return room;
}

const ask = (room: TestRoom, ...others: TestRoom[]) =>
  room.request('look.invite', {
    product: PRODUCT,
    visitors: others.map(({ sessionId }) => sessionId),
  }) as Promise<{ group: string; asked: string[] }>;

/** Ada leads, Bob looks along. */
async function together(): Promise<{ ada: TestRoom; bob: TestRoom; group: string }> {
  const [ada, bob] = [await come('Ada'), await come('Bob')];
  const invited = nextEvent<LookEvents['look.invited']>(bob, 'look.invited');
  const { group } = await ask(ada, bob);
  expect(await invited).toEqual({ group, from: ada.sessionId, name: 'Ada', product: PRODUCT });
  const told = nextEvent<LookEvents['look.group']>(bob, 'look.group');
  await bob.request('look.answer', { group, accept: true });
  expect((await told).members.map(({ name }) => name)).toEqual(['Ada', 'Bob']);
  return { ada, bob, group };
}

test('[IN1] who is asked looks along: view and pointer go within the group, and to nobody else', async () => {
  const { ada, bob } = await together();
  const cy = await come('Cy');
  let strange = 0;
  for (const name of ['look.view', 'look.point', 'look.group'] as const) cy.onMessage(name, () => strange++);
  const seen = nextEvent<LookEvents['look.view']>(bob, 'look.view');
  await ada.request('look.view', { view: VIEW });
  expect((await seen).view).toEqual(VIEW);
  const pointed = nextEvent<LookEvents['look.point']>(ada, 'look.point');
  await bob.request('look.point', { at: [0, 1, 0] });
  expect(await pointed).toEqual({ by: bob.sessionId, at: [0, 1, 0] });
  // What comes after it has come: nothing else was on its way to Cy.
  await ask(cy, ada).catch(() => undefined);
  expect(strange).toBe(0);
});

test('[IN2] only the leader shows a view; who takes the lead is the leader', async () => {
  const { ada, bob } = await together();
  expect(await refusalOf(bob.request('look.view', { view: VIEW }))).toMatchObject({ code: 'not-allowed' });
  const told = nextEvent<LookEvents['look.group']>(ada, 'look.group');
  await bob.request('look.lead', {});
  expect((await told).leader).toBe(bob.sessionId);
  await bob.request('look.view', { view: VIEW });
  expect(await refusalOf(ada.request('look.view', { view: VIEW }))).toMatchObject({ code: 'not-allowed' });
});

test('[IN3] nobody joins who was not asked, and nothing can be asked for a product that is not on sale', async () => {
  const { group } = await together();
  const cy = await come('Cy');
  expect(await refusalOf(cy.request('look.answer', { group, accept: true }))).toMatchObject({ code: 'gone' });
  expect(await refusalOf(cy.request('look.point', { at: null }))).toMatchObject({ code: 'gone' });
  const wish = { product: 'no-such-thing', visitors: ['x'] };
  expect(await refusalOf(cy.request('look.invite', wish))).toMatchObject({ code: 'not-found' });
  const staff = await enterAsStaff(house);
  ends.push(() => staff.leave());
  expect(await refusalOf(ask(staff, cy))).toMatchObject({ code: 'not-allowed' });
});

test('[IN4] who blocks somebody is never asked by them, nor asks them', async () => {
  const [ada, bob] = [await come('Ada'), await come('Bob')];
  const { rtpCapabilities } = (await bob.request('voice.capabilities', {})) as { rtpCapabilities: object };
  await bob.request('voice.listen', { rtpCapabilities });
  await bob.request('voice.block', { visitor: ada.sessionId, blocked: true });
  expect((await ask(ada, bob)).asked).toEqual([]);
  expect((await ask(bob, ada)).asked).toEqual([]);
});

test('[IN5] it ends when the leader goes or their line breaks; others may go and the rest stay', async () => {
  const { ada, bob, group } = await together();
  const cy = await come('Cy');
  await ask(ada, cy);
  const joined = nextEvent<LookEvents['look.group']>(ada, 'look.group');
  await cy.request('look.answer', { group, accept: true });
  await joined;
  const left = nextEvent<LookEvents['look.group']>(ada, 'look.group');
  const out = nextEvent<LookEvents['look.ended']>(bob, 'look.ended');
  await bob.request('look.leave', {});
  await out;
  expect((await left).members.map(({ name }) => name)).toEqual(['Ada', 'Cy']);
  const ended = nextEvent<LookEvents['look.ended']>(cy, 'look.ended');
  socketOf(ada).close(4010);
  expect(await ended).toEqual({ group });
  expect(await refusalOf(cy.request('look.point', { at: null }))).toMatchObject({ code: 'gone' });
});

test('[IN6] who declines is told to the leader; an invitation whose group has ended is taken back', async () => {
  const [ada, bob, cy] = [await come('Ada'), await come('Bob'), await come('Cy')];
  const { group, asked } = await ask(ada, bob, cy);
  expect(asked).toHaveLength(2);
  const declined = nextEvent<LookEvents['look.declined']>(ada, 'look.declined');
  await bob.request('look.answer', { group, accept: false });
  expect((await declined).name).toBe('Bob');
  const withdrawn = nextEvent<LookEvents['look.withdrawn']>(cy, 'look.withdrawn');
  await ada.request('look.leave', {});
  expect(await withdrawn).toEqual({ group });
  expect(await refusalOf(cy.request('look.answer', { group, accept: true }))).toMatchObject({ code: 'gone' });
});

test('[IN7] strange views and pointers are refused, and a group has no more than its bound', async () => {
  const { ada } = await together();
  for (const view of [{ ...VIEW, metres: 0 }, { ...VIEW, explode: 2 }, { ...VIEW, yaw: 1e9 }, { yaw: 1 }])
    expect(await refusalOf(ada.request('look.view', { view } as never))).toMatchObject({ code: 'bad-input' });
  for (const at of [
    [0, 1],
    ['0', 0, 0],
    [0, 1e9, 0],
  ])
    expect(await refusalOf(ada.request('look.point', { at } as never))).toMatchObject({ code: 'bad-input' });
  const many = Array.from({ length: LOOK_GROUP }, (_, index) => `s${index}`);
  expect(await refusalOf(ada.request('look.invite', { product: PRODUCT, visitors: many }))).toMatchObject({
    code: 'bad-input',
  });
});

test('[IN8] views beyond the limit are refused, so that a group is not flooded', async () => {
  const { ada } = await together();
  const answers = await Promise.all(
    Array.from({ length: 40 }, () =>
      ada.request('look.view', { view: VIEW }).then(
        () => 'ok',
        (error: { reason?: { code: string } }) => error.reason?.code,
      ),
    ),
  );
  expect(answers.filter((answer) => answer === 'too-many').length).toBeGreaterThan(10);
  await until(() => expect(ada.state.visitors.size).toBe(2));
});

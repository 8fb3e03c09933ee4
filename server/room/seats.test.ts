import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { openChats } from '../engagement/chats.ts';
import { ask, signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import {
  asVisitor,
  enter,
  joinWith,
  nextEvent,
  poseOf,
  socketOf,
  type TestRoom,
  until,
} from '../testing/rooms.ts';
import { CARDS, DETAILS } from '../testing/shop.ts';
import { layWire, type Wire } from '../testing/wire.ts';

const SEAT_SECONDS = 3;
let house: TestHouse;
let wire: Wire;
beforeAll(async () => {
  house = await openTestHouse({ ROOM_CAPACITY: '2', SEAT_SECONDS: String(SEAT_SECONDS) });
  wire = await layWire(house.port);
});
afterAll(async () => {
  wire.close();
  expect(await house.end()).toEqual([]);
});

const seen = (room: TestRoom, who: TestRoom) => room.state.visitors.get(who.sessionId);

/** Ada, whose connection runs over the wire. */
async function enterByWire(): Promise<TestRoom> {
  const { token } = await signIn(house);
  const room = await joinWith(wire, token, asVisitor('Ada'));
  Object.assign(room.reconnection, { minUptime: 0 });
  return room;
}

test('[RO4] one whose connection breaks keeps seat, name and place, is shown as away, and is back', async () => {
  const ada = await enterByWire();
  const bo = await enter(house, 'Bo');
  await until(() => expect(poseOf(bo, ada)).toBeDefined());
  const { x, z } = poseOf(bo, ada)!;
  ada.send('avatars.move', { x: x + 0.6, z, yaw: 0, gait: 1 });
  await until(() => expect(poseOf(bo, ada)!.x).toBeCloseTo(x + 0.6, 1));
  const away: boolean[] = [];
  bo.onStateChange(() => away.push(seen(bo, ada)?.away ?? false));
  const back = new Promise<void>((resolve) => ada.onReconnect.once(() => resolve()));
  const before = ada.sessionId;
  wire.cut();
  await back;
  await until(() => expect(away).toContain(true));
  await until(() => expect(seen(bo, ada)).toMatchObject({ name: 'Ada', away: false }));
  await until(() => expect(poseOf(bo, ada)!.gait).toBe(0));
  expect(ada.sessionId).toBe(before);
  expect(poseOf(bo, ada)!.x).toBeCloseTo(x + 0.6, 1);
  const { id } = (await ada.request('chat.say', { text: 'I am back' })) as { id: number };
  expect(id).toBe(1);
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[RO4] a connection that breaks amid what is being sent keeps its seat, time and again', async () => {
  const [ada, bo] = [await enterByWire(), await enter(house, 'Bo')];
  const { sessionId } = ada;
  for (let round = 0; round < 5; round++) {
    house.clock.advance(1000);
    await ada.request('chat.history', {});
    const back = new Promise<void>((resolve) => ada.onReconnect.once(() => resolve()));
    for (let pose = 0; pose < 30; pose++) ada.send('avatars.move', { x: -6, z: 4, yaw: 0, gait: 0 });
    wire.cut();
    await back;
    expect(ada.sessionId).toBe(sessionId);
  }
  await until(() => expect(seen(bo, ada)?.away).toBe(false));
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[RO5] one who leaves is gone at once', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  await until(() => expect(bo.state.visitors.size).toBe(2));
  await ada.leave();
  await until(() => expect(seen(bo, ada)).toBeUndefined());
  await bo.leave();
});

test('[RO6] when a room is full the next visitor opens a second one, and the console shows both', async () => {
  const rooms = [await enter(house, 'Ada'), await enter(house, 'Bo'), await enter(house, 'Cy')];
  const [ada, bo, cy] = rooms as [TestRoom, TestRoom, TestRoom];
  expect(bo.roomId).toBe(ada.roomId);
  expect(cy.roomId).not.toBe(ada.roomId);
  const owner = await signIn(house, 'owner');
  const { body } = await owner.call('GET', '/api/console/rooms');
  const named = Object.fromEntries(
    body.rooms.map((room: { id: string; people: { name: string }[] }) => [
      room.id,
      room.people.map(({ name }) => name),
    ]),
  );
  expect(named).toMatchObject({ [ada.roomId]: ['Ada', 'Bo'], [cy.roomId]: ['Cy'] });
  await Promise.all(rooms.map((room) => room.leave()));
});

test('[RO7] rooms of one showroom agree: on stock that is bought and on a product that the owner places', async () => {
  const rooms = [await enter(house, 'Ada'), await enter(house, 'Bo'), await enter(house, 'Cy')];
  expect(new Set(rooms.map(({ roomId }) => roomId)).size).toBe(2);
  const owner = await signIn(house, 'owner');
  const placed = await owner.call('PUT', '/api/console/showrooms/atelier/stands/stand-3', {
    product: 'flacon',
  });
  expect(placed.status).toBe(200);
  const onStand = () => rooms.map((room) => room.state.stands.get('stand-3')!);
  await until(() => expect(onStand().map(({ product }) => product)).toEqual(Array(3).fill('flacon')));
  await until(() => expect(onStand()[0]!.stock).toBeGreaterThan(0));
  const { stock } = onStand()[0]!;

  const buyer = await signIn(house);
  await buyer.call('PUT', '/api/cart/flacon', { quantity: 1 });
  const card = { number: CARDS.paid, expiry: '12/34', cvc: '123' };
  const { body } = await ask(house, 'POST', '/api/test-payments/tokens', { body: card });
  const opened = await buyer.call('POST', '/api/checkout', DETAILS);
  const payment = { token: body.token, expectedTotal: opened.body.order.totals.total };
  const bought = await buyer.call('POST', '/api/checkout/payment', payment, {
    'idempotency-key': 'both rooms',
  });
  expect(bought.status).toBe(200);
  await until(() => expect(onStand().map((stand) => stand.stock)).toEqual(Array(3).fill(stock - 1)));
  await Promise.all(rooms.map((room) => room.leave()));
});

test('[RO8] one who is sent away for flooding is told why, at once, and keeps no seat', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  await until(() => expect(bo.state.visitors.size).toBe(2));
  const left = new Promise<[code: number, reason?: string]>((resolve) =>
    ada.onLeave((code, reason) => resolve([code, reason])),
  );
  const socket = socketOf(ada);
  for (let frame = 0; frame < 400; frame++) socket.send(new Uint8Array([8]));
  expect(await left).toEqual([4400, 'too many messages']);
  await until(() => expect(bo.state.visitors.size).toBe(1), 3000);
  await bo.leave();
});

test('[RO8] so is one whose commands are refused again and again', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  const left = new Promise<[code: number, reason?: string]>((resolve) =>
    ada.onLeave((code, reason) => resolve([code, reason])),
  );
  for (let frame = 0; frame < 110; frame++) ada.send('chat.say', { text: 7 });
  expect(await left).toEqual([4400, 'too many refused commands']);
  await until(() => expect(bo.state.visitors.size).toBe(1), 3000);
  await bo.leave();
});

test('[RO4] a seat that is kept counts while one is away, and is given up when its time has passed', async () => {
  const [ada, bo] = [await enterByWire(), await enter(house, 'Bo')];
  ada.reconnection.enabled = false;
  wire.cut();
  await until(() => expect(seen(bo, ada)?.away).toBe(true));
  const cy = await enter(house, 'Cy');
  expect(cy.roomId).not.toBe(bo.roomId);
  await until(() => expect(seen(bo, ada)).toBeUndefined(), SEAT_SECONDS * 2000);
  const dan = await enter(house, 'Dan');
  expect(dan.roomId).toBe(bo.roomId);
  await Promise.all([cy.leave(), bo.leave(), dan.leave()]);
});

test('[CH5] a line reaches all rooms of the showroom, with one numbering, and is forgotten with the last of them', async () => {
  const [ada, bo, cy] = [await enter(house, 'Ada'), await enter(house, 'Bo'), await enter(house, 'Cy')];
  expect(cy.roomId).not.toBe(ada.roomId);
  const heard = nextEvent<ChatLine>(cy, 'chat.line');
  const { id } = (await ada.request('chat.say', { text: 'to all' })) as { id: number };
  expect(await heard).toMatchObject({ id, name: 'Ada', text: 'to all' });
  const next = (await cy.request('chat.say', { text: 'and back' })) as { id: number };
  expect(next.id).toBe(id + 1);
  const { lines } = (await bo.request('chat.history', {})) as { lines: ChatLine[] };
  expect(lines.map(({ text }) => text)).toEqual(['to all', 'and back']);
  await Promise.all([ada.leave(), bo.leave(), cy.leave()]);
});

test('[CH5] who comes into an empty showroom finds nothing said', () => {
  const chats = openChats();
  const [one, other] = [chats.enter('atelier'), chats.enter('atelier')];
  const said = { from: 'a', who: 'a', name: 'Ada', text: 'hello', at: 0 };
  expect([one.keep(said).id, other.keep(said).id, chats.enter('theatre').keep(said).id]).toEqual([1, 2, 1]);
  for (const talk of [one, one, other]) talk.leave();
  expect(chats.enter('atelier').lines()).toEqual([]);
});

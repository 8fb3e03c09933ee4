import { Client } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditEntry, ModerationDesk } from '../../shared/model/moderation.ts';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { inProcessBus } from '../bus.ts';
import { openDatabase } from '../store/open.ts';
import { type Api, signIn } from '../testing/api.ts';
import { onEachEngine } from '../testing/engines.ts';
import { openTestHouse, standingClock, type TestHouse } from '../testing/house.ts';
import { asVisitor, enter, joinWith, nextEvent, refusalOf, type TestRoom, until } from '../testing/rooms.ts';
import { openModeration } from './moderation.ts';

let house: TestHouse;
let moderator: Api;
let owner: Api;
let mo: TestRoom;
beforeAll(async () => {
  house = await openTestHouse({ ROOM_CAPACITY: '2' });
  moderator = await signIn(house, 'moderator');
  owner = await signIn(house, 'owner');
  mo = await joinWith(house, moderator.token, { as: 'staff' });
});
afterAll(async () => {
  await mo.leave();
  expect(await house.end()).toEqual([]);
});

const desk = async (): Promise<ModerationDesk> => (await moderator.call('GET', '/api/moderation')).body;
const say = (room: TestRoom, text: string) => room.request('chat.say', { text }) as Promise<{ id: number }>;
const left = (room: TestRoom) => new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
const visitor = (room: TestRoom) => ({ target: { visitor: room.sessionId } });
/** The moderator asks, as slowly as they may. */
const ask = (command: string, payload: object) => {
  house.clock.advance(1000);
  return mo.request(command as never, payload as never);
};

/** Somebody who can come back: their session and their room. */
async function comes(name: string) {
  const api = await signIn(house);
  const join = () => joinWith(house, api.token, asVisitor(name));
  return { ...api, join, room: await join() };
}

test('[MD1] visitors can’t moderate; staff can’t against those who are not below them; nobody against themselves', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  const { id } = await say(bo, 'hello');
  const verbs: [string, object][] = [
    ['chat.remove', { id }],
    ['chat.slow', { seconds: 5 }],
    ['moderation.mute', visitor(bo)],
    ['moderation.remove', { ...visitor(bo), reason: 'x' }],
    ['moderation.ban', { ...visitor(bo), reason: 'x' }],
  ];
  for (const [verb, payload] of verbs)
    expect([verb, (await refusalOf(ada.request(verb, payload))).code]).toEqual([verb, 'not-allowed']);
  const host = await enter(house, 'Host', 'host');
  const other = await enter(house, 'Mona', 'moderator');
  for (const room of [host, other, mo])
    expect((await refusalOf(ask('moderation.ban', { ...visitor(room), reason: 'x' }))).code).toBe(
      'not-allowed',
    );
  for (const path of ['', '/audit']) {
    const guest = await signIn(house);
    expect((await guest.call('GET', `/api/moderation${path}`)).status).toBe(403);
  }
  await Promise.all([ada, bo, host, other].map((room) => room.leave()));
});

test('[MD2] a line that is taken back is gone in every room and from the history', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  const { id } = await say(ada, 'not nice');
  const gone = [ada, bo, mo].map((room) => nextEvent<{ id: number }>(room, 'chat.removed'));
  await ask('chat.remove', { id });
  for (const event of gone) expect((await event).id).toBe(id);
  const { lines } = (await bo.request('chat.history', {})) as { lines: ChatLine[] };
  expect(lines.map((line) => line.id)).not.toContain(id);
  expect((await refusalOf(ask('chat.remove', { id }))).code).toBe('gone');
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[MD3] who is muted can’t write in any room, nor after coming back, until the time is over or it is lifted', async () => {
  const { room, join } = await comes('Ada');
  await ask('moderation.mute', { ...visitor(room), minutes: 5, reason: 'loud' });
  await until(() => expect(room.state.visitors.get(room.sessionId)!.quiet).toBe(true));
  expect((await refusalOf(say(room, 'but'))).code).toBe('muted');
  await room.leave();
  const again = await join();
  expect((await refusalOf(say(again, 'but'))).code).toBe('muted');
  house.clock.advance(5 * 60_000);
  await say(again, 'thank you');
  await until(() => expect(again.state.visitors.get(again.sessionId)!.quiet).toBe(false));
  await ask('moderation.mute', visitor(again));
  house.clock.advance(86_400_000);
  expect((await refusalOf(say(again, 'still?'))).code).toBe('muted');
  await ask('moderation.mute', { ...visitor(again), minutes: 0 });
  await say(again, 'free');
  expect((await refusalOf(ask('moderation.mute', { ...visitor(again), minutes: 0 }))).code).toBe('gone');
  await again.leave();
});

test('[MD4] who is sent out is told why, and may come back after five minutes', async () => {
  const { room, join } = await comes('Ada');
  const [told, closed] = [nextEvent<{ reason: string }>(room, 'moderation.out'), left(room)];
  await ask('moderation.remove', { ...visitor(room), reason: 'Too loud' });
  expect(await told).toMatchObject({ kind: 'remove', reason: 'Too loud' });
  expect(await closed).toBe(4403);
  expect((await refusalOf(join())).code).toBe('removed');
  house.clock.advance(5 * 60_000);
  await (await join()).leave();
});

test('[MD5] who is banned goes with all that they said, stays out of every showroom, and may come back when it is lifted', async () => {
  const { room, join, token } = await comes('Mallory');
  const { id } = await say(room, 'spam');
  const [closed, gone] = [left(room), nextEvent<{ id: number }>(mo, 'chat.removed')];
  await ask('moderation.ban', { target: { line: id }, reason: 'Spam' });
  expect(await closed).toBe(4403);
  expect((await gone).id).toBe(id);
  expect((await refusalOf(join())).code).toBe('banned');
  const elsewhere = joinWith(house, token, { ...asVisitor('Mallory'), showroom: 'theatre' });
  expect((await refusalOf(elsewhere)).code).toBe('banned');
  const ban = (await desk()).sanctions.find(({ kind }) => kind === 'ban')!;
  expect(ban).toMatchObject({ name: 'Mallory', by: 'Moderator', reason: 'Spam', until: null });
  expect((await moderator.call('POST', `/api/moderation/sanctions/${ban.id}/lift`)).status).toBe(200);
  expect((await moderator.call('POST', `/api/moderation/sanctions/${ban.id}/lift`)).status).toBe(410);
  await (await join()).leave();
});

test('[MD6] what a header claims about one’s address is not believed', async () => {
  const { token } = await signIn(house);
  const headers = {
    'x-real-ip': '203.0.113.7',
    'x-forwarded-for': '203.0.113.7',
    'x-client-ip': '203.0.113.7',
  };
  const client = new Client(house.url, { headers });
  client.auth.token = token;
  const room = await client.joinOrCreate('showroom-atelier', asVisitor('Liar'));
  room.onError(() => {});
  const closed = new Promise((resolve) => room.onLeave(resolve));
  await ask('moderation.ban', { target: { visitor: room.sessionId }, reason: 'x' });
  await closed;
  const db = await openDatabase(house.dataDir);
  const { address } = await db
    .selectFrom('sanction')
    .select('address')
    .where('name', '=', 'Liar')
    .executeTakeFirstOrThrow();
  // This machine's own address: one that many share.
  expect(address).toBe('');
  await db.destroy();
});

test('[MD7] in slow mode a person waits between two lines, however they come in; staff do not', async () => {
  const { room, join } = await comes('Ada');
  await ask('chat.slow', { seconds: 30 });
  await until(() => expect(room.state.talk.slow).toBe(30));
  await say(room, 'one');
  house.clock.advance(10_000);
  expect(await refusalOf(say(room, 'two'))).toMatchObject({ code: 'slow-mode', detail: '20' });
  await room.leave();
  const again = await join();
  expect((await refusalOf(say(again, 'two'))).code).toBe('slow-mode');
  await say(mo, 'one');
  await say(mo, 'two');
  house.clock.advance(20_000);
  await say(again, 'two');
  await moderator.call('PUT', '/api/moderation/slow/atelier', { seconds: 0 });
  await until(() => expect(again.state.talk.slow).toBe(0));
  await say(again, 'three');
  expect((await moderator.call('PUT', '/api/moderation/slow/nowhere', { seconds: 5 })).status).toBe(404);
  await again.leave();
});

test('[MD8] a report reaches staff at once, once for each person and what it is about, and is dealt with once', async () => {
  const [ada, bo] = [await enter(house, 'Ada'), await enter(house, 'Bo')];
  const { id } = await say(bo, 'buy my things');
  const told = nextEvent<{ waiting: number }>(mo, 'moderation.changed');
  const report = { target: { line: id }, reason: 'spam', words: 'again and again' };
  await ada.request('moderation.report', report);
  expect((await told).waiting).toBe(1);
  await ada.request('moderation.report', report);
  const { reports } = await desk();
  expect(reports).toHaveLength(1);
  expect(reports[0]).toMatchObject({ reporter: 'Ada', name: 'Bo', text: 'buy my things', reason: 'spam' });
  expect((await refusalOf(bo.request('moderation.report', report))).code).toBe('bad-input');
  await ada.request('moderation.report', { ...visitor(bo), reason: 'other' });
  for (const one of (await desk()).reports)
    expect((await moderator.call('POST', `/api/moderation/reports/${one.id}/handled`)).status).toBe(200);
  expect((await desk()).reports).toEqual([]);
  await Promise.all([ada.leave(), bo.leave()]);
});

test('[MD9] the log tells who did what to whom, where, when and why; nobody can change it', async () => {
  const { audit } = (await owner.call('GET', '/api/moderation/audit')).body as { audit: AuditEntry[] };
  expect((await moderator.call('GET', '/api/moderation/audit')).status).toBe(403);
  const verbs = new Set(audit.map(({ verb }) => verb));
  for (const verb of ['mute', 'unmute', 'remove', 'ban', 'lift', 'remove-line', 'slow', 'report', 'handled'])
    expect(verbs).toContain(verb);
  const ban = audit.find(({ verb, target }) => verb === 'ban' && target === 'Mallory');
  expect(ban).toMatchObject({
    actor: 'Moderator',
    role: 'moderator',
    target: 'Mallory',
    showroom: 'atelier',
  });
  expect(audit.map(({ id }) => id)).toEqual(audit.map(({ id }) => id).sort((a, b) => b - a));
  const db = await openDatabase(house.dataDir);
  await expect(db.updateTable('audit').set({ reason: '' }).execute()).rejects.toThrow('only added to');
  await expect(db.deleteFrom('audit').execute()).rejects.toThrow('only added to');
  await db.destroy();
});

onEachEngine((open) => {
  test('[MD6] a ban holds against the address too, for visitors, as long as the ban', async () => {
    const db = await open();
    const bus = inProcessBus((error) => {
      throw error;
    });
    const clock = standingClock();
    const order = await openModeration(db, bus, clock);
    const actor = { visitor: 'm', role: 'moderator' as const, name: 'Moderator' };
    const known = { visitor: 'v', role: 'visitor' as const, name: 'V', sessionId: 's', showroom: 'atelier' };
    await order.ban(actor, { ...known, address: '203.0.113.7' }, 1, 'spam');
    const other = { visitor: 'other', role: 'visitor' as const };
    expect(order.atDoor(other, '203.0.113.7')).toBe('banned');
    expect(order.atDoor(other, '203.0.113.8')).toBeUndefined();
    expect(order.atDoor({ ...other, role: 'host' }, '203.0.113.7')).toBeUndefined();
    clock.advance(86_400_000);
    expect(order.atDoor(other, '203.0.113.7')).toBeUndefined();
    await db.destroy();
  });

  test('[MD10] what is in force, what waits and the log are there again after a restart', async () => {
    const clock = standingClock();
    const db = await open();
    const bus = inProcessBus((error) => {
      throw error;
    });
    const first = await openModeration(db, bus, clock);
    const actor = { visitor: 'm', role: 'moderator' as const, name: 'Moderator' };
    const known = (id: string) => ({
      visitor: id,
      role: 'visitor' as const,
      name: id,
      sessionId: id,
      showroom: 'atelier',
      address: '203.0.113.9',
    });
    await first.mute(actor, known('mute'), 10, '');
    await first.ban(actor, known('ban'), undefined, 'spam');
    await first.ban(actor, known('short'), 1, 'spam');
    await first.setSlow(actor, 'atelier', 10);
    await first.report(
      { visitor: 'r', role: 'visitor', name: 'R' },
      known('ban'),
      { text: '', about: 'x' },
      'spam',
      '',
    );
    const second = await openModeration(db, bus, clock);
    expect([second.isMuted('mute'), second.slow('atelier'), second.waiting()]).toEqual([true, 10, 1]);
    expect(second.atDoor({ visitor: 'ban', role: 'visitor' }, '')).toBe('banned');
    expect(second.atDoor({ visitor: 'new', role: 'visitor' }, '203.0.113.9')).toBe('banned');
    expect((await second.desk()).audit).toHaveLength(5);
    await expect(db.updateTable('audit').set({ reason: '' }).execute()).rejects.toThrow('only added to');
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow('only added to');
    clock.advance(2 * 86_400_000);
    const third = await openModeration(db, bus, clock);
    expect([third.isMuted('mute'), third.atDoor({ visitor: 'short', role: 'visitor' }, '')]).toEqual([
      false,
      undefined,
    ]);
    expect(third.atDoor({ visitor: 'ban', role: 'visitor' }, '')).toBe('banned');
    await db.destroy();
  });
});

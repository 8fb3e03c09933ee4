import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReactionCounts } from '../../shared/model/reaction.ts';
import type { ChatLine } from '../../shared/wire/engagement.ts';
import { REACTION_TICK_MS } from '../../shared/wire/limits.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter, enterAsStaff, nextEvent, refusalOf, type TestRoom, until } from '../testing/rooms.ts';
import { openChats } from './chats.ts';

let house: TestHouse;
/** Two rooms of one showroom: Ada and Bo in one, Cy and a moderator in the other. */
let ada: TestRoom;
let bo: TestRoom;
let cy: TestRoom;
let mo: TestRoom;
beforeAll(async () => {
  house = await openTestHouse({ ROOM_CAPACITY: '2' });
  ada = await enter(house, 'Ada');
  bo = await enter(house, 'Bo');
  cy = await enter(house, 'Cy');
  mo = await enterAsStaff(house, 'moderator');
  expect([ada.roomId === bo.roomId, cy.roomId === mo.roomId, ada.roomId === cy.roomId]).toEqual([
    true,
    true,
    false,
  ]);
});
afterAll(async () => {
  await Promise.all([ada, bo, cy, mo].map((room) => room.leave()));
  expect(await house.end()).toEqual([]);
});

type History = { lines: ChatLine[]; who: string; more: boolean };
async function say(room: TestRoom, text: string, reply?: number): Promise<ChatLine> {
  house.clock.advance(2000);
  const heard = new Map<number, ChatLine>();
  const undo = room.onMessage('chat.line', (line: ChatLine) => heard.set(line.id, line));
  const { id } = (await room.request('chat.say', { text, ...(reply && { reply }) })) as { id: number };
  await until(() => expect(heard.has(id)).toBe(true));
  undo();
  return heard.get(id)!;
}
async function history(room: TestRoom, before?: number): Promise<History> {
  house.clock.advance(2000);
  return (await room.request('chat.history', before ? { before } : {})) as History;
}

test('[CH6] an answer carries what it answers in short, also in the other room; what is gone is not quoted', async () => {
  const first = await say(ada, `A question ${'x'.repeat(200)}`);
  const heard = nextEvent<ChatLine>(ada, 'chat.line');
  await say(cy, 'An answer', first.id);
  const { reply } = await heard;
  expect(reply).toMatchObject({ id: first.id, name: 'Ada' });
  expect(reply!.text).toHaveLength(80);
  expect((await say(cy, 'Another', 99_999)).reply).toBeUndefined();
});

test('[CH7] the server finds whom a line names, in every room; a client’s own claim counts for nothing', async () => {
  const { who } = await history(cy);
  const line = await say(ada, 'Look, @cy');
  expect(line.mentions).toEqual([{ who, name: 'Cy' }]);
  house.clock.advance(2000);
  const heard = nextEvent<ChatLine>(ada, 'chat.line');
  await ada.request('chat.say', { text: 'nobody', mentions: [{ who, name: 'Cy' }] } as never);
  expect((await heard).mentions).toBeUndefined();
});

test('[CH8] who looks back gets the lines before, fifty at a time, up to five hundred', () => {
  const chats = openChats();
  const talk = chats.enter('atelier');
  for (let line = 1; line <= 510; line++)
    talk.keep({ from: 'a', who: 'a', name: 'Ada', text: `line ${line}`, at: line });
  const ids = (before?: number) => talk.lines(before).map(({ id }) => id);
  expect([ids().length, ids()[0], ids().at(-1)]).toEqual([50, 461, 510]);
  expect([ids(461)[0], ids(461).at(-1)]).toEqual([411, 460]);
  expect([ids(20)[0], ids(20).at(-1), ids(11)]).toEqual([11, 19, []]);
  talk.leave();
});

test('[CH8] one is told whether there is more to look back at', async () => {
  expect((await history(ada)).more).toBe(false);
  for (let line = 0; line < 50; line++) await say(bo, `line ${line}`);
  const { lines, more } = await history(ada);
  expect([lines.length, more]).toEqual([50, true]);
  const older = await history(ada, lines[0]!.id);
  expect(older.more).toBe(false);
  expect(older.lines.at(-1)!.id).toBe(lines[0]!.id - 1);
});

test('[CH9] a line says who belongs to the staff; a person is the same in all of their lines, and nobody else', async () => {
  const [one, two, staff] = [await say(ada, 'one'), await say(ada, 'two'), await say(mo, 'order')];
  expect(one.who).toBe(two.who);
  expect(one.role).toBeUndefined();
  expect(staff).toMatchObject({ role: 'moderator', name: 'Moderator' });
  expect(new Set([one.who, staff.who, (await history(ada)).who]).size).toBe(2);
});

test('[RE1] reactions of all rooms come as one message a tick, counted together', async () => {
  const told: ReactionCounts[] = [];
  const undo = ada.onMessage('reactions', (counts: ReactionCounts) => told.push(counts));
  const started = performance.now();
  for (const room of [ada, bo, cy]) {
    for (let time = 0; time < 4; time++) await room.request('reaction.send', { kind: 'clap', count: 10 });
    await room.request('reaction.send', { kind: 'heart' });
  }
  const sum = (kind: 'clap' | 'heart') => told.reduce((total, counts) => total + (counts[kind] ?? 0), 0);
  await until(() => expect([sum('clap'), sum('heart')]).toEqual([120, 3]));
  expect(told.length).toBeLessThanOrEqual(Math.ceil((performance.now() - started) / REACTION_TICK_MS) + 1);
  undo();
});

test('[RE2] a reaction that nobody knows, or too many at once, is refused', async () => {
  house.clock.advance(10_000);
  for (const wrong of [{ kind: 'boo' }, { kind: 'clap', count: 11 }, { kind: 'clap', count: 0.5 }, {}])
    expect((await refusalOf(ada.request('reaction.send', wrong))).code).toBe('bad-input');
  house.clock.advance(10_000);
  const all = Array.from({ length: 25 }, () => ada.request('reaction.send', { kind: 'clap' }));
  const answers = await Promise.allSettled(all);
  expect(answers.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(9);
});

test('[CH10] lines of somebody whom one has blocked come neither live nor with the history, from whichever room', async () => {
  house.clock.advance(10_000);
  const { rtpCapabilities } = (await ada.request('voice.capabilities', {})) as { rtpCapabilities: never };
  await ada.request('voice.listen', { rtpCapabilities, blocked: [] });
  const spoken = await say(cy, 'before');
  await ada.request('voice.block', { visitor: cy.sessionId, blocked: true });
  expect((await history(ada)).lines.map(({ id }) => id)).not.toContain(spoken.id);
  const heard: number[] = [];
  const undo = ada.onMessage('chat.line', ({ id }: ChatLine) => heard.push(id));
  const [hidden, shown] = [await say(cy, 'hidden'), await say(bo, 'shown')];
  await until(() => expect(heard).toContain(shown.id));
  expect(heard).not.toContain(hidden.id);
  await ada.request('voice.block', { visitor: cy.sessionId, blocked: false });
  expect((await history(ada)).lines.map(({ id }) => id)).toContain(hidden.id);
  undo();
});

import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandName, commands } from '../../shared/wire/index.ts';
import { MAX_MESSAGE_BYTES } from '../../shared/wire/limits.ts';
import { REFUSALS, type RefusalCode } from '../../shared/wire/refusal.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter, enterAsStaff, refusalOf, socketOf, type TestRoom, until } from '../testing/rooms.ts';

const names = Object.keys(commands) as CommandName[];
const RUNS = 40;
const uncaught: unknown[] = [];
const keep = (error: unknown) => uncaught.push(error);
let house: TestHouse;
let witness: TestRoom;

beforeAll(async () => {
  process.on('uncaughtException', keep).on('unhandledRejection', keep);
  house = await openTestHouse();
});
afterAll(async () => {
  expect(await house.end()).toEqual([]);
  process.off('uncaughtException', keep).off('unhandledRejection', keep);
});
beforeEach(async () => {
  witness = await enter(house, 'Witness');
});
// Whatever one client sent: the room goes on for the others, and nothing reached the process.
afterEach(async () => {
  house.clock.advance(10_000);
  expect(await witness.request('stage.capabilities', {})).toHaveProperty('rtpCapabilities');
  expect(uncaught).toEqual([]);
  await witness.leave();
});

const known = (code: string) => expect(REFUSALS).toContain(code as RefusalCode);

/** Anything that JSON or a browser can hold, often shaped a little like a payload. */
const anyPayload = fc.oneof(
  fc.anything({ withNullPrototype: false, withBigInt: false }),
  fc.dictionary(
    fc.constantFrom(
      'x',
      'z',
      'yaw',
      'gait',
      'text',
      'stand',
      'product',
      'transportId',
      'direction',
      'kind',
      '__proto__',
    ),
    fc.anything({ maxDepth: 1 }),
  ),
);

test.each(names)(
  '[RO9] whatever is sent as %s is answered, or refused with a known code that is not our fault',
  async (name) => {
    for (const client of [await enter(house, 'Mallory'), await enterAsStaff(house)]) {
      await fc.assert(
        fc.asyncProperty(anyPayload, async (payload) => {
          house.clock.advance(1000);
          if (name === 'avatars.move') return client.send(name, payload as never);
          const answer = client.request(name as never, payload as never);
          const code = await answer.then(
            () => undefined,
            async () => (await refusalOf(answer)).code,
          );
          if (code !== undefined) known(code);
          expect(code).not.toBe('internal');
        }),
        { numRuns: RUNS },
      );
      await client.leave();
    }
  },
);

test.each(names)('[RO10] a wrong %s that waits for no answer comes back as a refused event', async (name) => {
  const client = await enterAsStaff(house);
  const refused: { code: string; command: string }[] = [];
  client.onMessage('refused', (event) => refused.push(event));
  const wrong = [
    7,
    'text',
    [],
    { x: Number.NaN },
    { transportId: {} },
    { text: '' },
    { stand: 1 },
    { direction: 'up' },
  ];
  const schema = commands[name].payload;
  const expected = wrong.filter((payload) => !schema.safeParse(payload).success);
  for (const payload of wrong) client.send(name as never, payload as never);
  await until(() => expect(refused.length).toBeGreaterThanOrEqual(expected.length));
  for (const { code, command } of refused) {
    known(code);
    expect(command).toBe(name);
  }
  await client.leave();
});

test('[RO10] a command that nobody knows is refused, also one named like a part of every object', async () => {
  const client = await enter(house, 'Mallory');
  const refused: { code: string; command: string }[] = [];
  client.onMessage('refused', (event) => refused.push(event));
  const strange = ['no.such', '__proto__', 'constructor', 'toString', '*', ''];
  for (const name of strange) client.send(name as never, {} as never);
  await until(() => expect(refused.length).toBe(strange.length));
  expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['not-found']));
  await client.leave();
});

/** Frames as a hostile program might make them: the code of a frame, then rubbish. */
const frame = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .tuple(fc.integer({ min: 8, max: 24 }), fc.uint8Array({ maxLength: 64 }))
    .map(([code, rest]) => [code, ...rest]),
  fc
    .tuple(fc.constantFrom(...names), fc.uint8Array({ maxLength: 64 }), fc.constantFrom(0, 0x40, 0x80))
    .map(([name, rest, bits]) => [13 | bits, 0xa0 | name.length, ...Buffer.from(name), ...rest]),
);

test('[RO11] frames that can not be read cost only their sender the connection', async () => {
  let mallory = await enter(house, 'Mallory');
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 8 }), async (frames) => {
      house.clock.advance(2000);
      if (socketOf(mallory).readyState !== WebSocket.OPEN) mallory = await enter(house, 'Mallory');
      mallory.reconnection.enabled = false;
      for (const bytes of frames) socketOf(mallory).send(Uint8Array.from(bytes));
      expect(await witness.request('stage.capabilities', {})).toHaveProperty('epoch');
    }),
    { numRuns: 150 },
  );
  if (socketOf(mallory).readyState === WebSocket.OPEN) await mallory.leave();
  await until(() => expect(witness.state.visitors.size).toBe(1), 5000);
});

test.each<[string, Uint8Array<ArrayBuffer> | string]>([
  ['a text instead of bytes', 'hello'],
  ['an empty frame', new Uint8Array()],
  ['a command without a name', new Uint8Array([13])],
  ['a name longer than the frame', new Uint8Array([13, 0xdb, 0xff, 0xff, 0xff, 0xff])],
  ['a request without a number', new Uint8Array([18])],
  ['a payload that is no msgpack', new Uint8Array([13, 0xa1, 0x61, 0xc1])],
  ['an array of four billion', new Uint8Array([13, 0xa1, 0x61, 0xdd, 0xff, 0xff, 0xff, 0xff])],
  [
    'ten thousand arrays in each other',
    new Uint8Array([13, 0xa1, 0x61, ...new Uint8Array(10_000).fill(0x91)]),
  ],
])('[RO11] %s harms nobody else', async (_, bytes) => {
  const mallory = await enter(house, 'Mallory');
  mallory.reconnection.enabled = false;
  socketOf(mallory).send(bytes);
  expect(await witness.request('chat.history', {})).toHaveProperty('lines');
  if (socketOf(mallory).readyState === WebSocket.OPEN) void mallory.leave();
  await until(() => expect(witness.state.visitors.size).toBe(1), 5000);
});

test('[RO12] a frame larger than allowed ends the connection of its sender', async () => {
  const mallory = await enter(house, 'Mallory');
  mallory.reconnection.enabled = false;
  const ended = new Promise<number>((resolve) =>
    socketOf(mallory).addEventListener('close', ({ code }) => resolve(code)),
  );
  socketOf(mallory).send(new Uint8Array(MAX_MESSAGE_BYTES + 1));
  expect(await ended).toBe(1009);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../testing/rooms.ts';
import { measure } from './media.ts';
import { anEvent, openTestRecording, openTestStage, packetsIn, type TestStage } from './testing/stage.ts';

let folder: string;
let stage: TestStage;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-recording-'));
  stage = await openTestStage();
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  stage.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(...rest: [live?: ReturnType<typeof anEvent>[], budget?: number]) {
  const recording = await openTestRecording(folder, stage, ...rest);
  undo.push(recording.close);
  return recording;
}

const LONG = 40_000;

test('[RC10] what is on air while an event is live is recorded as it came: key frame first, sound beside the picture', {
  timeout: LONG,
}, async () => {
  const { bus, records, recorders, told } = await open();
  bus.publish('event.changed', { event: anEvent('live') });
  await until(
    async () => expect((await records.segments('spring'))[0]?.duration_ms).toBeGreaterThan(3000),
    LONG,
  );
  bus.publish('event.changed', { event: anEvent('ended') });
  await recorders.settled();
  const [segment, ...more] = await records.segments('spring');
  expect(more).toEqual([]);
  expect(segment).toMatchObject({
    feed: 'programme',
    number: 1,
    state: 'closed',
    codec: 'vp8',
    ready: 1,
    file: '1.replay.webm',
  });
  const { video, audio } = await packetsIn(records.fileOf(segment!));
  const seconds = segment!.duration_ms / 1000;
  expect(video[0]).toMatchObject({ type: 'key', timestamp: 0 });
  expect(Math.abs(video.length - seconds * 24)).toBeLessThan(8);
  expect(Math.abs(audio.length - seconds * 50)).toBeLessThan(12);
  expect(Math.abs(video.at(-1)!.timestamp - audio.at(-1)!.timestamp)).toBeLessThan(0.25);
  expect(audio[0]!.timestamp).toBeLessThan(0.1);
  expect(Math.abs((await measure(records.fileOf(segment!))).ms - segment!.duration_ms)).toBeLessThan(150);
  expect(told).toEqual(['recording', 'off']);
});

test('[RC11] another producer begins the next segment, a slate is a gap', { timeout: LONG }, async () => {
  const { bus, records, recorders } = await open();
  bus.publish('event.changed', { event: anEvent('live') });
  await until(
    async () => expect((await records.segments('spring'))[0]?.duration_ms).toBeGreaterThan(500),
    LONG,
  );
  stage.show([{ ...stage.film, kind: 'slate', video: '', audio: '' }]);
  await until(async () => expect((await records.segments('spring'))[0]?.state).toBe('closed'), LONG);
  await stage.again();
  await until(
    async () => expect((await records.segments('spring'))[1]?.duration_ms).toBeGreaterThan(500),
    LONG,
  );
  bus.publish('event.changed', { event: anEvent('ended') });
  await recorders.settled();
  const segments = await records.segments('spring');
  expect(segments.map(({ number, state }) => [number, state])).toEqual([
    [1, 'closed'],
    [2, 'closed'],
  ]);
  expect(segments[1]!.started_at).toBeGreaterThan(segments[0]!.started_at + segments[0]!.duration_ms);
});

test('[RC12] a killed media worker costs a gap: the recording goes on in a next segment', {
  timeout: LONG,
}, async () => {
  const { bus, records, told } = await open();
  bus.publish('event.changed', { event: anEvent('live') });
  await until(
    async () => expect((await records.segments('spring'))[0]?.duration_ms).toBeGreaterThan(500),
    LONG,
  );
  process.kill(stage.pool.workers()[0]!.pid, 'SIGKILL');
  await until(() => expect(stage.router().closed).toBe(true), LONG);
  await stage.again();
  await until(
    async () => expect((await records.segments('spring'))[1]?.duration_ms).toBeGreaterThan(500),
    LONG,
  );
  expect((await records.segments('spring'))[0]!.state).toBe('closed');
  expect(told.at(-1)).toBe('recording');
});

test('[RC13] a recorder that is killed loses at most two seconds; its segment is repaired, and the recording goes on in the next', {
  timeout: LONG,
}, async () => {
  const child: ChildProcess = spawn(process.execPath, ['server/recording/testing/child.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  undo.push(() => child.kill('SIGKILL'));
  for await (const line of createInterface({ input: child.stdout! })) if (Number(line) > 4000) break;
  const killedAt = Date.now();
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { records, recorders, bus } = await open([anEvent('live')]);
  const [first] = await records.segments('spring');
  expect(first!.state).toBe('repaired');
  expect(killedAt - (first!.started_at + first!.duration_ms)).toBeLessThan(2000);
  const { video, audio } = await packetsIn(records.fileOf(first!));
  expect(video[0]!.type).toBe('key');
  expect(Math.min(video.at(-1)!.timestamp, audio.at(-1)!.timestamp)).toBeGreaterThan(2);
  const said = (await records.log('spring', 0, 0)).filter(({ kind }) => kind === 'chat');
  expect(killedAt - said.at(-1)!.at).toBeLessThan(2000);
  await until(
    async () => expect((await records.segments('spring'))[1]?.duration_ms).toBeGreaterThan(500),
    LONG,
  );
  bus.publish('event.changed', { event: anEvent('ended') });
  await recorders.settled();
  expect((await records.segments('spring')).map(({ state, ready }) => [state, ready])).toEqual([
    ['repaired', 1],
    ['closed', 1],
  ]);
});

test('[RC14] when the disk budget is used up the recording says so, and the event goes on', {
  timeout: LONG,
}, async () => {
  const { bus, recorders, told, records } = await open([], 100);
  bus.publish('event.changed', { event: anEvent('live') });
  await until(async () => expect(await records.bytes()).toBeGreaterThan(100), LONG);
  await until(
    () => expect(recorders.status('spring')).toMatchObject({ state: 'paused', reason: 'disk-full' }),
    LONG,
  );
  await until(async () => expect((await records.segments('spring')).at(-1)!.state).toBe('closed'), LONG);
  expect(told).toEqual(['recording', 'paused disk-full']);
});

test('[RC15] a folder that can not be written is said, and when it can the recording goes on by itself', {
  timeout: LONG,
}, async () => {
  const { bus, records, told } = await open();
  const add = records.addSegment;
  let broken = 2;
  records.addSegment = async (...rest) => {
    if (broken-- > 0) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    return add(...rest);
  };
  bus.publish('event.changed', { event: anEvent('live') });
  await until(
    async () => expect((await records.segments('spring')).at(-1)?.duration_ms).toBeGreaterThan(300),
    LONG,
  );
  expect(told).toEqual(['recording', 'paused disk-full', 'recording']);
});

test('[RC16] what happens is written down on the same clock; reactions are summed by half seconds', {
  timeout: LONG,
}, async () => {
  const { bus, records, recorders, clock } = await open();
  const line = { id: 1, from: 'a', who: 'ada', name: 'Ada', text: 'before', at: 0 };
  bus.publish('chat.said', { showroom: 'atelier', line });
  bus.publish('event.changed', { event: anEvent('live') });
  await recorders.settled();
  const before = clock.now();
  bus.publish('chat.said', { showroom: 'atelier', line: { ...line, text: 'Hello' } });
  bus.publish('chat.said', { showroom: 'garden', line });
  bus.publish('chat.removed', { showroom: 'atelier', id: 1 });
  bus.publish('pin.changed', { showroom: 'atelier', stand: 'stand-1', product: 'lamp' });
  bus.publish('stock.changed', { slug: 'lamp', sku: 'L-1', left: 3, stock: 3 });
  for (let i = 0; i < 3; i++) bus.publish('reactions.counted', { showroom: 'atelier', counts: { heart: 2 } });
  bus.publish('event.changed', { event: anEvent('ended') });
  await recorders.settled();
  bus.publish('chat.said', { showroom: 'atelier', line: { ...line, text: 'after' } });
  const entries = await records.log('spring', 0, 0);
  const kinds = entries.map(({ kind }) => kind);
  expect(kinds).toEqual(['programme', 'chat', 'removed', 'pin', 'stock', 'reactions']);
  expect(entries[1]).toMatchObject({ data: { line: 1, name: 'Ada', text: 'Hello' } });
  expect(entries[5]).toMatchObject({ data: { counts: { heart: 6 } } });
  for (const { at } of entries.slice(1)) expect(Math.abs(at - before)).toBeLessThan(500);
});

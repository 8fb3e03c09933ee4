import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readRange } from '../http/ranged.ts';
import { announce, type TestEvent } from '../testing/announce.ts';
import { type Api, ask, signIn } from '../testing/api.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { enter, until } from '../testing/rooms.ts';

let house: TestHouse;
let visitor: Api;
let owner: Api;
let event: TestEvent;
const LONG = 60_000;
const EACH = { timeout: LONG, interval: 100 };
/** What an owner is answered, the clock left alone. */
async function plain(path: string) {
  const response = await fetch(house.url + path, { headers: { authorization: `Bearer ${owner.token}` } });
  return JSON.parse(await response.text());
}

beforeAll(async () => {
  house = await openTestHouse();
  event = await announce(house, 'Spring');
  [visitor, owner] = await Promise.all([signIn(house), signIn(house, 'owner')]);
});
afterAll(() => house.end());

test('[RC20] people are told that they are recorded, and afterwards what can be watched again; the replay is there when it is published', {
  timeout: LONG,
}, async () => {
  const room = await enter(house);
  expect(room.state.recording.toJSON()).toEqual({ state: 'off', replay: '' });
  await event.become('live');
  await until(() => expect(room.state.recording.state).toBe('recording'));
  await room.send('chat.say', { text: 'Hello' });
  // By the house's own time: each call by the test would push its clock.
  await vi.waitFor(async () => {
    const { recordings } = await plain('/api/recordings');
    expect(recordings[0]?.ms).toBeGreaterThan(4000);
    expect(recordings[0].now).toMatchObject({ state: 'recording', reason: '' });
  }, EACH);
  expect((await owner.call('DELETE', `/api/recordings/${event.id}`)).body.code).toBe('conflict');
  expect((await owner.call('GET', `/api/replay/${event.id}`)).body.code).toBe('not-found');
  await event.become('ended');
  await until(() =>
    expect(room.state.recording.toJSON()).toEqual({ state: 'off', replay: `ended/${event.id}` }),
  );
  expect((await visitor.call('GET', `/api/replay/${event.id}`)).body.code).toBe('not-found');
  await until(
    async () => expect((await owner.call('GET', `/api/replay/${event.id}`)).body.ready).toBe(true),
    LONG,
  );
  await event.become('replay');
  await until(() => expect(room.state.recording.replay).toBe(`replay/${event.id}`));
  const { body: manifest } = await visitor.call('GET', `/api/replay/${event.id}`);
  expect(manifest).toMatchObject({ event: event.id, ready: true, status: 'replay' });
  expect(manifest.to - manifest.from).toBeGreaterThan(2000);
  const { body: log } = await visitor.call('GET', `/api/replay/${event.id}/log`);
  const said = log.entries.find(({ kind }: { kind: string }) => kind === 'chat');
  expect(said).toMatchObject({ data: { name: 'Ada', text: 'Hello' } });
  expect(said.at).toBeGreaterThan(0);
  expect((await visitor.call('GET', `/api/replay/${event.id}/log?after=${log.next}`)).body).toEqual({
    entries: [],
    next: null,
  });
  await room.leave();
});

test('[RC21] files come whole or by ranges, only at the address that was given out', async () => {
  const { body: manifest } = await visitor.call('GET', `/api/replay/${event.id}`);
  const { url } = manifest.parts[0];
  const get = (headers: Record<string, string> = {}, method = 'GET') => {
    house.clock.advance(100);
    return fetch(house.url + url, { method, headers });
  };
  const whole = await get();
  const bytes = new Uint8Array(await whole.arrayBuffer());
  expect(whole.headers.get('content-type')).toBe('video/webm');
  expect(bytes.length).toBe(Number(whole.headers.get('content-length')));
  const part = await get({ range: 'bytes=100-199' });
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 100-199/${bytes.length}`);
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(100, 200));
  const changed = await get({ range: 'bytes=100-199', 'if-range': '"other"' });
  expect(changed.status).toBe(200);
  await changed.body?.cancel();
  const head = await get({}, 'HEAD');
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
  expect((await get({ range: `bytes=${bytes.length}-` })).status).toBe(416);
  expect((await ask(house, 'GET', url.replace(/pass=[^.]*/, 'pass=9999999999999'))).body.code).toBe(
    'not-allowed',
  );
  expect((await ask(house, 'GET', url.replace('/files/', '/files/9'))).body.code).toBe('not-allowed');
  house.clock.advance(7 * 3600 * 1000);
  expect((await ask(house, 'GET', url)).body.code).toBe('not-allowed');
  expect(readRange('bytes=-5', 100)).toEqual({ from: 95, to: 99 });
  expect(readRange('bytes=0-5,9-10', 100)).toBe('all');
});

test('[RC22] owners trim and export; others may not', { timeout: LONG }, async () => {
  for (const person of [visitor, await signIn(house, 'host')]) {
    expect((await person.call('PUT', `/api/recordings/${event.id}/trim`, { from: 0, to: null })).status).toBe(
      403,
    );
    expect((await person.call('POST', `/api/recordings/${event.id}/export`)).status).toBe(403);
    expect((await person.call('DELETE', `/api/recordings/${event.id}`)).status).toBe(403);
  }
  expect((await visitor.call('GET', '/api/recordings')).status).toBe(403);
  const { body: manifest } = await owner.call('GET', `/api/replay/${event.id}`);
  const trim = { from: manifest.from + 1000, to: manifest.from + 2000 };
  expect((await owner.call('PUT', `/api/recordings/${event.id}/trim`, { from: 9, to: 2 })).body.code).toBe(
    'bad-input',
  );
  expect((await owner.call('PUT', `/api/recordings/${event.id}/trim`, trim)).body).toEqual(trim);
  expect((await visitor.call('GET', `/api/replay/${event.id}`)).body).toMatchObject(trim);
  const { body } = await owner.call('POST', `/api/recordings/${event.id}/export`);
  expect(body.files).toMatchObject([{ name: 'programme-1.webm', ending: 'webm', ms: 1000 }]);
  const file = await fetch(house.url + body.files[0].url);
  expect(file.headers.get('content-disposition')).toContain('programme-1.webm');
  expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  expect((await owner.call('GET', `/api/recordings/${event.id}`)).body.files[0]).toMatchObject({
    feed: 'programme',
    state: 'closed',
  });
});

test('[RC23] what is deleted is gone, and said so; another event has none', async () => {
  expect((await owner.call('PUT', '/api/recordings/kept/atelier', { days: 3 })).body).toEqual({ days: 3 });
  expect((await owner.call('GET', '/api/recordings')).body.recordings[0].days).toBe(3);
  expect((await owner.call('DELETE', `/api/recordings/${event.id}`)).body).toEqual({ deleted: true });
  expect((await visitor.call('GET', `/api/replay/${event.id}`)).body.code).toBe('gone');
  expect((await owner.call('GET', '/api/recordings')).body.recordings).toEqual([]);
  expect((await visitor.call('GET', '/api/replay/summer')).body.code).toBe('not-found');
});

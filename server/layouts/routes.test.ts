import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LayoutStep, OpenLayout } from '../../shared/model/layoutChange.ts';
import { type Api, signIn } from '../testing/api.ts';
import { openBrowser, signInByMail } from '../testing/browser.ts';
import { databaseEnv, onEachEngine } from '../testing/engines.ts';
import { openTestHouse, type TestHouse } from '../testing/house.ts';
import { until } from '../testing/rooms.ts';

onEachEngine((_, engine) => {
  let house: TestHouse;
  let ada: Api;
  let sku: string;
  beforeAll(async () => {
    house = await openTestHouse(await databaseEnv(engine));
    ada = await signIn(house);
    sku = (await ada.call('GET', '/api/products/deer')).body.sku;
  });
  afterAll(() => house.end());
  /** So that no test meets the limits that another one used up. */
  beforeEach(() => house.clock.advance(60_000));

  let counter = 0;
  const newPath = () => `/api/layouts/layout-of-this-test-${++counter}`;
  const piece = (more: object = {}) => ({
    ...{ id: 'p1', product: 'deer', sku, mount: 'floor', x: 0, y: 0, z: 0, yaw: 0, scale: 1 },
    ...more,
  });
  const whole = (more: object = {}) => ({ name: 'Home', placements: [piece()], room: null, rev: 0, ...more });

  /** What somebody hears who has a layout open. */
  function listen(path: string, token: string) {
    const heard: { name: string; data: LayoutStep & OpenLayout }[] = [];
    const stop = new AbortController();
    const over = (async () => {
      const answer = await fetch(`${house.url}${path}/events`, {
        headers: { authorization: `Bearer ${token}` },
        signal: stop.signal,
      });
      let text = '';
      for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop()!;
        for (const block of blocks) {
          const [, name, data] = /event: (\w+)\ndata: (.*)/.exec(block) ?? [];
          if (name) heard.push({ name, data: JSON.parse(data!) });
        }
      }
    })().catch(() => undefined);
    return { heard, over, stop: () => stop.abort() };
  }

  test('[LR10] a layout is kept, listed, opened by its link and removed over the interface', async () => {
    const path = newPath();
    const saved = await ada.call('PUT', path, whole());
    expect([saved.status, saved.body.rev, saved.body.key]).toEqual([200, 1, '']);
    const list = (await ada.call('GET', '/api/layouts')).body.layouts;
    expect(list.some(({ id }: { id: string }) => path.endsWith(id))).toBe(true);
    const friend = await signIn(house);
    expect((await friend.call('GET', path)).body).toMatchObject({ mine: false, key: null });
    expect((await friend.call('DELETE', path)).body.code).toBe('not-allowed');
    expect((await ada.call('DELETE', path)).status).toBe(200);
    expect((await friend.call('GET', path)).body.code).toBe('not-found');
  });

  test('[LR11] what is moved is told to all who have it open; who comes later or again has all of it', async () => {
    const path = newPath();
    await ada.call('PUT', path, whole());
    const { key } = (await ada.call('PUT', `${path}/key`, { may: true })).body;
    const friend = await signIn(house);
    const [hers, theirs] = [listen(path, ada.token), listen(path, friend.token)];
    await until(() => expect([hers.heard.length, theirs.heard.length]).toEqual([1, 1]));
    const change = { placed: [piece({ x: 1.5 })], gone: [], from: 'page-of-friend' };
    expect((await friend.call('POST', `${path}/changes`, change)).body.code).toBe('not-allowed');
    const moved = await friend.call('POST', `${path}/changes`, change, { 'layout-key': key });
    expect(moved.body).toEqual({ rev: 2 });
    await until(() => expect([hers.heard.length, theirs.heard.length]).toEqual([2, 2]));
    expect(hers.heard[1]).toMatchObject({ name: 'step', data: { rev: 2, from: 'page-of-friend' } });
    theirs.stop();
    await ada.call('POST', `${path}/changes`, { placed: [], gone: ['p1'], from: 'page-of-ada' });
    const again = listen(path, friend.token);
    await until(() => expect(again.heard[0]?.data).toMatchObject({ rev: 3, placements: [] }));
    await ada.call('DELETE', path);
    await Promise.all([hers.over, again.over]);
    expect([hers.heard.at(-1)?.name, again.heard.at(-1)?.name]).toEqual(['gone', 'gone']);
  });

  test.each([
    ['no number', { placements: [{ ...{ id: 'p1' }, x: 'left' }] }],
    ['too far', () => ({ placements: [piece({ x: 50.1 })] })],
    ['too large', () => ({ placements: [piece({ scale: 40 })] })],
    ['a strange mount', () => ({ placements: [piece({ mount: 'sky' })] })],
    ['two of one id', () => ({ placements: [piece(), piece()] })],
    ['too many', () => ({ placements: Array.from({ length: 61 }, (_, n) => piece({ id: `p${n}` })) })],
    ['more than it has', () => ({ placements: [piece({ price: 0 })] })],
    ['a name that can’t be seen', { name: 'Home\u0000' }],
    ['a name that turns others around', { name: '\u202eemoH' }],
    ['a name without end', { name: 'x'.repeat(81) }],
    [
      'a room of two corners',
      {
        room: {
          corners: [
            [0, 0],
            [1, 0],
          ],
          height: 2.5,
          openings: [],
        },
      },
    ],
    [
      'no ceiling',
      {
        room: {
          corners: [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
          height: 0,
          openings: [],
        },
      },
    ],
    [
      'a door in no wall',
      {
        room: {
          corners: [
            [0, 0],
            [1, 0],
            [1, 1],
          ],
          height: 2.5,
          openings: [{ kind: 'door', wall: 3, from: 0, width: 1, bottom: 0, top: 2 }],
        },
      },
    ],
    ['a rev below none', { rev: -1 }],
  ])('[LR12] %s is refused as such', async (_name, wrong) => {
    const answer = await ada.call('PUT', newPath(), whole(typeof wrong === 'function' ? wrong() : wrong));
    expect([answer.status, answer.body.code]).toEqual([400, 'bad-input']);
  });

  test('[LR12] ids that can be guessed, numbers that are none, bodies without end and strangers are refused', async () => {
    expect((await ada.call('PUT', '/api/layouts/mine', whole())).body.code).toBe('bad-input');
    const endless = JSON.stringify(whole()).replace('"x":0', '"x":1e999');
    expect((await ada.call('PUT', newPath(), endless, { 'content-type': 'application/json' })).status).toBe(
      400,
    );
    expect((await ada.call('PUT', newPath(), whole({ name: 'x'.repeat(70_000) }))).status).toBe(413);
    const nobody = await fetch(house.url + newPath(), { method: 'PUT', body: '{}' });
    expect(nobody.status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${house.url}/api/layouts`)).status).toBe(401);
  });

  test('[LR13] who moves pieces without end is slowed', async () => {
    const path = newPath();
    await ada.call('PUT', path, whole());
    const answers = await Promise.all(
      Array.from({ length: 70 }, (_, n) =>
        ada.call('POST', `${path}/changes`, { placed: [piece({ x: n / 10 })], gone: [], from: 'page' }),
      ),
    );
    expect(answers.some(({ body }) => body.code === 'too-many')).toBe(true);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  });

  test('[LR8] who signs in has their layouts in the account; who deletes it has none left anywhere', async () => {
    const browser = openBrowser(house);
    await browser.session();
    const path = newPath();
    await browser.call('PUT', path, whole());
    await signInByMail(house, browser, `layouts-${engine}@mail.test`);
    expect((await browser.call('GET', path)).body).toMatchObject({ mine: true, key: '' });
    expect((await browser.post('/api/auth/delete-user')).status).toBe(200);
    expect((await ada.call('GET', path)).body.code).toBe('not-found');
  });
});

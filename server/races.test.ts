import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONTENT, DESIGNER, type Making, MODEL, openMaking } from './products/testing/making.ts';
import { openRecords } from './recording/records.ts';
import { anEvent } from './recording/testing/stage.ts';
import { onEachEngine } from './testing/engines.ts';
import { openStage, type Stage } from './testing/events.ts';

const doing = { person: DESIGNER, why: '' };
const talk = (title: string) => ({ kind: 'talk' as const, title, product: '', plannedSeconds: 300 });
const guest = (name: string) => ({ email: `${name}@example.org`, name, language: 'en' });
const outcomes = async (all: Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(all))
    .map((one) => (one.status === 'fulfilled' ? 'done' : String(one.reason.code ?? one.reason)))
    .sort();

onEachEngine((open) => {
  let stage: Stage;
  let making: Making;
  beforeEach(async () => {
    stage = await openStage(await open());
    making = await openMaking({ db: await open() });
  });
  afterEach(async () => {
    await stage.close();
    await making.end();
  });

  test('[PG4] of two events of a showroom that go on at the same moment one is refused', async () => {
    for (let turn = 0; turn < 4; turn++) {
      const [one, two] = [await stage.announced(), await stage.announced()];
      const moved = [stage.events.move(one.id, 'live'), stage.events.move(two.id, 'live')];
      expect(await outcomes(moved)).toEqual(['conflict', 'done']);
      const on = await stage.events.current('atelier');
      await stage.events.move(on!.id, 'ended');
    }
  });

  test('[PG4] an event is not moved to another time while it begins', async () => {
    for (let turn = 0; turn < 4; turn++) {
      const { id, startsAt, endsAt } = await stage.announced();
      const later = { startsAt: startsAt + 1000, endsAt: endsAt + 1000 };
      const all = [stage.events.move(id, 'live'), stage.events.edit(id, later)];
      const done = await outcomes(all);
      const sheet = await stage.events.get(id);
      expect(sheet.status).toBe('live');
      expect(sheet.startsAt).toBe(done.includes('conflict') ? startsAt : later.startsAt);
      await stage.events.move(id, 'ended');
    }
  });

  test('[PG4] items that are started at once: one runs in the end, and none is taken out while it runs', async () => {
    const { id } = await stage.announced();
    const { items } = await stage.rundown.set(id, ['1', '2', '3', '4'].map(talk));
    await stage.events.move(id, 'live');
    await outcomes(items.map((item) => stage.rundown.start(id, item.id)));
    const shown = (await stage.events.get(id)).items;
    expect(shown.filter(({ startedAt }) => startedAt !== null)).toHaveLength(4);
    expect(shown.filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
    const fresh = await stage.rundown.set(id, [...shown, talk('5')]);
    const [running, next] = [shown.find(({ endedAt }) => endedAt === null)!, fresh.items.at(-1)!];
    const [started] = await Promise.allSettled([
      stage.rundown.start(id, next.id),
      stage.rundown.set(id, [running]),
    ]);
    const left = (await stage.events.get(id)).items.map((item) => item.id);
    expect(left.includes(next.id)).toBe(started.status === 'fulfilled');
  });

  test('[PG4] a list takes its 2 000 people and no more, also from several hosts at once', async () => {
    const { id } = await stage.announced();
    const many = (from: number) => Array.from({ length: 1100 }, (_, at) => guest(`g${from + at}`));
    const added = [stage.guests.add(id, many(0)), stage.guests.add(id, many(2000))];
    expect(await outcomes(added)).toEqual(['done', 'too-large']);
    expect(await stage.guests.list(id)).toHaveLength(1100);
  });

  test('[PG4] files of an upload that come whole at once are all kept as such', async () => {
    const files = Array.from({ length: 5 }, (_, at) => ({ path: `${at}.png`, bytes: 1 }));
    const { id } = await making.drafts.create('dora', 'Box', files);
    await Promise.all(files.map(({ path }) => making.drafts.received(id, path)));
    expect((await making.drafts.get(id)).files.every(({ whole }) => whole)).toBe(true);
  });

  test('[PG4] a designer’s quota holds for uploads that are announced at once', async () => {
    const file = [{ path: 'a.glb', bytes: 400 }];
    const made = Array.from({ length: 12 }, () => making.drafts.create('dora', 'Box', file));
    const done = (await outcomes(made)).filter((one) => one === 'done');
    expect(done).toHaveLength((await making.drafts.list('dora', { offset: 0, limit: 50 })).total);
    expect(done.length).toBeLessThan(12);
  });

  test('[PG4] versions that are published at once: one is on sale, the others are archived', async () => {
    const { records, offers } = making;
    await records.create('chair', CONTENT, MODEL, doing);
    const price = { amount: 100, currency: 'EUR' };
    await offers.set('chair', [{ sku: 'C', variant: '', part: '', label: null, price, stock: 1 }] as never);
    for (let version = 2; version < 6; version++) await records.next('chair', {}, doing);
    const moves = [1, 2, 3, 4, 5].map((version) => records.move('chair', version, 'publish', doing));
    expect(new Set(await outcomes(moves))).toEqual(new Set(['done']));
    const { published, versions } = await records.get('chair');
    const states = versions.filter(({ state }) => state === 'published');
    expect(states.map(({ version }) => version)).toEqual([published]);
  });

  test('[PG4] next versions that are begun at once get numbers of their own', async () => {
    await making.records.create('chair', CONTENT, MODEL, doing);
    const made = Array.from({ length: 6 }, () => making.records.next('chair', {}, doing));
    expect(await outcomes(made)).toEqual(Array(6).fill('done'));
    expect((await making.records.get('chair')).versions.map(({ version }) => version)).toEqual([
      7, 6, 5, 4, 3, 2, 1,
    ]);
  });

  test('[PG4] segments of a feed that begin at once get numbers of their own', async () => {
    const records = openRecords(stage.db, 'nowhere');
    await records.begin(anEvent('live', 'e'), 0);
    const feed = { id: 'f', kind: 'camera', name: '' } as never;
    const file = { ending: 'mkv', codec: '', startedAt: 0 };
    const made = await Promise.all(Array.from({ length: 6 }, () => records.addSegment('e', feed, file)));
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

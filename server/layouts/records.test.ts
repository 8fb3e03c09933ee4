import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LayoutContent, Placement } from '../../shared/model/layout.ts';
import type { LayoutStep } from '../../shared/model/layoutChange.ts';
import { type Bus, inProcessBus } from '../bus.ts';
import type { Database } from '../store/open.ts';
import { onEachEngine } from '../testing/engines.ts';
import { standingClock, type TestClock } from '../testing/house.ts';
import { type Layouts, MOST_LAYOUTS, openLayouts } from './records.ts';

const SOLD = ['chair', 'lamp'];
const ID = 'an-id-that-nobody-guesses';
const piece = (id: string, more: Partial<Placement> = {}): Placement => ({
  ...{ id, product: 'chair', sku: 'chair-1', mount: 'floor', x: 0, y: 0, z: 0, yaw: 0, scale: 1 },
  ...more,
});
const content = (...placements: Placement[]): LayoutContent => ({ name: 'Home', placements, room: null });

onEachEngine((open) => {
  let db: Database;
  let bus: Bus;
  let clock: TestClock;
  let layouts: Layouts;
  let steps: (LayoutStep | null)[];
  beforeEach(async () => {
    db = await open();
    clock = standingClock();
    bus = inProcessBus((error) => {
      throw error;
    });
    steps = [];
    bus.subscribe('layout.changed', ({ step }) => steps.push(step));
    layouts = openLayouts({
      ...{ db, bus, clock },
      onSale: async (skus) =>
        skus.flatMap((sku) => {
          const slug = sku.split('-')[0]!;
          return SOLD.includes(slug) ? [{ sku, slug, part: sku.endsWith('spare') ? 'seat' : '' }] : [];
        }),
    });
  });
  afterEach(() => db.destroy());
  const refused = (code: string) => expect.objectContaining({ code });
  const ada = { visitor: 'ada' };
  const bob = { visitor: 'bob' };

  test('[LR1] a layout is kept whole and read by whoever has its id; only its owner’s list has it', async () => {
    const room = { corners: [[0, 0] as [number, number]], height: 2.6, openings: [] };
    await layouts.save(ID, { ...content(piece('a')), room }, 0, ada);
    expect(await layouts.get(ID, ada)).toMatchObject({ rev: 1, mine: true, key: '', room });
    expect(await layouts.get(ID, bob)).toMatchObject({ mine: false, key: null, placements: [piece('a')] });
    expect(await layouts.list('ada')).toMatchObject([{ id: ID, name: 'Home', products: ['chair'] }]);
    expect(await layouts.list('bob')).toEqual([]);
    await expect(layouts.get('another', ada)).rejects.toEqual(refused('not-found'));
  });

  test('[LR2] who saves over what somebody has saved since is told `conflict`; the same again is no change', async () => {
    await layouts.save(ID, content(piece('a')), 0, ada);
    expect((await layouts.save(ID, content(piece('a')), 0, ada)).rev).toBe(1);
    expect((await layouts.save(ID, content(piece('a', { x: 1 })), 1, ada)).rev).toBe(2);
    await expect(layouts.save(ID, content(), 1, ada)).rejects.toEqual(refused('conflict'));
    const both = await Promise.allSettled(
      [3, 4].map((x) => layouts.save(ID, content(piece('a', { x })), 2, ada)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await layouts.get(ID, ada)).rev).toBe(3);
  });

  test('[LR3] others look, but change, save, share and remove nothing', async () => {
    await layouts.save(ID, content(piece('a')), 0, ada);
    const change = { placed: [piece('a', { x: 2 })], gone: [] };
    await expect(layouts.save(ID, content(), 1, bob)).rejects.toEqual(refused('not-allowed'));
    await expect(layouts.change(ID, change, '', bob)).rejects.toEqual(refused('not-allowed'));
    await expect(layouts.change(ID, change, '', { ...bob, key: '' })).rejects.toEqual(refused('not-allowed'));
    await expect(layouts.share(ID, true, 'bob')).rejects.toEqual(refused('not-allowed'));
    await expect(layouts.remove(ID, 'bob')).rejects.toEqual(refused('not-allowed'));
    expect((await layouts.get(ID, ada)).rev).toBe(1);
  });

  test('[LR4] who has the key changes pieces, until it is taken back; a fresh key ends the old one', async () => {
    await layouts.save(ID, content(piece('a')), 0, ada);
    const { key } = await layouts.share(ID, true, 'ada');
    expect(key).toMatch(/^[\w-]{24}$/);
    const friend = { ...bob, key: key! };
    const change = { placed: [piece('a', { x: 2 })], gone: [] };
    expect(await layouts.change(ID, change, 'page', friend)).toEqual({ rev: 2 });
    expect(await layouts.get(ID, friend)).toMatchObject({ mine: true, key: null, placements: [{ x: 2 }] });
    expect(steps).toEqual([{ ...change, rev: 2, from: 'page' }]);
    const fresh = await layouts.share(ID, true, 'ada');
    expect(fresh.key).not.toBe(key);
    await expect(layouts.change(ID, change, '', friend)).rejects.toEqual(refused('not-allowed'));
    await layouts.share(ID, false, 'ada');
    const late = { ...bob, key: fresh.key! };
    await expect(layouts.change(ID, change, '', late)).rejects.toEqual(refused('not-allowed'));
  });

  test('[LR5] what two change at the same time is all there; of one piece the last word stands', async () => {
    await layouts.save(ID, content(piece('a'), piece('b')), 0, ada);
    await Promise.all(
      [1, 2, 3].flatMap((x) => [
        layouts.change(ID, { placed: [piece('a', { x })], gone: [] }, 'one', ada),
        layouts.change(ID, { placed: [piece(`new-${x}`, { x })], gone: ['b'] }, 'two', ada),
      ]),
    );
    const { placements, rev } = await layouts.get(ID, ada);
    expect(placements.map(({ id }) => id).sort()).toEqual(['a', 'new-1', 'new-2', 'new-3']);
    expect(steps.map((step) => step?.rev).sort()).toEqual([2, 3, 4, 5, 6, 7].slice(0, rev - 1));
    const last = steps.findLast((step) => step?.placed.some(({ id }) => id === 'a'))!;
    expect(placements.find(({ id }) => id === 'a')).toEqual(last.placed[0]);
  });

  test('[LR6] what is not sold, or only as a spare part, can’t be placed; what was there may stay', async () => {
    for (const strange of [
      { product: 'table', sku: 'table-1' },
      { sku: 'lamp-1' },
      { sku: 'chair-spare' },
    ] as const)
      await expect(layouts.save(ID, content(piece('a', strange)), 0, ada)).rejects.toEqual(
        refused('not-found'),
      );
    await layouts.save(ID, content(piece('a')), 0, ada);
    SOLD.splice(0, 1);
    try {
      await layouts.change(ID, { placed: [piece('a', { x: 1 })], gone: [] }, '', ada);
      const more = { placed: [piece('b', { sku: 'chair-2' })], gone: [] };
      await expect(layouts.change(ID, more, '', ada)).rejects.toEqual(refused('not-found'));
    } finally {
      SOLD.unshift('chair');
    }
  });

  test('[LR7] there are so many layouts to a person and pieces to a layout, and no more', async () => {
    for (let n = 0; n < MOST_LAYOUTS; n++) await layouts.save(`${ID}-${n}`, content(), 0, ada);
    await expect(layouts.save(ID, content(), 0, ada)).rejects.toEqual(refused('too-many'));
    const many = Array.from({ length: 60 }, (_, n) => piece(`p${n}`));
    await layouts.save(ID, content(...many), 0, bob);
    const more = { placed: [piece('more')], gone: [] };
    await expect(layouts.change(ID, more, '', bob)).rejects.toEqual(refused('too-many'));
    expect(await layouts.change(ID, { ...more, gone: ['p0'] }, '', bob)).toEqual({ rev: 2 });
  });

  test('[LR8] a guest’s layouts go with them into their account, and with the account when it goes', async () => {
    await layouts.save(ID, content(), 0, { visitor: 'guest' });
    await layouts.adopt('guest', 'ada');
    expect((await layouts.list('ada')).map(({ id }) => id)).toEqual([ID]);
    await layouts.forget('ada');
    expect(steps).toEqual([null]);
    await expect(layouts.get(ID, ada)).rejects.toEqual(refused('not-found'));
  });

  test('[LR9] what is removed is gone for all, again is once, and it does not come back by being saved', async () => {
    await layouts.save(ID, content(), 0, ada);
    await layouts.remove(ID, 'ada');
    await layouts.remove(ID, 'ada');
    expect(steps).toEqual([null]);
    await expect(layouts.save(ID, content(piece('a')), 1, ada)).rejects.toEqual(refused('not-found'));
  });
});

import { beforeEach, expect, test, vi } from 'vitest';
import type { ProductSheet } from '../../../shared/model/catalogue.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { keepRoom, lastOwn, readKept } from '../kept.ts';
import { writeMeasured } from './lengths.ts';
import { openPlacing, type PlacingRefusal } from './placing.ts';
import type { Spot } from './surface.ts';

const store = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => store.get(key) ?? null,
  setItem: (key: string, value: string) => void store.set(key, value),
});
beforeEach(() => store.clear());

const offer = (sku: string, amount: number) => ({ sku, part: '', price: { amount, currency: 'EUR' } });
const SHELF = {
  chair: {
    slug: 'chair',
    mount: 'floor' as const,
    sizeMm: [800, 900, 800],
    offers: [offer('C1', 100), offer('C2', 120)],
  },
  mirror: { slug: 'mirror', mount: 'wall' as const, sizeMm: [600, 900, 40], offers: [offer('M1', 50)] },
} as unknown as Record<string, ProductSheet>;
const FLOOR: Spot = { mount: 'floor', x: 1, y: 0.02, z: -2, nx: 0, ny: 1, nz: 0 };
const WALL: Spot = { mount: 'wall', x: 0, y: 1.5, z: -3, nx: 0, ny: 0, nz: 1 };

function set(ask = async (slug: string): Promise<ProductSheet> => SHELF[slug]!) {
  const refused: PlacingRefusal[] = [];
  const placing = openPlacing({ ask, onRefused: (why) => refused.push(why) });
  return { placing, refused };
}
const down = (x: number, z: number) => ({ x, y: 2, z, dx: 0, dy: -1, dz: 0 });

test('[LY18] what is held is put only where it is at home, faces who puts it there, and is selected', async () => {
  const { placing, refused } = set();
  await placing.take('chair');
  expect(placing.put(WALL, 0, true)).toBeUndefined();
  const piece = placing.put(FLOOR, 0.7, true)!;
  // The floor is where the first piece stands.
  expect(placing.origin.toRoom(piece)).toMatchObject({ x: 1, y: 0.02, z: -2, yaw: expect.closeTo(0.7, 9) });
  expect([piece.y, placing.selected.value, placing.held.value]).toEqual([0, piece.id, undefined]);
  await placing.take('mirror');
  expect(placing.put(WALL, 0.7, true)).toMatchObject({ mount: 'wall', yaw: 0, z: -3 });
  await placing.take('chair', 'C2');
  expect(placing.fits(FLOOR, 0)).toBe(false);
  expect(placing.put(FLOOR, 0, true)).toBeUndefined();
  expect(refused).toEqual(['elsewhere', 'taken']);
  expect(placing.total.value).toEqual({ amount: 150, currency: 'EUR' });
});

test('[LY19] what is gripped moves by as much as one points on; what can’t go there stays at the last free place', async () => {
  const { placing } = set();
  for (const x of [0, 2]) {
    await placing.take('chair');
    placing.put({ ...FLOOR, x, y: 0, z: 0 }, 0, true);
  }
  const second = placing.selected.value!;
  expect(placing.grab(down(2.2, 0.1))).toBe(true);
  placing.drag(down(2.5, 0.6));
  expect(placing.plan.find(second)).toMatchObject({ x: expect.closeTo(2.3, 9), z: expect.closeTo(0.5, 9) });
  placing.drag(down(0.4, 0.1));
  expect(placing.plan.find(second)!.x).toBeCloseTo(2.3, 9);
  placing.release();
  placing.plan.undo();
  expect(placing.plan.find(second)).toMatchObject({ x: 2, z: 0 });
  expect(placing.grab(down(5, 5))).toBe(false);
  expect(placing.selectBy(down(0.2, 0.2))).toBe(true);
  expect(placing.selectBy(down(5, 5))).toBe(false);
  expect(placing.selected.value).toBeUndefined();
});

test('[LY19] what a hand turns or spreads is kept once it lets go', async () => {
  const { placing } = set();
  await placing.take('chair');
  placing.put(FLOOR, 0, true);
  placing.anySize.value = true;
  const kept = () => readKept(localStorage)!.content.placements[0]!;
  const before = kept();
  placing.turn(0.2, true);
  placing.scale(1.2, true);
  expect(kept()).toEqual(before);
  placing.release();
  expect(kept()).toMatchObject({ yaw: expect.closeTo(0.2, 9), scale: expect.closeTo(1.2, 9) });
  // A stick that comes back to rest lets go as well, and a press alone is kept at once.
  placing.turn(0.4, true);
  expect(kept().yaw).toBeCloseTo(0.2, 9);
  placing.turn(0);
  expect(kept().yaw).toBe(placing.chosen.value!.yaw);
  placing.scale(1.5);
  expect(kept().scale).toBeCloseTo(1.8, 9);
});

test('[LY20] sizes other than true ones need consent, and one press leads back', async () => {
  const { placing } = set();
  await placing.take('chair');
  placing.put(FLOOR, 0, true);
  placing.scale(1.5);
  expect(placing.chosen.value!.scale).toBe(1);
  placing.anySize.value = true;
  placing.scale(1.5);
  expect(placing.chosen.value!.scale).toBe(1.5);
  placing.trueSize();
  expect(placing.chosen.value!.scale).toBe(1);
});

test('[LY21] kept pieces come back; those that can’t be asked for just now stay kept, those off sale do not', async () => {
  const first = set().placing;
  for (const slug of ['chair', 'mirror']) {
    await first.take(slug);
    first.put(slug === 'chair' ? FLOOR : WALL, 0, true);
  }
  first.setHandles({ [first.plan.pieces()[0]!.id]: 'held' });
  const gone = { ...first.plan.placements()[0]!, id: 'g', product: 'gone', sku: 'G' };
  const kept = readKept()!;
  keepRoom({ ...kept, content: { ...kept.content, placements: [...kept.content.placements, gone] } });
  const second = set(async (slug) => {
    if (slug === 'chair') return SHELF.chair!;
    throw new Refusal(slug === 'gone' ? 'not-found' : 'offline');
  }).placing;
  expect(await second.lookUp()).toEqual(kept.handles);
  expect(second.plan.placements()).toEqual([kept.content.placements[0]]);
  second.plan.move(second.plan.pieces()[0]!.id, { x: 3 });
  expect(readKept()!.content.placements.map(({ sku }) => sku)).toEqual(['C1', 'M1']);
});

test('[LY22] the whole layout is laid where one points, facing who looks', async () => {
  const { placing } = set();
  for (const x of [0, 2]) {
    await placing.take('chair');
    placing.put({ ...FLOOR, x, y: 0, z: 0 }, 0, true);
  }
  placing.layHere({ ...FLOOR, x: 5, y: 0.1, z: 5 }, Math.PI / 2);
  const [a, b] = placing.plan.pieces().map((piece) => placing.origin.toRoom(piece));
  expect([a!.x, a!.z, b!.x, b!.z].map((at) => Math.round(at * 1e6) / 1e6)).toEqual([5, 6, 5, 4]);
  expect([a!.y, a!.yaw]).toEqual([expect.closeTo(0.1, 9), expect.closeTo(Math.PI / 2, 9)]);
});

test('[LY24] a layout of the server’s is laid out in place of all, keeps its room, is found again by its own handles, and stays as it is where it may only be looked at', async () => {
  const { placing, refused } = set();
  await placing.take('chair');
  placing.put(FLOOR, 0, true);
  const here = readKept()!.content;
  const piece = { ...here.placements[0]!, id: 'theirs', x: 2 };
  const room = { corners: [], height: 2.5, openings: [] };
  const layout = { name: 'Hall', placements: [piece], room };
  keepRoom({ content: layout, handles: { theirs: 'h1' } }, localStorage, 'l1');
  expect(await placing.open(layout, 'l1')).toEqual([]);
  placing.keepAs({ id: 'l1', own: false });
  expect([placing.read(), placing.handles()]).toEqual([layout, { theirs: 'h1' }]);
  expect([readKept()!.content, lastOwn()]).toEqual([here, undefined]);
  placing.takeOver({ placed: [{ ...piece, x: 3 }], gone: [], name: 'Den' });
  expect(readKept(localStorage, 'l1')!.content).toEqual({
    ...layout,
    name: 'Den',
    placements: [{ ...piece, x: 3 }],
  });
  placing.editable.value = false;
  placing.selected.value = 'theirs';
  placing.turn(1);
  placing.remove();
  await placing.take('mirror');
  expect([placing.grab(down(3, -2)), placing.held.value, refused]).toEqual([
    false,
    undefined,
    ['fixed', 'fixed', 'fixed'],
  ]);
  expect(placing.plan.pieces()[0]).toMatchObject({ ...piece, x: 3 });
  for (let other = 0; other < 9; other++)
    keepRoom({ content: layout, handles: {}, own: true }, localStorage, `o${other}`);
  expect([lastOwn(), readKept(localStorage, 'l1')]).toEqual(['o8', undefined]);
});

test('[LY17] what this device keeps comes back whole, without what is broken', () => {
  expect(readKept()).toBeUndefined();
  const piece = {
    id: 'a',
    product: 'p',
    sku: 's',
    mount: 'floor',
    x: 0,
    y: 0,
    z: 0,
    yaw: 0,
    scale: 1,
  } as const;
  const content = { name: 'Den', placements: [piece, { ...piece, x: Number.NaN }], room: null };
  keepRoom({ content, handles: { a: 'h' } });
  expect(readKept()).toEqual({ content: { ...content, placements: [piece] }, handles: { a: 'h' } });
  store.set('vitrine.room', '{"content"');
  expect(readKept()).toBeUndefined();
});

test('[LY16] a measured length is written as the reader does', () => {
  expect(writeMeasured(1.234, 'cm', 'en')).toBe('1.23 m');
  expect(writeMeasured(0.843, 'cm', 'en')).toBe('84.3 cm');
  expect(writeMeasured(1.5, 'cm', 'es')).toBe('1,50 m');
  expect(writeMeasured(1.8288, 'inch', 'en-US')).toBe('6 ft 0 in');
  expect(writeMeasured(0.2, 'inch', 'en-US')).toBe('8 in');
});

test('[LY25] beside what this device has of a layout it keeps since when the server was not told, until it is', async () => {
  const { placing } = set();
  const since = { name: '', placements: [], room: null };
  let unsent: typeof since | undefined = since;
  placing.followUnsent(() => unsent);
  await placing.open({ name: '', placements: [], room: null }, 'l');
  placing.keepAs({ id: 'l', own: true });
  await placing.take('chair');
  placing.put(FLOOR, 0, true);
  expect(readKept(localStorage, 'l')?.since).toEqual(since);
  unsent = undefined;
  placing.keep();
  expect(readKept(localStorage, 'l')?.content.placements).toHaveLength(1);
  expect(readKept(localStorage, 'l')?.since).toBeUndefined();
});

test('[LY26] what was moved since the device took hold of it is not looked for where it stood', async () => {
  const { placing } = set();
  await placing.take('chair');
  const piece = placing.put(FLOOR, 0, true)!;
  placing.setHandles({ [piece.id]: 'anchor' });
  expect(readKept(localStorage)?.handles).toEqual({ [piece.id]: 'anchor' });
  placing.turn(1);
  expect(placing.handles()).toEqual({});
  expect(placing.staleHandles()).toEqual(['anchor']);
  expect(readKept(localStorage)?.handles).toEqual({});
});

test('[LY26] nor what others have moved while one was not there', async () => {
  const { placing } = set();
  const lying = (x: number) => {
    const chair = { id: 'a', product: 'chair', sku: 'C1', mount: 'floor' as const };
    return { name: '', placements: [{ ...chair, x, y: 0, z: 0, yaw: 0, scale: 1 }], room: null };
  };
  keepRoom({ content: lying(0), handles: { a: 'anchor' }, own: true }, localStorage, 'l');
  await placing.open(lying(0), 'l');
  expect(placing.handles()).toEqual({ a: 'anchor' });
  keepRoom({ content: lying(0), handles: { a: 'anchor' }, own: true }, localStorage, 'l');
  await placing.open(lying(2), 'l');
  expect([placing.handles(), placing.staleHandles()]).toEqual([{}, ['anchor']]);
});

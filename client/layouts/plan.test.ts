import { describe, expect, test } from 'vitest';
import type { Goods } from './goods.ts';
import { goodsOf } from './goods.ts';
import { openPlan } from './plan.ts';
import { restingTurn } from './snapping.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const CHAIR: Goods = {
  product: 'chair',
  sku: 'C1',
  size: [0.8, 0.9, 0.8],
  mount: 'floor',
  price: eur(10_000),
};
const LAMP: Goods = { product: 'lamp', sku: 'L1', size: [0.3, 0.5, 0.3], mount: 'floor', price: eur(2_500) };
const PICTURE: Goods = {
  product: 'picture',
  sku: 'P1',
  size: [1, 0.6, 0.04],
  mount: 'wall',
  price: eur(900),
};
const PENDANT: Goods = {
  product: 'pendant',
  sku: 'H1',
  size: [0.4, 0.8, 0.4],
  mount: 'ceiling',
  price: eur(700),
};

function furnished() {
  let next = 0;
  const plan = openPlan({ newId: () => `p${++next}` });
  plan.know([CHAIR, LAMP, PICTURE, PENDANT]);
  return plan;
}
const at = (x: number, z: number, y = 0, yaw = 0) => ({ x, y, z, yaw });

describe('a plan', () => {
  test('[LY1] what is placed is where it was wished at true size, costs what the server says, and everybody who listens is told', () => {
    const plan = furnished();
    let told = 0;
    const stop = plan.subscribe(() => told++);
    expect(plan.add({ sku: 'C1', ...at(1, 2) })).toMatchObject({
      done: true,
      piece: { id: 'p1', x: 1, z: 2, scale: 1 },
    });
    plan.add({ sku: 'C1', ...at(4, 2) });
    plan.add({ sku: 'L1', ...at(-3, 0) });
    expect(plan.total()).toEqual(eur(22_500));
    expect(plan.lines()).toEqual([
      { product: 'chair', sku: 'C1', quantity: 2 },
      { product: 'lamp', sku: 'L1', quantity: 1 },
    ]);
    plan.know([{ ...LAMP, price: eur(2_000) }]);
    expect(plan.total()).toEqual(eur(22_000));
    expect(told).toBe(4);
    stop();
    plan.remove('p1');
    expect(told).toBe(4);
    expect(openPlan().total()).toBeUndefined();
  });

  test('[LY2] nothing stands in another: a refused wish says in whom and leaves all as it was; touching is free', () => {
    const plan = furnished();
    plan.add({ sku: 'C1', ...at(0, 0) });
    plan.add({ sku: 'C1', ...at(2, 0) });
    expect(plan.move('p2', { x: 0.3 })).toEqual({ done: false, why: 'taken', by: 'p1' });
    expect(plan.find('p2')!.x).toBe(2);
    expect(plan.move('p2', { x: 0.8 }, true)).toMatchObject({ done: true });
    // Turned by an eighth its corners would reach into the other.
    expect(plan.turn('p2', Math.PI / 4)).toMatchObject({ done: false, why: 'taken' });
    // The same place, but on top of it.
    expect(plan.add({ sku: 'L1', ...at(0, 0, 0.9) })).toMatchObject({ done: true });
    expect(plan.add({ sku: 'L1', ...at(0, 0, 0.5) })).toMatchObject({ done: false, why: 'taken' });
    expect(plan.scale('p1', 1.2)).toMatchObject({ done: false, why: 'taken' });
    expect(plan.move('p1', { x: 51 })).toMatchObject({ done: false, why: 'far' });
  });

  test('[LY3] moves of one piece are one step back until it rests; all else is a step each, back and forth', () => {
    const plan = furnished();
    plan.add({ sku: 'C1', ...at(0, 0) });
    for (const x of [0.5, 1, 1.5]) plan.move('p1', { x });
    plan.rest();
    plan.move('p1', { x: 3 });
    plan.turn('p1', 1);
    plan.remove('p1');
    const trail = [];
    while (plan.canUndo()) {
      plan.undo();
      trail.push(plan.find('p1') && [plan.find('p1')!.x, plan.find('p1')!.yaw > 0.5]);
    }
    expect(trail).toEqual([[3, true], [3, false], [1.5, false], [0, false], undefined]);
    plan.redo();
    plan.redo();
    expect(plan.find('p1')!.x).toBe(1.5);
    plan.move('p1', { x: 9 });
    expect(plan.redo()).toBe(false);
  });

  test('[LY4] what is saved comes back as it was; what is no longer known is left out and said', () => {
    const plan = furnished();
    plan.add({ sku: 'C1', ...at(0, 0) });
    plan.add({ sku: 'P1', ...at(0, -2, 1.5) });
    const saved = plan.placements();
    expect(Object.keys(saved[0]!).sort()).toEqual([
      'id',
      'mount',
      'product',
      'scale',
      'sku',
      'x',
      'y',
      'yaw',
      'z',
    ]);
    const other = furnished();
    const gone = { ...saved[0]!, id: 'gone', sku: 'OLD' };
    expect(other.replace([...saved, gone], true)).toEqual([gone]);
    expect(other.placements()).toEqual(saved);
    expect(other.canUndo()).toBe(false);
  });

  test('[LY5] there are never more than a layout holds', () => {
    const plan = furnished();
    for (let i = 0; i < 60; i++)
      expect(plan.add({ sku: 'L1', ...at(i % 10, Math.floor(i / 10)) }).done).toBe(true);
    expect(plan.add({ sku: 'L1', ...at(20, 20) })).toEqual({ done: false, why: 'full' });
  });

  test('[LY6] another variant takes its place', () => {
    const plan = furnished();
    plan.know([{ ...CHAIR, sku: 'C2', price: eur(12_000) }]);
    plan.add({ sku: 'C1', ...at(1, 1) });
    expect(plan.choose('p1', 'C2')).toMatchObject({
      done: true,
      piece: { sku: 'C2', x: 1, price: eur(12_000) },
    });
  });
});

describe('what is near', () => {
  const BACK = { from: [-3, -2], to: [3, -2], nx: 0, nz: 1 } as const;
  const LEFT = { from: [-3, -2], to: [-3, 3], nx: 1, nz: 0 } as const;
  const walls = [BACK, LEFT].map((wall) => ({ ...wall, from: [...wall.from], to: [...wall.to] })) as never;

  test('[LY7] a back near a wall is laid against it and faces away from it; in a corner against both', () => {
    const plan = furnished();
    plan.setWalls(walls);
    expect(plan.add({ sku: 'C1', ...at(1, -1.5, 0, 0.2) })).toMatchObject({
      snaps: ['wall'],
      piece: { x: 1, z: -1.6, yaw: 0 },
    });
    const corner = plan.add({ sku: 'L1', ...at(-2.8, -1.9) });
    expect(corner).toMatchObject({
      done: true,
      piece: { x: expect.closeTo(-2.85, 6), z: expect.closeTo(-1.85, 6) },
    });
    expect(plan.move('p1', { z: -1 })).toMatchObject({ snaps: [], piece: { z: -1 } });
    expect(plan.move('p1', { z: -1.5 }, true)).toMatchObject({ snaps: [], piece: { z: -1.5 } });
    // Past the end of the wall there is none.
    expect(plan.move('p1', { x: 3.5, z: -1.5 })).toMatchObject({ snaps: [] });
  });

  test('[LY8] edges near another piece are laid together, in line, also where it is turned', () => {
    const plan = furnished();
    plan.add({ sku: 'C1', ...at(0, 0) });
    expect(plan.add({ sku: 'C1', ...at(0.85, 0.06) })).toMatchObject({
      snaps: ['piece'],
      piece: { x: 0.8, z: 0 },
    });
    // What would reach a little into it is laid beside it.
    expect(plan.move('p2', { x: -0.75, z: 0.04 })).toMatchObject({ done: true, piece: { x: -0.8, z: 0 } });
    const turned = furnished();
    turned.add({ sku: 'C1', ...at(0, 0, 0, 0.6) });
    const beside = turned.add({
      sku: 'L1',
      x: Math.cos(0.6) * 0.6,
      y: 0,
      z: -Math.sin(0.6) * 0.6,
      yaw: 0.6 + Math.PI / 2,
    });
    expect(beside.done && Math.hypot(beside.piece.x, beside.piece.z)).toBeCloseTo(0.55, 6);
  });

  test('[LY9] a turn rests at the 15° that are near, counted from the wall or neighbour; what hangs on a wall keeps its own', () => {
    expect(restingTurn(0.28, 0)).toBeCloseTo(Math.PI / 12, 9);
    expect(restingTurn(0.4, 0)).toBe(0.4);
    const plan = furnished();
    plan.add({ sku: 'C1', ...at(0, 0, 0, 0.1) });
    plan.add({ sku: 'L1', ...at(1.2, 0) });
    expect(plan.turn('p2', 0.12)).toMatchObject({ piece: { yaw: expect.closeTo(0.1, 9) } });
    expect(plan.turn('p2', 0.12, true)).toMatchObject({ piece: { yaw: expect.closeTo(0.12, 9) } });
    plan.add({ sku: 'P1', ...at(0, -4, 1.5, 0) });
    expect(plan.turn('p3', 1)).toMatchObject({ piece: { yaw: 0 } });
  });

  test('[LY10] what hangs lies with its back on the wall or its top on the ceiling, and is laid in line with what hangs beside it', () => {
    const plan = furnished();
    plan.add({ sku: 'P1', ...at(0, -2, 1.5) });
    expect(plan.add({ sku: 'P1', ...at(1.05, -2, 1.46) })).toMatchObject({ piece: { x: 1, y: 1.5, z: -2 } });
    expect(plan.add({ sku: 'P1', ...at(0.5, -2, 1.5) })).toMatchObject({
      done: false,
      why: 'taken',
      by: 'p1',
    });
    // A lamp of 0.8 m under a ceiling of 2.5 m: what stands below is free up to 1.7 m.
    plan.add({ sku: 'H1', ...at(3, 0, 2.5) });
    expect(plan.add({ sku: 'C1', ...at(3, 0, 0.8) })).toMatchObject({ done: true });
    expect(plan.add({ sku: 'L1', ...at(3, 0, 1.7) })).toMatchObject({ done: false });
  });

  test('[LY11] a product says where it is at home, and each offer of the product itself can be placed', () => {
    const offer = { sku: 'A', variant: '', part: '', label: null, price: eur(1), stock: 1 };
    const sheet = {
      slug: 'mirror',
      mount: 'wall' as const,
      sizeMm: [500, 800, 30] as [number, number, number],
    };
    const goods = goodsOf({ ...sheet, offers: [offer, { ...offer, sku: 'B', part: 'hook' }] });
    expect(goods).toEqual([
      { product: 'mirror', sku: 'A', size: [0.5, 0.8, 0.03], mount: 'wall', price: eur(1) },
    ]);
  });
});

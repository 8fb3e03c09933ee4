import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Order } from '../../shared/model/order.ts';
import { onEachEngine } from '../testing/engines.ts';
import { moveOrder, sendParcel } from '../testing/parcels.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';

const DAY_MS = 86_400_000;
const SKU = 'VT-PF-04';
const asked = { lines: [{ sku: SKU, quantity: 1 }], reason: 'too sweet' };
const kinds = async (shop: Shop, order: string) =>
  (await shop.db.selectFrom('order_mail').select('kind').where('order_id', '=', order).execute())
    .map(({ kind }) => kind)
    .sort();
const codes = async (all: Promise<unknown>[]) =>
  (await Promise.allSettled(all))
    .map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code))
    .sort();

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.close();
  });

  const arrived = async (quantity = 2): Promise<Order> => {
    const { id } = await shop.buy('ada', 'flacon', quantity);
    await sendParcel(shop.db, id, shop.clock.now(), true);
    return shop.orders.get('ada', id);
  };
  const stock = async () => (await shop.catalogue.offer('flacon')).stock;

  test('[RT1] who cancels what is paid and not packed gets all of it back, once, and its pieces are there again', async () => {
    const before = await stock();
    const { id, totals } = await shop.buy('ada', 'flacon', 2);
    await Promise.all([shop.cancelling.cancel('ada', id), shop.cancelling.cancel('ada', id)]);
    await shop.cancelling.cancel('ada', id);
    const order = await shop.orders.get('ada', id);
    expect([order.status, order.refunded.amount, order.refunds.length]).toEqual([
      'refunded',
      totals.total.amount,
      1,
    ]);
    expect(await stock()).toBe(before);
    expect(await kinds(shop, id)).toEqual(['cancelled', 'paid', 'refunded', 'shop-cancelled']);
    await expect(shop.cancelling.cancel('bo', id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[RT2] packed or later nothing is cancelled, also when the desk packs at the same moment', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const { id } = await shop.buy('ada', 'flacon');
      const [cancelled, packed] = await Promise.allSettled([
        shop.cancelling.cancel('ada', id),
        moveOrder(shop.db, id, 'pack', shop.clock.now()),
      ]);
      const { status } = await shop.orders.get('ada', id);
      expect(packed.status).toBe('fulfilled');
      expect(status).toBe(cancelled.status === 'fulfilled' ? 'refunded' : 'packed');
    }
    const { id } = await shop.buy('ada', 'flacon');
    await sendParcel(shop.db, id, shop.clock.now());
    await expect(shop.cancelling.cancel('ada', id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[RT2] while its money is on the way back a cancelled order can’t be packed or sent', async () => {
    const { id } = await shop.buy('ada', 'flacon');
    await shop.db
      .updateTable('orders')
      .set((e) => ({ refunded_amount: e.ref('total_amount') }))
      .where('id', '=', id)
      .execute();
    for (const event of ['pack', 'ship'] as const)
      expect(await moveOrder(shop.db, id, event, 0)).toMatchObject({ moved: false, guard: 'wanted' });
    await shop.db.updateTable('orders').set({ refunded_amount: 0 }).where('id', '=', id).execute();
  });

  test('[RT3] what arrived may be sent back within the days of its market, the day it came not counted', async () => {
    const { id, returnDays } = await arrived();
    expect(returnDays).toBe(14);
    shop.clock.advance(15 * DAY_MS - 1);
    await shop.returns.ask('ada', id, asked);
    shop.clock.advance(1);
    await expect(shop.returns.ask('ada', id, { ...asked, reason: 'late' })).rejects.toMatchObject({
      code: 'conflict',
    });
    const paid = await shop.buy('ada', 'flacon');
    await expect(shop.returns.ask('ada', paid.id, asked)).rejects.toMatchObject({ code: 'conflict' });
    await expect(shop.returns.ask('bo', id, asked)).rejects.toMatchObject({ code: 'not-found' });
    const strange = { ...asked, lines: [{ sku: 'VT-XX', quantity: 1 }] };
    await expect(shop.returns.ask('ada', id, strange)).rejects.toMatchObject({ code: 'bad-input' });
  });

  test('[RT4] no piece is in two returns, however many are asked for at once', async () => {
    const { id } = await arrived(2);
    const ask = (reason: string) => shop.returns.ask('ada', id, { ...asked, reason });
    expect(await codes(['a', 'b', 'c', 'd'].map(ask))).toEqual(['conflict', 'conflict', 'done', 'done']);
    const { returns } = await shop.orders.get('ada', id);
    await shop.returns.answer(id, returns[0]!.id, { status: 'refused', text: 'opened' }, 'desk');
    await ask('again');
    await expect(ask('once more')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[RT4] what has been refunded can’t be sent back as well', async () => {
    const { id } = await arrived(2);
    const wish = { key: 'goodwill', lines: asked.lines, reason: 'broken', restock: false };
    await shop.refunds.refund(id, wish, 'desk');
    const both = { ...asked, lines: [{ sku: SKU, quantity: 2 }] };
    await expect(shop.returns.ask('ada', id, both)).rejects.toMatchObject({ code: 'conflict' });
    await shop.returns.ask('ada', id, asked);
  });

  test('[RT5] a return that is received gives its pieces to the stock and its money back, each once', async () => {
    const { id, totals } = await arrived(2);
    const before = await stock();
    await shop.returns.ask('ada', id, asked);
    const [back] = (await shop.orders.get('ada', id)).returns;
    const answer = (status: 'accepted' | 'received', more = {}) =>
      shop.returns.answer(id, back!.id, { status, text: '', ...more }, 'desk');
    await answer('accepted', { text: 'To: Vitrine, Main 2' });
    await Promise.all([1, 2].map(() => answer('received', { restock: true, refund: true })));
    await answer('received', { restock: true, refund: true });
    const order = await shop.orders.get('ada', id);
    expect(order.returns).toMatchObject([
      { status: 'received', answer: 'To: Vitrine, Main 2', refund: order.refunds[0]!.id },
    ]);
    expect([order.status, order.refunds.length, await stock()]).toEqual(['delivered', 1, before + 1]);
    expect(order.refunded.amount).toBe(11_800);
    expect(totals.total.amount).toBeGreaterThan(11_800);
    await expect(answer('accepted')).rejects.toMatchObject({ code: 'conflict' });
    await shop.postman.tick();
    const told = (await kinds(shop, id)).filter((kind) => /return|refund/.test(kind));
    expect(told).toEqual(['refunded', 'return-accepted', 'return-asked', 'return-received', 'shop-return']);
  });

  test('[RT6] money of what was received may follow later, and never for more pieces than are left', async () => {
    const { id } = await arrived(1);
    await shop.returns.ask('ada', id, asked);
    const [back] = (await shop.orders.get('ada', id)).returns;
    const received = (refund: boolean) =>
      shop.returns.answer(id, back!.id, { status: 'received', text: '', restock: true, refund }, 'desk');
    await received(false);
    expect((await shop.orders.get('ada', id)).refunds).toEqual([]);
    await received(true);
    expect((await shop.orders.get('ada', id)).refunded.amount).toBe(11_800);
    const other = await arrived(1);
    await shop.returns.ask('ada', other.id, asked);
    const [second] = (await shop.orders.get('ada', other.id)).returns;
    const whole = { key: 'all', reason: 'sorry', restock: false };
    await shop.refunds.refund(other.id, whole, 'desk');
    const answer = { status: 'received' as const, text: '', refund: true };
    await expect(shop.returns.answer(other.id, second!.id, answer, 'desk')).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await shop.orders.get('ada', other.id)).returns[0]!.status).toBe('asked');
  });
});

test('[RT1] a refund of a cancelled order that fails is begun anew when the buyer asks again', async () => {
  const shop = await openShop();
  const { id } = await shop.buy('ada', 'flacon', 1, 'refund-fails');
  for (let turn = 1; turn <= 2; turn++) {
    await shop.cancelling.cancel('ada', id);
    await shop.reconciler.reconcile(-1);
    const { status, refunds } = await shop.orders.get('ada', id);
    expect([status, refunds.map((one) => one.status)]).toEqual(['paid', Array(turn).fill('failed')]);
  }
  expect((await kinds(shop, id)).filter((kind) => kind === 'cancelled')).toHaveLength(1);
  await shop.close();
});

test('[RT7] every market gives days of return, from a day and with a source', async () => {
  const shop = await openShop();
  for (const { id } of shop.markets.markets)
    expect(shop.terms.daysFor(id, Date.UTC(2030, 0, 1))).toBeGreaterThan(6);
  expect(shop.terms.daysFor('eu', Date.UTC(2010, 0, 1))).toBeNull();
  expect(shop.terms.daysFor('moon', Date.UTC(2030, 0, 1))).toBeNull();
  await shop.close();
});

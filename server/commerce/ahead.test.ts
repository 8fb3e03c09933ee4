import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Selling } from '../../shared/model/cart.ts';
import { countStock, INCOMING } from '../store/stock.ts';
import { onEachEngine } from '../testing/engines.ts';
import { openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';

const SKU = 'VT-PF-04';
const READY = Date.UTC(2030, 5, 1);

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.close();
  });

  /** So many flacons are there, and so many are to come. */
  const shelve = async (stock: number, incoming: number, selling: Selling = 'backorder') => {
    await shop.setStock('flacon', stock);
    await countStock(shop.db, { sku: SKU, warehouse: INCOMING, quantity: incoming }, 0);
    await shop.db.updateTable('offer').set({ selling, ready_at: READY }).where('sku', '=', SKU).execute();
  };
  const lay = (visitor: string, quantity: number, ahead?: boolean) =>
    shop.carts.set(visitor, { slug: 'flacon', quantity, ahead }, shop.home);
  const outcomes = async (all: Promise<unknown>[]) =>
    (await Promise.allSettled(all))
      .map((one) => (one.status === 'fulfilled' ? 'done' : one.reason.code))
      .sort();

  test('[BO1] what is not there is sold only to who says that they wait, and only where its shop sells ahead', async () => {
    await shelve(0, 3);
    await expect(lay('ada', 1)).rejects.toMatchObject({ code: 'out-of-stock' });
    expect((await lay('ada', 1, true)).lines).toMatchObject([{ ahead: true, incoming: 3, readyAt: READY }]);
    await expect(lay('ada', 4, true)).rejects.toMatchObject({ code: 'out-of-stock' });
    await shelve(0, 3, 'stock');
    await expect(lay('bo', 1, true)).rejects.toMatchObject({ code: 'out-of-stock' });
    expect((await shop.catalogue.sheet('flacon')).offers[0]).toMatchObject({ selling: 'stock', incoming: 3 });
  });

  test.each(['backorder', 'preorder'] as const)(
    '[BO2] of a %s the order says how many come later and from when, after what is there',
    async (selling) => {
      await shelve(1, 3, selling);
      await lay('ada', 3, true);
      const order = await shop.checkout.pay(shop.shopper('ada'), await shop.ready('ada'));
      expect(order.lines).toMatchObject([{ quantity: 3, ahead: 2, readyAt: READY }]);
      const [product] = await shop.catalogue.list({ slugs: ['flacon'] });
      expect(product).toMatchObject({ stock: 0, selling, incoming: 1, readyAt: READY });
    },
  );

  test('[BO3] of those to come no more are sold than there will be, however many want them at once', async () => {
    await shelve(0, 2);
    const names = ['ada', 'bo', 'cy', 'dan'];
    for (const name of names) await lay(name, 1, true);
    const opened = names.map((name) => shop.checkout.open(shop.shopper(name)));
    expect(await outcomes(opened)).toEqual(['done', 'done', 'out-of-stock', 'out-of-stock']);
  });

  test('[BO4] who waits as a guest waits in their account’s cart; who cancels gives back what was to come', async () => {
    await shelve(0, 2);
    await lay('guest', 2, true);
    await shop.carts.merge('guest', 'ada');
    expect((await shop.carts.get('ada', shop.home)).lines).toMatchObject([
      { quantity: 2, ahead: true, change: null },
    ]);
    const { id } = await shop.checkout.pay(shop.shopper('ada'), await shop.ready('ada'));
    await shop.cancelling.cancel('ada', id);
    expect(await shop.catalogue.offer('flacon')).toMatchObject({ stock: 0, incoming: 2 });
  });
});

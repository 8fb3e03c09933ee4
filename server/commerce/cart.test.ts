import { afterAll, beforeAll, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { openShop, type Shop } from '../testing/shop.ts';

onEachEngine((open) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(undefined, await open());
  });
  afterAll(() => shop.close());

  const cartOf = (visitor: string) => shop.carts.get(visitor, shop.home);

  test('[CO1] a cart holds products and quantities, each line and the sum at today’s price', async () => {
    await shop.fill('ada', 'deer', 1);
    const cart = await shop.fill('ada', 'headphones', 2);
    const price = (slug: string) => cart.lines.find((line) => line.slug === slug)!.unitPrice.amount;
    expect(cart.lines.map(({ slug, quantity }) => [slug, quantity])).toEqual([
      ['headphones', 2],
      ['deer', 1],
    ]);
    expect(cart.total).toEqual({ amount: price('deer') + 2 * price('headphones'), currency: 'EUR' });
    await shop.db.updateTable('offer').set({ price_amount: 100 }).where('product', '=', 'deer').execute();
    expect((await cartOf('ada')).total!.amount).toBe(100 + 2 * price('headphones'));
  });

  test('[CO1] a cart belongs to one visitor', async () => {
    await shop.fill('bo', 'flacon', 1);
    expect(await cartOf('cy')).toMatchObject({ lines: [], total: null });
  });

  test('[CO1] what is otherwise than the buyer saw is told until they have seen it', async () => {
    await shop.fill('fay', 'coffee-cup', 3);
    await shop.fill('fay', 'table-lamp', 1);
    const was = (await cartOf('fay')).lines.find(({ slug }) => slug === 'coffee-cup')!.unitPrice;
    await shop.db
      .updateTable('offer')
      .set({ price_amount: 3100 })
      .where('product', '=', 'coffee-cup')
      .execute();
    await shop.db.updateTable('offer').set({ retired: 1 }).where('product', '=', 'table-lamp').execute();
    const changes = async () => (await cartOf('fay')).lines.map(({ sku, change }) => [sku, change]);
    expect(await changes()).toEqual([
      ['VT-CP-08', { kind: 'price', was }],
      ['VT-LM-05', { kind: 'gone' }],
    ]);
    await shop.carts.seen('fay', shop.home);
    expect(await changes()).toEqual([['VT-CP-08', null]]);
    await shop.setStock('coffee-cup', 2);
    expect(await changes()).toEqual([['VT-CP-08', { kind: 'stock', left: 2 }]]);
  });

  test('[CO2] setting a quantity replaces it; 0 takes the product out, twice as well as once', async () => {
    await shop.fill('dan', 'flacon', 2);
    expect((await shop.fill('dan', 'flacon', 1)).lines[0]!.quantity).toBe(1);
    expect((await shop.fill('dan', 'flacon', 0)).lines).toEqual([]);
    expect((await shop.fill('dan', 'flacon', 0)).lines).toEqual([]);
  });

  test('[CO2] a strange product is not-found, more than the stock is out-of-stock, and the cart stays as it was', async () => {
    await shop.fill('eve', 'handbag', 1);
    await expect(shop.fill('eve', 'unicorn', 1)).rejects.toMatchObject({ code: 'not-found' });
    const stock = await shop.catalogue.stockOf('handbag');
    await expect(shop.fill('eve', 'handbag', stock + 1)).rejects.toMatchObject({ code: 'out-of-stock' });
    expect((await cartOf('eve')).lines).toMatchObject([{ slug: 'handbag', quantity: 1, stock }]);
  });

  test('[CO16] a guest’s cart joins that of their account, the larger number of each', async () => {
    await shop.fill('guest', 'handbag', 2);
    await shop.fill('guest', 'flacon', 1);
    await shop.fill('account', 'handbag', 1);
    await shop.fill('account', 'headphones', 1);
    await shop.markets.choose('guest', { country: 'JP' });
    await shop.carts.merge('guest', 'account');
    const lines = (await cartOf('account')).lines.map(({ slug, quantity }) => [slug, quantity]);
    expect(lines.sort()).toEqual([
      ['flacon', 1],
      ['handbag', 2],
      ['headphones', 1],
    ]);
    expect((await cartOf('guest')).lines).toEqual([]);
    expect((await shop.markets.choiceOf('account', undefined)).currency).toBe('JPY');
  });
});

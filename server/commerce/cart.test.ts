import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop, type Shop } from '../testing/shop.ts';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

test('[CO1] a cart holds products and quantities, each line and the sum at today’s price', async () => {
  await shop.carts.set('ada', 'deer', 1);
  const cart = await shop.carts.set('ada', 'headphones', 2);
  const price = (slug: string) => cart.lines.find((line) => line.slug === slug)!.unitPrice.amount;
  expect(cart.lines.map(({ slug, quantity }) => [slug, quantity])).toEqual([
    ['headphones', 2],
    ['deer', 1],
  ]);
  expect(cart.total).toEqual({ amount: price('deer') + 2 * price('headphones'), currency: 'EUR' });
  await shop.db.updateTable('offer').set({ price_amount: 100 }).where('product', '=', 'deer').execute();
  expect((await shop.carts.get('ada')).total!.amount).toBe(100 + 2 * price('headphones'));
});

test('[CO1] a cart belongs to one visitor', async () => {
  await shop.carts.set('bo', 'flacon', 1);
  expect((await shop.carts.get('cy')).lines).toEqual([]);
  expect((await shop.carts.get('cy')).total).toBeNull();
});

test('[CO2] setting a quantity replaces it; 0 takes the product out, twice as well as once', async () => {
  await shop.carts.set('dan', 'flacon', 2);
  expect((await shop.carts.set('dan', 'flacon', 1)).lines[0]!.quantity).toBe(1);
  expect((await shop.carts.set('dan', 'flacon', 0)).lines).toEqual([]);
  expect((await shop.carts.set('dan', 'flacon', 0)).lines).toEqual([]);
});

test('[CO2] a strange product is not-found, more than the stock is out-of-stock, and the cart stays as it was', async () => {
  await shop.carts.set('eve', 'handbag', 1);
  await expect(shop.carts.set('eve', 'unicorn', 1)).rejects.toMatchObject({ code: 'not-found' });
  const { stock } = await shop.catalogue.get('handbag');
  await expect(shop.carts.set('eve', 'handbag', stock + 1)).rejects.toMatchObject({ code: 'out-of-stock' });
  expect((await shop.carts.get('eve')).lines).toMatchObject([{ slug: 'handbag', quantity: 1, stock }]);
});

import { afterEach, expect, test } from 'vitest';
import { openShop, type Shop, stockErrors } from '../testing/shop.ts';
import { RESERVATION_MS } from './checkout.ts';
import type { PaymentProvider } from './payment.ts';

let shop: Shop;
afterEach(async () => {
  expect(await stockErrors(shop.db)).toEqual([]);
  await shop.close();
});

const LOST = new Error('the connection to the provider was lost');
/** Ada's order as a broken purchase leaves it. */
async function leave(change: (provider: PaymentProvider) => Partial<PaymentProvider>, card?: 'confirm') {
  shop = await openShop(change);
  const before = await shop.catalogue.stockOf('deer');
  await shop.carts.set('ada', 'deer', 1);
  const request = await shop.request('ada', card);
  const bought = await shop.checkout.buy('ada', request).catch((error) => error);
  return { request, before, bought };
}
const neverHeard = () => ({
  charge: () => Promise.reject(LOST),
});
const answerLost = (provider: PaymentProvider) => ({
  charge: async (request: Parameters<PaymentProvider['charge']>[0]) => {
    await provider.charge(request);
    throw LOST;
  },
});
const status = async () => (await shop.orders.ofVisitor('ada'))[0]!.status;

test('[CO10] an order that was placed and never charged holds its stock for ten minutes, then is cancelled', async () => {
  const { before } = await leave(neverHeard);
  expect(await status()).toBe('placed');
  shop.clock.advance(RESERVATION_MS);
  expect([await shop.checkout.reconcile(0), await status()]).toEqual([0, 'placed']);
  shop.clock.advance(1);
  expect([await shop.checkout.reconcile(0), await status()]).toEqual([1, 'cancelled']);
  expect(await shop.catalogue.stockOf('deer')).toBe(before);
  expect((await shop.carts.get('ada')).lines).toHaveLength(1);
  expect(await shop.checkout.reconcile(0)).toBe(0);
});

test('[CO10] once it is cancelled, a late charge of it can not be paid', async () => {
  const { request } = await leave(neverHeard);
  const [order] = await shop.orders.ofVisitor('ada');
  shop.clock.advance(RESERVATION_MS + 1);
  await shop.checkout.reconcile(0);
  const late = { key: order!.id, total: order!.total, token: await shop.token() };
  expect((await shop.provider.charge(late)).outcome).toBe('declined');
  await expect(shop.checkout.buy('ada', request)).rejects.toMatchObject({ code: 'gone' });
  expect(await shop.provider.paidCharges()).toEqual([]);
});

test('[CO11] an order that was charged and never marked becomes paid, at once and also after ten minutes', async () => {
  for (const wait of [1, RESERVATION_MS + 1]) {
    if (wait > 1) await shop.close();
    const { before } = await leave(answerLost);
    expect(await status()).toBe('placed');
    shop.clock.advance(wait);
    expect([await shop.checkout.reconcile(0), await status()]).toEqual([1, 'paid']);
    expect(await shop.catalogue.stockOf('deer')).toBe(before - 1);
    expect((await shop.carts.get('ada')).lines).toEqual([]);
  }
});

test('[CO11] the buyer who asks again with the same key gets the order that was charged, charged once', async () => {
  let broken = true;
  const { request } = await leave((provider) => ({
    charge: async (charge) => {
      const result = await provider.charge(charge);
      if (!broken) return result;
      broken = false;
      throw LOST;
    },
  }));
  expect((await shop.checkout.buy('ada', request)).status).toBe('paid');
  expect(await shop.provider.paidCharges()).toHaveLength(1);
});

test('[CO12] a confirmation that nobody answers expires; a late yes can not pay it', async () => {
  const { before, bought } = await leave(() => ({}), 'confirm');
  expect(bought.status).toBe('confirming');
  shop.clock.advance(RESERVATION_MS + 1);
  expect([await shop.checkout.reconcile(0), await status()]).toEqual([1, 'cancelled']);
  const [order] = await shop.orders.ofVisitor('ada');
  expect((await shop.provider.confirm(order!.paymentRef!, true)).outcome).toBe('declined');
  expect((await shop.checkout.confirm('ada', order!.id, true)).status).toBe('cancelled');
  expect(await shop.provider.paidCharges()).toEqual([]);
  expect(await shop.catalogue.stockOf('deer')).toBe(before);
});

test('[CO12] a yes that the provider heard and we did not makes the order paid, however late', async () => {
  await leave(() => ({}), 'confirm');
  const [order] = await shop.orders.ofVisitor('ada');
  await shop.provider.confirm(order!.paymentRef!, true);
  shop.clock.advance(RESERVATION_MS + 1);
  await shop.checkout.reconcile(0);
  expect(await status()).toBe('paid');
});

test('[CO13] only orders left alone for the given time are looked at, and one that fails stops no other', async () => {
  shop = await openShop((provider) => ({
    charge: () => Promise.reject(LOST),
    void: (key) => (key === broken ? Promise.reject(LOST) : provider.void(key)),
  }));
  let broken = '';
  for (const visitor of ['ada', 'bo']) {
    await shop.carts.set(visitor, 'deer', 1);
    await shop.checkout.buy(visitor, await shop.request(visitor)).catch(() => {});
  }
  const [ada] = await shop.orders.ofVisitor('ada');
  broken = ada!.id;
  shop.clock.advance(RESERVATION_MS + 1);
  expect(await shop.checkout.reconcile(RESERVATION_MS * 2)).toBe(0);
  expect(await shop.checkout.reconcile(0)).toBe(1);
  expect([await status(), (await shop.orders.ofVisitor('bo'))[0]!.status]).toEqual(['placed', 'cancelled']);
});

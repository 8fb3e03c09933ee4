import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Order } from '../../shared/model/order.ts';
import { onEachEngine } from '../testing/engines.ts';
import { openShop, type Shop } from '../testing/shop.ts';

const ACCOUNT = { visitor: 'ada-of-account', account: 'a1', mails: ['ada@example.com'] };

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(() => shop.close());

  test('[CL1] orders of a guest with an account’s address are offered to it, and claimed in one act, once', async () => {
    const ids = [await shop.buy('guest', 'flacon'), await shop.buy('phone', 'flacon')].map(({ id }) => id);
    await shop.fill('guest', 'flacon', 1);
    await shop.ready('guest');
    expect((await shop.claims.offered(ACCOUNT)).map(({ id }) => id).sort()).toEqual(ids.sort());
    const claimed = await Promise.all([shop.claims.claim(ACCOUNT), shop.claims.claim(ACCOUNT)]);
    expect(claimed.sort()).toEqual([0, 2]);
    expect(await shop.claims.offered(ACCOUNT)).toEqual([]);
    expect(await shop.orders.ofVisitor('ada-of-account')).toHaveLength(2);
    expect(await shop.orders.ofVisitor('guest')).toEqual([]);
    const last = async (order: Promise<Order>) => (await order).steps.at(-1);
    expect(await last(shop.orders.get('ada-of-account', ids[0]!))).toMatchObject({
      event: 'claim',
      note: '',
    });
    expect(await last(shop.orders.any(ids[0]!))).toMatchObject({ event: 'claim', note: 'a1' });
  });

  test('[CL2] nobody claims by an address that is not proved, another’s, or what an account has', async () => {
    const { id } = await shop.buy('guest', 'flacon');
    expect(await shop.claims.claim({ ...ACCOUNT, mails: [] })).toBe(0);
    expect(await shop.claims.claim({ ...ACCOUNT, mails: ['bo@example.com'] })).toBe(0);
    expect(await shop.claims.claim({ ...ACCOUNT, mails: ['ADA@example.com'] })).toBe(1);
    const other = { ...ACCOUNT, visitor: 'eve', account: 'a2' };
    expect([await shop.claims.offered(other), await shop.claims.claim(other)]).toEqual([[], 0]);
    await shop.orders.get('ada-of-account', id);
  });
});

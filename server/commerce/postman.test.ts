import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { DETAILS, openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.close();
  });

  const buy = async (visitor: string, language: string) => {
    await shop.fill(visitor, 'flacon', 2);
    return shop.checkout.pay(
      shop.shopper(visitor),
      await shop.ready(visitor, 'paid', { ...DETAILS, language }),
    );
  };

  test('[CO23] who pays gets one mail in their language with the invoice, whose numbers have no gaps', async () => {
    const orders = [await buy('ada', 'en'), await buy('bo', 'zh'), await buy('cy', 'ar')];
    expect([await shop.postman.tick(), await shop.postman.tick()]).toEqual([3, 0]);
    expect(shop.mails.map(({ language }) => language).sort()).toEqual(['ar', 'en', 'zh']);
    const names = shop.mails.map(({ attachments }) => attachments?.[0]?.filename).sort();
    expect(names).toEqual(['INV-2030-000001.pdf', 'INV-2030-000002.pdf', 'INV-2030-000003.pdf']);
    const { papers } = await shop.orders.get('ada', orders[0]!.id);
    const bytes = await shop.postman.paper('ada', orders[0]!.id, papers[0]!.number);
    expect(Buffer.from(bytes.slice(0, 5)).toString()).toBe('%PDF-');
    await expect(shop.postman.paper('bo', orders[0]!.id, papers[0]!.number)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('[CO24] what goes back is told with its credit note: pieces, then the rest, never more than came', async () => {
    const order = await buy('ada', 'en');
    await shop.postman.tick();
    const back = {
      key: 'first',
      reason: 'too sweet',
      restock: true,
      lines: [{ sku: 'VT-PF-04', quantity: 1 }],
    };
    const [first, again] = [
      await shop.refunds.refund(order.id, back, 'desk'),
      await shop.refunds.refund(order.id, back, 'desk'),
    ];
    expect([first.status, first.total.amount, again.id]).toEqual(['done', 11_800, first.id]);
    const rest = await shop.refunds.refund(
      order.id,
      { key: 'rest', reason: 'all of it', restock: true },
      'desk',
    );
    expect(rest.total.amount).toBe(order.totals.total.amount - 11_800);
    const over = shop.refunds.refund(
      order.id,
      { key: 'more', reason: '', restock: false, amount: 1 },
      'desk',
    );
    await expect(over).rejects.toMatchObject({ code: 'conflict' });
    expect(await shop.postman.tick()).toBe(2);
    const { status, papers } = await shop.orders.get('ada', order.id);
    expect([status, papers.map(({ kind }) => kind)]).toEqual([
      'refunded',
      ['invoice', 'credit-note', 'credit-note'],
    ]);
  });

  test('[CO23] a mail that can’t be sent is tried again later, and is one mail in the end', async () => {
    await buy('ada', 'en');
    const push = shop.mails.push.bind(shop.mails);
    shop.mails.push = () => {
      throw new Error('the mail server is away');
    };
    expect(await shop.postman.tick()).toBe(0);
    shop.mails.push = push;
    expect(await shop.postman.tick()).toBe(0);
    shop.clock.advance(10 * 60_000);
    expect([await shop.postman.tick(), shop.mails.length]).toEqual([1, 1]);
  });

  test('[CO23] a mail server that is away for days costs no mail', async () => {
    await buy('ada', 'en');
    const push = shop.mails.push.bind(shop.mails);
    shop.mails.push = () => {
      throw new Error('the mail server is away');
    };
    for (let hours = 0; hours < 5 * 24; hours++) {
      await shop.postman.tick();
      shop.clock.advance(3_600_000);
    }
    shop.mails.push = push;
    shop.clock.advance(4 * 3_600_000);
    expect([await shop.postman.tick(), shop.mails.length]).toEqual([1, 1]);
  });

  test('[CO23] while people are buying, mails wait, half a minute at most', async () => {
    await buy('ada', 'en');
    expect([await shop.postman.tick(() => true), shop.mails.length]).toEqual([0, 0]);
    shop.clock.advance(30_000);
    expect([await shop.postman.tick(() => true), shop.mails.length]).toEqual([1, 1]);
  });
});

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { onEachEngine } from '../../testing/engines.ts';
import { readPdf } from '../../testing/pdfText.ts';
import { DETAILS, openShop, type Shop } from '../../testing/shop.ts';
import { openCounts } from './rows.ts';
import { findOrders } from './search.ts';

const BY = 'Dora';
const key = () => randomUUID();
const label = { carrier: 'dhl', tracking: 'JD0146' };

/** How many of some attempts came through; the others were refused with `conflict`. */
async function through(attempts: Promise<unknown>[]): Promise<number> {
  const settled = await Promise.allSettled(attempts);
  for (const one of settled)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
  return settled.filter(({ status }) => status === 'fulfilled').length;
}

const statusOf = async ({ desk }: Shop, id: string) => (await desk.order(id)).status;

onEachEngine((open) => {
  /** A shop with a paid order of three deer. */
  const selling = async (quantity = 3) => {
    const shop = await openShop(undefined, await open());
    await shop.setStock('deer', 40);
    const { id } = await shop.buy('ada', 'deer', quantity);
    const { lines } = await shop.desk.order(id);
    return { shop, id, sku: lines[0]!.sku, desk: shop.desk };
  };
  const end = async (shop: Shop) => {
    expect(await shop.breaches()).toEqual([]);
    await shop.close();
  };

  describe('parcels', () => {
    test('[DK1] an order is packed, sent in two parcels and delivered with the last; each step says who, each parcel is told of once', async () => {
      const { shop, id, sku, desk } = await selling();
      await desk.shipping.pack(id, BY);
      expect((await desk.order(id)).acts).toEqual(['unpack', 'ship', 'cancel', 'refund']);
      const one = { ...label, lines: [{ sku, quantity: 1 }] };
      await desk.shipping.ship(id, { key: 'first parcel', parcels: [one] }, BY);
      await desk.shipping.ship(id, { key: 'first parcel', parcels: [one] }, BY);
      const half = await desk.order(id);
      expect(half).toMatchObject({ status: 'packed', pieces: [{ sent: 1, left: 2 }] });
      expect(half.shipments).toMatchObject([
        { carrier: 'DHL', url: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=JD0146' },
      ]);
      await desk.shipping.deliver(id, half.shipments[0]!.id, BY);
      await desk.shipping.ship(id, { key: key(), parcels: [{ carrier: 'By owl', tracking: '' }] }, BY);
      const sent = await desk.order(id);
      expect(sent).toMatchObject({ status: 'shipped', shipments: [{}, { carrier: 'By owl', url: '' }] });
      await desk.shipping.deliver(id, sent.shipments[1]!.id, BY);
      const whole = await desk.order(id);
      expect(whole.status).toBe('delivered');
      expect(whole.steps.slice(2).map(({ event, by, note }) => [event, by, note])).toEqual([
        ['pack', BY, ''],
        ['parcel', BY, 'JD0146'],
        ['arrive', BY, ''],
        ['ship', BY, ''],
        ['deliver', BY, ''],
      ]);
      await shop.postman.tick();
      const mails = shop.mails.map(({ subject, text }) => `${subject}\n${text}`);
      expect(mails.filter((text) => text.includes('is on its way'))).toHaveLength(2);
      expect(mails.filter((text) => text.includes('tracking-id=JD0146'))).toHaveLength(1);
      expect(mails.filter((text) => text.includes('By owl'))[0]).toContain('cannot be followed');
      expect((await desk.order(id)).mails.every(({ sentAt }) => sentAt !== null)).toBe(true);
      await end(shop);
    });

    test('[DK13] buyers are told that the shop did it, the desk who of the shop', async () => {
      const { shop, id, desk } = await selling();
      await desk.shipping.pack(id, BY);
      await desk.giving.refund(id, { key: key(), reason: 'late', restock: false, amount: 100 }, BY);
      const mine = await shop.orders.get('ada', id);
      expect(mine.steps.map(({ event, by }) => [event, by])).toEqual([
        ['place', 'buyer'],
        ['pay', 'payment'],
        ['pack', 'shop'],
      ]);
      expect(JSON.stringify(mine)).not.toContain(BY);
      for (const whole of [await desk.order(id), await shop.orders.any(id)])
        expect(whole.steps.at(-1)).toMatchObject({ event: 'pack', by: BY });
      await end(shop);
    });

    test('[DK2] no parcel has more than is left; of several, each says what lies in it; a link is https or none', async () => {
      const { shop, id, sku, desk } = await selling();
      const ship = (parcels: Parameters<typeof desk.shipping.ship>[1]['parcels']) =>
        desk.shipping.ship(id, { key: key(), parcels }, BY);
      const of = (quantity: number) => ({ ...label, lines: [{ sku, quantity }] });
      await expect(ship([of(4)])).rejects.toMatchObject({ code: 'conflict' });
      await expect(ship([of(2), of(2)])).rejects.toMatchObject({ code: 'conflict' });
      await expect(ship([of(1), label])).rejects.toMatchObject({ code: 'bad-input' });
      await expect(ship([{ ...label, lines: [{ sku: 'NONE', quantity: 1 }] }])).rejects.toMatchObject({
        code: 'bad-input',
      });
      for (const url of ['http://x.test', 'javascript:alert(1)', 'https://a:b@x.test', 'nowhere'])
        await expect(ship([{ ...label, url }])).rejects.toMatchObject({ code: 'bad-input' });
      expect((await desk.order(id)).shipments).toEqual([]);
      await ship([of(2), of(1)]);
      await expect(ship([label])).rejects.toMatchObject({ code: 'conflict' });
      await end(shop);
    });

    test('[DK3] of two desks that do the same at once, one does it: packing, the last pieces, money', async () => {
      const { shop, id, sku, desk } = await selling();
      const twice = <T>(act: () => Promise<T>) => [act(), act(), act()];
      expect(await through(twice(() => desk.shipping.pack(id, BY)))).toBe(1);
      const two = { ...label, lines: [{ sku, quantity: 2 }] };
      expect(await through(twice(() => desk.shipping.ship(id, { key: key(), parcels: [two] }, BY)))).toBe(1);
      const lines = [{ sku, quantity: 2 }];
      const give = () => desk.giving.refund(id, { key: key(), lines, reason: '', restock: false }, BY);
      expect(await through(twice(give))).toBe(1);
      const whole = await desk.order(id);
      expect(whole.shipments).toHaveLength(1);
      expect(whole.refunds).toHaveLength(1);
      await end(shop);
    });

    test('[DK4] what has gone back is not sent: the order is sent once every other piece is in a parcel', async () => {
      const { shop, id, sku, desk } = await selling();
      const one = { ...label, lines: [{ sku, quantity: 2 }] };
      await desk.shipping.ship(id, { key: key(), parcels: [one] }, BY);
      expect(await statusOf(shop, id)).toBe('paid');
      const lines = [{ sku, quantity: 1 }];
      await desk.giving.refund(id, { key: key(), lines, reason: 'broken', restock: true }, BY);
      const whole = await desk.order(id);
      expect(whole).toMatchObject({
        status: 'shipped',
        pieces: [{ ordered: 3, sent: 2, refunded: 1, left: 0 }],
      });
      expect(whole.refundsBy).toMatchObject([{ by: BY, restock: true }]);
      await end(shop);
    });

    test('[DK5] a parcel’s number is corrected without another mail', async () => {
      const { shop, id, desk } = await selling();
      await desk.shipping.ship(id, { key: key(), parcels: [label] }, BY);
      const { shipments } = await desk.order(id);
      await desk.shipping.relabel(id, shipments[0]!.id, { carrier: 'ups', tracking: '1Z 9' }, BY);
      const after = await desk.order(id);
      expect(after.shipments).toMatchObject([
        { carrier: 'UPS', tracking: '1Z 9', url: 'https://www.ups.com/track?tracknum=1Z%209' },
      ]);
      expect(after.mails.filter(({ kind }) => kind === 'shipped')).toHaveLength(1);
      await expect(desk.shipping.relabel(id, 'none', label, BY)).rejects.toMatchObject({ code: 'not-found' });
      await end(shop);
    });
  });

  describe('money', () => {
    test('[DK6] an order that was not sent is called off: all money back, all pieces in stock again; one that was sent is not', async () => {
      const { shop, id, desk } = await selling();
      const before = await shop.db
        .selectFrom('stock_level')
        .select('quantity')
        .where('quantity', '=', 37)
        .execute();
      expect(before).toHaveLength(1);
      const sent = await shop.buy('bob', 'deer', 1);
      await desk.shipping.ship(sent.id, { key: key(), parcels: [label] }, BY);
      await expect(desk.giving.cancel(sent.id, { key: key(), reason: '' }, BY)).rejects.toMatchObject({
        code: 'conflict',
      });
      const same = key();
      await desk.giving.cancel(id, { key: same, reason: 'asked by the buyer' }, BY);
      await desk.giving.cancel(id, { key: same, reason: 'asked by the buyer' }, BY);
      expect(await desk.order(id)).toMatchObject({
        ...{ status: 'refunded', acts: [], refundable: { amount: 0 }, refunds: [{ status: 'done' }] },
      });
      await expect(desk.shipping.pack(id, BY)).rejects.toMatchObject({ code: 'conflict' });
      await expect(desk.shipping.ship(id, { key: key(), parcels: [label] }, BY)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(
        await shop.db.selectFrom('stock_level').select('quantity').where('quantity', '=', 39).execute(),
      ).toHaveLength(1);
      await end(shop);
    });

    test('[DK7] calling off and sending at once: one of them happens, never both', async () => {
      const { shop, id, desk } = await selling();
      const done = await through([
        desk.giving.cancel(id, { key: key(), reason: '' }, BY),
        desk.shipping.ship(id, { key: key(), parcels: [label] }, BY),
      ]);
      expect(done).toBe(1);
      const { status, shipments, refunds } = await desk.order(id);
      expect(shipments.length + refunds.length).toBe(1);
      expect(status).toBe(shipments.length === 1 ? 'shipped' : 'refunded');
      await end(shop);
    });

    test('[DK8] pieces, delivery and an amount go back each for itself, never more than came', async () => {
      const { shop, id, sku, desk } = await selling(2);
      const give = (wish: object) =>
        desk.giving.refund(id, { key: key(), reason: '', restock: false, ...wish }, BY);
      const { lines, deliveryWorth, totals } = await desk.order(id);
      expect((await give({ lines: [{ sku, quantity: 1 }] })).total.amount).toBe(lines[0]!.total.amount / 2);
      expect((await give({ amount: 100 })).total.amount).toBe(100);
      if (deliveryWorth.amount > 0) expect((await give({ delivery: true })).total).toEqual(deliveryWorth);
      await expect(give({ lines: [{ sku, quantity: 2 }] })).rejects.toMatchObject({ code: 'conflict' });
      await expect(give({ amount: totals.total.amount })).rejects.toMatchObject({ code: 'conflict' });
      await expect(give({ amount: 1, reason: 'unearned' })).rejects.toMatchObject({ code: 'bad-input' });
      const { refundable } = await desk.order(id);
      await give({ amount: refundable.amount });
      expect(await statusOf(shop, id)).toBe('refunded');
      await end(shop);
    });
  });

  describe('the list', () => {
    test('[DK9] [DK14] it finds an order by any of its words, however many have them, filters, and goes on by place', async () => {
      const { shop, id, desk } = await selling();
      const others: string[] = [];
      for (const name of ['bob', 'cem', 'dan']) {
        shop.clock.advance(60_000);
        others.unshift((await shop.buy(name, 'flacon', 1)).id);
      }
      const ids = async (wish: Parameters<typeof desk.list>[0]) =>
        (await desk.list(wish)).orders.map((row) => row.id);
      const { number, lines } = await desk.order(id);
      expect(await ids({})).toEqual([...others, id]);
      const called = lines[0]!.name.en.split(' ').at(-1)!;
      for (const words of [
        number,
        number.slice(2, 6).toLowerCase(),
        lines[0]!.sku,
        called,
        `ada berl ${number}`,
      ]) {
        expect([words, await ids({ words })]).toEqual([words, [id]]);
        // A word that most orders have is not looked up: the list is walked instead.
        expect([words, (await findOrders(shop.db, { words }, 50, 0)).ids]).toEqual([words, [id]]);
      }
      const page = await findOrders(shop.db, { words: 'ada' }, 2, 0);
      expect(page.ids).toEqual(others.slice(0, 2));
      const rest = await findOrders(shop.db, { words: 'ada', after: page.next! }, 2, 0);
      expect(rest).toEqual({ ids: [others[2], id], next: null });
      expect(await ids({ words: 'ADA@EX' })).toHaveLength(4);
      expect(await ids({ words: 'ada nobody' })).toEqual([]);
      await desk.shipping.pack(id, BY);
      expect(await ids({ statuses: ['packed', 'delivered'] })).toEqual([id]);
      expect(await ids({ statuses: ['paid'], market: 'eu', words: 'ada' })).toEqual(others);
      expect(await ids({ market: 'us' })).toEqual([]);
      const { paidAt } = await desk.order(others[1]!);
      expect(await ids({ paidFrom: paidAt!, paidTo: paidAt! })).toEqual([others[1]]);
      expect((await desk.counts()).counts).toMatchObject({ paid: 3, packed: 1, shipped: 0 });
      expect((await openCounts(shop.db, shop.clock, 1).get()).counts).toMatchObject({ paid: 2, packed: 1 });
      expect(await desk.list({ after: `${paidAt}_${others[1]}` })).toMatchObject({
        orders: [{ id: others[2] }, { id, pieces: 3, lines: [{ quantity: 3 }] }],
        next: null,
      });
      await expect(desk.list({ after: "1' or 1=1" })).rejects.toMatchObject({ code: 'bad-input' });
      await end(shop);
    });

    test('[DK10] whose buyer waits is found until they were read; notes are the shop’s alone', async () => {
      const { shop, id, desk } = await selling();
      const at = shop.clock.now();
      await shop.db
        .insertInto('order_message')
        .values({ id: 'm', order_id: id, author: 'buyer', name: 'Ada', text: 'Where?', at, read_at: null })
        .execute();
      expect((await desk.list({ waiting: true })).orders).toMatchObject([{ id, waiting: true }]);
      await shop.messages.read(id, { side: 'shop', person: 'dora' });
      expect((await desk.list({ waiting: true })).orders).toEqual([]);
      await desk.notes.add(id, 'Gift wrap', BY);
      expect((await desk.order(id)).notes).toMatchObject([{ name: BY, text: 'Gift wrap' }]);
      const seen = await shop.orders.get('ada', id);
      expect(JSON.stringify(seen)).not.toContain('Gift wrap');
      await end(shop);
    });

    test('[DK11] many at once: each answer says what became of it; packing lists and CSV tell what is in them', async () => {
      const { shop, id, desk } = await selling();
      await shop.fill('eve', 'flacon', 1);
      const evil = { ...DETAILS.address!, name: '=HYPERLINK("http://x")', city: 'São, "Paulo"' };
      const { order } = await shop.checkout.open(shop.shopper('eve'), {
        ...DETAILS,
        language: 'zh',
        address: evil,
      });
      const wish = { key: key(), token: await shop.token(), expectedTotal: order.totals.total };
      const other = await shop.checkout.pay(shop.shopper('eve'), wish);
      const packed = await desk.bulk({ act: 'pack', orders: [id, other.id, 'none'] }, BY);
      expect(packed).toMatchObject([
        { id, done: true, status: 'packed' },
        { id: other.id, done: true },
        { id: 'none', done: false, code: 'not-found', status: null },
      ]);
      const again = await desk.bulk({ act: 'pack', orders: [id] }, BY);
      expect(again).toMatchObject([{ done: false, code: 'conflict', status: 'packed' }]);
      const text = readPdf((await desk.packingLists([id, other.id]))!).map((page) => page.join('\n'));
      expect(text).toHaveLength(2);
      expect(text[0]).toContain(packed[0]!.number);
      expect(text[1]).toContain('装箱单');
      const ship = { act: 'ship' as const, key: key(), parcels: [{ order: id, ...label }] };
      expect(await desk.bulk(ship, BY)).toMatchObject([{ done: true, status: 'shipped' }]);
      expect(await desk.bulk(ship, BY)).toMatchObject([{ done: true, status: 'shipped' }]);
      expect((await desk.order(id)).shipments).toHaveLength(1);
      expect(await desk.bulk({ act: 'deliver', orders: [id] }, BY)).toMatchObject([{ status: 'delivered' }]);
      let csv = '';
      for await (const piece of desk.csv({ words: 'ada' })) csv += piece;
      expect(csv.startsWith('\ufeffnumber,status,placed_at')).toBe(true);
      expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
      expect(csv).toContain('"São, ""Paulo"""');
      expect(csv.trim().split('\r\n')).toHaveLength(3);
      await end(shop);
    });
  });
});

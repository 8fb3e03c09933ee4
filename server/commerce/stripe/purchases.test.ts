import { afterEach, expect, test } from 'vitest';
import { onEachEngine } from '../../testing/engines.ts';
import { openStripeShop, type StripeShop } from '../../testing/stripeShop.ts';
import { breaches } from '../books.ts';
import { RESERVATION_MS } from '../checkoutParts.ts';

onEachEngine((open) => {
  let shop: StripeShop;
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.end();
  });

  /** A paid order. */
  async function bought(visitor = 'ada', method = 'pm_card_visa') {
    const { order, intent } = await shop.place(visitor);
    shop.fake.store.confirm(intent, method);
    await shop.deliverAll();
    expect((await shop.row(order.id)).status).toBe('paid');
    return { ...order, intent };
  }
  const events = (type: string) => shop.fake.events.filter((event) => event.type === type);
  const last = (type: string) => events(type).at(-1)!;
  const status = async (id: string) => (await shop.row(id)).status;
  const balance = async (account: string) =>
    (await shop.db.selectFrom('ledger').selectAll().execute()).reduce(
      (sum, { debit, credit, amount }) =>
        sum + (debit === account ? amount : 0) - (credit === account ? amount : 0),
      0,
    );
  const mails = async (order: string) =>
    (await shop.db.selectFrom('order_mail').select('kind').where('order_id', '=', order).execute())
      .map(({ kind }) => kind)
      .sort();

  test('[ST6] an order waits for its buyer, and is paid by the word of Stripe, or by asking', async () => {
    shop = await openStripeShop(await open());
    const before = await shop.catalogue.stockOf('deer');
    const { order, intent } = await shop.place('ada');
    expect([order.status, order.action?.kind]).toEqual(['placed', 'stripe']);
    expect(() => shop.fake.store.confirm(intent, 'pm_card_chargeDeclined')).toThrow();
    await shop.deliverAll();
    expect(await status(order.id)).toBe('placed');
    shop.fake.store.confirm(intent, 'pm_card_authenticationRequired');
    shop.fake.store.authenticate(intent, true);
    expect((await shop.checkout.refresh('ada', order.id)).status).toBe('paid');
    await shop.deliverAll();
    const other = await bought('bo');
    expect([await status(other.id), await shop.catalogue.stockOf('deer')]).toEqual(['paid', before - 2]);
    expect(await balance('provider:stripe')).toBe(2 * order.totals.total.amount);
  });

  test('[ST6] money that is only held is taken at once', async () => {
    shop = await openStripeShop(await open(), 'manual');
    const { intent } = await bought();
    expect(shop.fake.store.intent(intent).status).toBe('succeeded');
  });

  test('[ST6] a notice that comes before the answer to our own request does no harm', async () => {
    shop = await openStripeShop(await open());
    shop.fake.trouble(/payment_intents/, 'fails-after');
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    const pay = () => shop.checkout.pay(shop.shopper('ada'), wish);
    await expect(pay()).rejects.toMatchObject({ code: 'payment-unavailable' });
    await shop.deliverAll();
    const order = await pay();
    expect([order.status, order.action?.kind, shop.fake.store.intents.size]).toEqual(['placed', 'stripe', 1]);
  });

  test('[ST6] an answer that never came is asked for again under the same key: one intent, one charge', async () => {
    shop = await openStripeShop(await open());
    shop.fake.trouble(/payment_intents/, 'fails-after');
    await shop.fill('ada', 'deer', 1);
    const wish = await shop.ready('ada');
    await shop.checkout.pay(shop.shopper('ada'), wish).catch(() => {});
    shop.clock.advance(1);
    await shop.reconciler.reconcile(0);
    const order = await shop.checkout.pay(shop.shopper('ada'), wish);
    expect([order.action?.kind, shop.fake.store.intents.size]).toEqual(['stripe', 1]);
  });

  test('[ST7] each event counts once: again, twice at the same time, in any order', async () => {
    shop = await openStripeShop(await open());
    const { order, intent } = await shop.place('ada');
    expect(() => shop.fake.store.confirm(intent, 'pm_card_chargeDeclined')).toThrow();
    shop.fake.store.confirm(intent, 'pm_card_visa');
    const succeeded = last('payment_intent.succeeded');
    await Promise.all([shop.deliver(succeeded), shop.deliver(succeeded)]);
    expect(await shop.deliver(succeeded)).toBe('known');
    // What failed before comes after what went well.
    for (const event of [...shop.fake.events].reverse()) await shop.deliver(event);
    expect(await status(order.id)).toBe('paid');
    expect(await mails(order.id)).toEqual(['paid']);
    const steps = await shop.db.selectFrom('order_step').select('event').execute();
    expect(steps.filter(({ event }) => event === 'pay')).toHaveLength(1);
  });

  test('[ST7] an event that we failed at is handled when it comes again, or by the reconciler', async () => {
    shop = await openStripeShop(await open());
    for (const heal of ['again', 'reconciler']) {
      const { order, intent } = await shop.place(heal);
      shop.fake.store.confirm(intent, 'pm_card_visa');
      const event = last('payment_intent.succeeded');
      shop.fake.trouble(/payment_intents/, 'fails');
      await expect(shop.deliver(event)).rejects.toThrow('could not be handled');
      expect(await status(order.id)).toBe('placed');
      if (heal === 'again') expect(await shop.deliver(event)).toBe('handled');
      else expect(await shop.webhooks.catchUp(shop.clock.now() + 1)).toBe(1);
      expect(await status(order.id)).toBe('paid');
      expect(await shop.deliver(event)).toBe('known');
    }
  });

  test('[ST8] forged, altered and late notices, and those of others, change nothing', async () => {
    shop = await openStripeShop(await open());
    const { order, intent } = await shop.place('ada');
    const paid = {
      ...structuredClone(shop.fake.events[0]!),
      id: 'evt_forged',
      type: 'payment_intent.succeeded',
    };
    Object.assign(paid.data.object, { status: 'succeeded', amount_received: order.totals.total.amount });
    const refused = { code: 'not-allowed' };
    await expect(shop.deliver(paid, { secret: 'whsec_other' })).rejects.toMatchObject(refused);
    await expect(shop.deliver(paid, { body: '{}' })).rejects.toMatchObject(refused);
    // Even signed it is a hint only: Stripe is asked.
    await shop.deliver(paid);
    expect(await status(order.id)).toBe('placed');
    const stranger = shop.fake.store.create({ amount: 900, currency: 'eur', metadata: { payment: 'none' } });
    shop.fake.store.confirm(stranger.id, 'pm_card_createDispute');
    const copy = shop.fake.store.create({
      ...{ amount: order.totals.total.amount, currency: 'eur' },
      metadata: { payment: (await shop.payment(order.id)).id },
    });
    shop.fake.store.confirm(copy.id, 'pm_card_visa');
    await shop.deliverAll();
    expect(await status(order.id)).toBe('placed');
    shop.fake.store.confirm(intent, 'pm_card_visa');
    const event = last('payment_intent.succeeded');
    const caught = shop.fake.sign(event);
    shop.clock.advance(301_000);
    await expect(shop.webhooks.take('stripe', caught.body, caught.signature)).rejects.toMatchObject(refused);
    expect(await status(order.id)).toBe('placed');
    expect(await shop.deliver(event)).toBe('handled');
    expect(await status(order.id)).toBe('paid');
    await expect(shop.webhooks.take('test', '', '')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[ST9] an order whose time is over ends its intent first; what was paid meanwhile counts', async () => {
    shop = await openStripeShop(await open());
    const before = await shop.catalogue.stockOf('deer');
    const late = await shop.place('ada');
    const never = await shop.place('bo');
    shop.fake.store.confirm(late.intent, 'pm_card_visa');
    shop.clock.advance(RESERVATION_MS + 1);
    await shop.reconciler.expire();
    expect([await status(late.order.id), await status(never.order.id)]).toEqual(['paid', 'cancelled']);
    expect(shop.fake.store.intent(never.intent).status).toBe('canceled');
    await shop.deliverAll();
    expect([await status(never.order.id), await shop.catalogue.stockOf('deer')]).toEqual([
      'cancelled',
      before - 1,
    ]);
  });

  test('[ST9] a debit that is under way keeps its stock past the time, and ends as the bank says', async () => {
    shop = await openStripeShop(await open());
    const before = await shop.catalogue.stockOf('deer');
    const good = await shop.place('ada');
    const bad = await shop.place('bo');
    for (const { intent } of [good, bad]) shop.fake.store.confirm(intent, 'pm_usBankAccount');
    const underWay = { code: 'conflict', detail: 'this payment is under way' };
    await expect(shop.checkout.open(shop.shopper('ada'))).rejects.toMatchObject(underWay);
    await expect(shop.checkout.cancel(shop.shopper('ada'))).rejects.toMatchObject(underWay);
    shop.clock.advance(RESERVATION_MS + 1);
    expect([await shop.reconciler.expire(), await status(good.order.id)]).toEqual([0, 'placed']);
    expect((await shop.checkout.refresh('ada', good.order.id)).action).toBe(null);
    const asked = shop.fake.requests.length;
    await shop.reconciler.expire();
    expect(shop.fake.requests).toHaveLength(asked);
    shop.fake.store.clear(good.intent, true);
    shop.fake.store.clear(bad.intent, false);
    await shop.deliverAll();
    shop.clock.advance(RESERVATION_MS);
    await shop.reconciler.expire();
    expect([await status(good.order.id), await status(bad.order.id)]).toEqual(['paid', 'cancelled']);
    expect(await shop.catalogue.stockOf('deer')).toBe(before - 1);
  });

  test('[ST9] money for an order that our books gave up pays it while its goods are there, else goes back', async () => {
    shop = await openStripeShop(await open());
    for (const [visitor, isThere] of [
      ['ada', true],
      ['bo', false],
    ] as const) {
      const { order, intent } = await shop.place(visitor);
      await shop.payments.settle((await shop.payment(order.id)).id, { status: 'voided', ref: intent });
      if (!isThere) await shop.setStock('deer', 0);
      shop.fake.store.confirm(intent, 'pm_card_visa');
      await shop.deliverAll();
      expect(await status(order.id)).toBe(isThere ? 'paid' : 'cancelled');
      const back = isThere ? [] : [{ status: 'done', amount: order.totals.total.amount }];
      expect(await shop.refunds(order.id)).toMatchObject(back);
    }
    expect(shop.fake.store.refunds.size).toBe(1);
  });

  const wish = (key: string, amount?: number) => ({ key, reason: 'returned', restock: false, amount });

  test('[ST10] money goes back in parts; one that waits is done, or not, when the bank says so', async () => {
    shop = await openStripeShop(await open());
    const { id, totals } = await bought('ada', 'pm_card_pendingRefund');
    const total = totals.total.amount;
    const first = await shop.money.refund(id, wish('refund-a', 1000), 'desk');
    const second = await shop.money.refund(id, wish('refund-b', 500), 'desk');
    expect([first.status, second.status]).toEqual(['started', 'started']);
    const [a, b] = [...shop.fake.store.refunds.keys()];
    shop.fake.store.settleRefund(a!, 'succeeded');
    shop.fake.store.settleRefund(b!, 'failed');
    await shop.deliverAll();
    expect((await shop.refunds(id)).map((one) => one.status).sort()).toEqual(['done', 'failed']);
    expect([(await shop.row(id)).refunded_amount, await balance('provider:stripe')]).toEqual([
      1000,
      total - 1000,
    ]);
    await expect(shop.money.refund(id, wish('refund-c', total), 'desk')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('[ST10] a refund that bounced after it was done can be made again', async () => {
    shop = await openStripeShop(await open());
    const { id, totals } = await bought('ada', 'pm_card_refundFail');
    await shop.money.refund(id, wish('whole'), 'desk');
    expect(await status(id)).toBe('refunded');
    shop.fake.store.settleRefund([...shop.fake.store.refunds.keys()][0]!, 'failed');
    await shop.deliverAll();
    expect([(await shop.row(id)).refunded_amount, await breaches(shop.db)]).toEqual([0, []]);
    expect(await balance('provider:stripe')).toBe(totals.total.amount);
    await shop.money.refund(id, wish('whole again'), 'desk');
    expect([await status(id), await balance('provider:stripe')]).toEqual(['refunded', 0]);
    expect(await mails(id)).toEqual(['paid', 'refund-failed', 'refunded', 'refunded']);
  });

  test('[ST11] a dispute takes the money away until it is won', async () => {
    shop = await openStripeShop(await open());
    const { id, intent, totals } = await bought();
    const { id: dispute } = shop.fake.store.dispute(intent);
    await shop.deliverAll();
    expect([await status(id), await balance('disputed')]).toEqual(['disputed', totals.total.amount]);
    expect(await breaches(shop.db)).toEqual([]);
    shop.fake.store.closeDispute(dispute, 'won');
    await shop.deliverAll();
    expect([await status(id), await balance('disputed'), await balance('losses')]).toEqual(['paid', 0, 0]);
    expect(await mails(id)).toEqual(['dispute-won', 'disputed', 'paid']);
  });

  test('[ST11] what is lost is a refund that the bank made: it can not go back once more', async () => {
    shop = await openStripeShop(await open());
    const { id, intent, totals } = await bought();
    const total = totals.total.amount;
    await shop.money.refund(id, wish('part', 1000), 'desk');
    // The bank takes the whole, though a part has gone back.
    const { id: dispute } = shop.fake.store.dispute(intent, 'needs_response', total);
    shop.fake.store.closeDispute(dispute, 'lost');
    await shop.deliverAll();
    expect([await status(id), await balance('losses'), await balance('disputed')]).toEqual([
      'refunded',
      total,
      0,
    ]);
    expect((await shop.row(id)).refunded_amount).toBe(total);
    await expect(shop.money.refund(id, wish('more', 1), 'desk')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('[ST11] a refund that bounces after the bank has taken the whole is the bank’s too', async () => {
    shop = await openStripeShop(await open());
    const { id, intent, totals } = await bought('ada', 'pm_card_refundFail');
    const total = totals.total.amount;
    await shop.money.refund(id, wish('part', 1000), 'desk');
    const { id: dispute } = shop.fake.store.dispute(intent, 'needs_response', total);
    shop.fake.store.closeDispute(dispute, 'lost');
    await shop.deliverAll();
    shop.fake.store.settleRefund([...shop.fake.store.refunds.keys()][0]!, 'failed');
    await shop.deliverAll();
    const banks = (await shop.refunds(id)).filter(({ by }) => by === 'bank').map(({ amount }) => amount);
    expect([await status(id), (await shop.row(id)).refunded_amount]).toEqual(['refunded', total]);
    expect(banks.sort((a, b) => a - b)).toEqual([1000, total - 1000]);
  });

  test('[ST11] a part that is lost lets the rest go on; an inquiry takes nothing', async () => {
    shop = await openStripeShop(await open());
    const { id, intent } = await bought();
    const asked = shop.fake.store.dispute(intent, 'warning_needs_response');
    await shop.deliverAll();
    expect(await status(id)).toBe('paid');
    shop.fake.store.closeDispute(asked.id, 'warning_closed');
    const { id: dispute } = shop.fake.store.dispute(intent, 'needs_response', 700);
    shop.fake.store.closeDispute(dispute, 'lost');
    await shop.deliverAll();
    expect([await status(id), (await shop.row(id)).refunded_amount]).toEqual(['paid', 700]);
  });

  test('[ST11] a dispute that overtakes the payment waits for it', async () => {
    shop = await openStripeShop(await open());
    const { order, intent } = await shop.place('ada');
    shop.fake.store.confirm(intent, 'pm_card_createDispute');
    await shop.deliver(last('charge.dispute.created'));
    expect(await status(order.id)).toBe('disputed');
    await shop.deliverAll();
    expect(await status(order.id)).toBe('disputed');
  });
});

import { expect, test } from 'vitest';
import { onEachEngine } from '../../testing/engines.ts';
import { sendParcel } from '../../testing/parcels.ts';
import { DETAILS, openShop, type Shop } from '../../testing/shop.ts';
import { openStripeShop } from '../../testing/stripeShop.ts';
import { PAPER_LANGUAGES } from '../papers/paper.ts';

const SKU = 'VT-PF-04';
const buyIn = async (shop: Shop, visitor: string, language: string) => {
  await shop.fill(visitor, 'flacon', 1);
  const wish = await shop.ready(visitor, 'paid', { ...DETAILS, language });
  return (await shop.checkout.pay(shop.shopper(visitor), wish)).id;
};
const fresh = async (shop: Shop) => {
  await shop.postman.tick();
  return shop.mails.splice(0);
};

test.each(PAPER_LANGUAGES)(
  '[RT9] what becomes of an order is told in %s, and opens it without an account',
  async (language) => {
    const shop = await openShop();
    const [id, gone] = [await buyIn(shop, 'ada', language), await buyIn(shop, 'bo', language)];
    await sendParcel(shop.db, id, shop.clock.now(), true);
    const lines = [{ sku: SKU, quantity: 1 }];
    await shop.returns.ask('ada', id, { lines, reason: 'first' });
    const [first] = (await shop.orders.get('ada', id)).returns;
    await shop.returns.answer(id, first!.id, { status: 'refused', text: 'It was opened.' }, 'desk');
    await shop.returns.ask('ada', id, { lines, reason: 'second' });
    const second = (await shop.orders.get('ada', id)).returns.find(({ reason }) => reason === 'second')!;
    await shop.returns.answer(id, second.id, { status: 'accepted', text: 'Main 2, Berlin' }, 'desk');
    await shop.returns.answer(id, second.id, { status: 'received', text: '', refund: true }, 'desk');
    await shop.messages.write(id, 'See you soon', { side: 'shop', person: 'dora', name: 'Dora' });
    await shop.cancelling.cancel('bo', gone);
    const mails = (await fresh(shop)).filter(({ to }) => to === DETAILS.email);
    // Two paid, one each shipped, delivered, cancelled, message; asked twice, refused, accepted, received; two refunded.
    expect(mails).toHaveLength(13);
    for (const { text, html, language: spoken } of mails) {
      expect(spoken).toBe(language);
      expect(html).toContain(`lang="${language}"`);
      expect(text).toMatch(/http:\/\/localhost\/orders\/[\w-]+#key=[\w-]{32}/);
    }
    expect(new Set(mails.map(({ subject }) => subject)).size).toBeGreaterThanOrEqual(10);
    await shop.close();
  },
);

onEachEngine((open) => {
  test('[RT10] disputes, and what was asked, written or cancelled, are told to the shop in its language, each once', async () => {
    const shop = await openStripeShop(await open());
    const toShop = async () =>
      (await fresh(shop as never)).filter(({ to }) => to !== DETAILS.email).map(({ subject }) => subject);
    const pay = async (visitor: string, method = 'pm_card_visa') => {
      const { order, intent } = await shop.place(visitor);
      shop.fake.store.confirm(intent, method);
      await shop.deliverAll();
      return { id: order.id, number: order.number, intent };
    };
    const [won, lost, gone] = [await pay('ada'), await pay('bo'), await pay('cy', 'pm_card_refundFail')];
    await shop.messages.write(won.id, 'Hello', { side: 'buyer', person: 'ada', name: '' });
    const disputes = [won, lost].map(({ intent }) => shop.fake.store.dispute(intent));
    await shop.deliverAll();
    shop.fake.store.closeDispute(disputes[0]!.id, 'won');
    shop.fake.store.closeDispute(disputes[1]!.id, 'lost');
    await shop.deliverAll();
    await shop.cancelling.cancel('cy', gone.id);
    shop.fake.store.settleRefund([...shop.fake.store.refunds.keys()][0]!, 'failed');
    await shop.deliverAll();
    expect((await toShop()).sort()).toEqual(
      [
        `Ada writes about order ${won.number}`,
        `Order ${won.number} is disputed at the bank`,
        `Order ${lost.number} is disputed at the bank`,
        `The dispute over order ${won.number} is won`,
        `The dispute over order ${lost.number} is lost`,
        `Order ${gone.number} was cancelled by its buyer`,
        `A refund for order ${gone.number} did not arrive`,
      ].sort(),
    );
    await shop.deliverAll();
    expect(await toShop()).toEqual([]);
    await shop.end();
  });

  test('[RT11] who pays in a way that takes days hears once that the order has come', async () => {
    const shop = await openShop(
      (provider) => ({
        void: async (charge, ref) => ({ ...(await provider.find(charge, ref))!, status: 'action' }) as never,
      }),
      await open(),
    );
    await shop.fill('ada', 'flacon', 1);
    const { id } = await shop.checkout.pay(shop.shopper('ada'), await shop.ready('ada', 'confirm'));
    for (let turn = 0; turn < 3; turn++) {
      shop.clock.advance(11 * 60_000);
      await shop.reconciler.expire();
    }
    const { number } = await shop.orders.get('ada', id);
    expect((await fresh(shop)).map(({ subject }) => subject)).toEqual([
      `Order ${number} has arrived with us`,
    ]);
    await shop.close();
  });

  test('[RT12] a server that dies while it cancels sends each mail once when it is up again', async () => {
    let dead = true;
    const shop = await openShop(
      ({ refund }) => ({
        refund: async (wish) => {
          if (dead) throw new Error('killed');
          return refund(wish);
        },
      }),
      await open(),
    );
    const { id } = await shop.buy('ada', 'flacon');
    await fresh(shop);
    await shop.cancelling.cancel('ada', id);
    expect((await shop.orders.get('ada', id)).status).toBe('paid');
    dead = false;
    await Promise.all([shop.reconciler.reconcile(-1), shop.cancelling.cancel('ada', id)]);
    await shop.reconciler.reconcile(-1);
    expect((await shop.orders.get('ada', id)).status).toBe('refunded');
    const subjects = [...(await fresh(shop)), ...(await fresh(shop))].map(({ subject }) => subject);
    expect(subjects.map((subject) => /Refund|is cancelled|was cancelled/.exec(subject)?.[0]).sort()).toEqual([
      'Refund',
      'is cancelled',
      'was cancelled',
    ]);
    await shop.close();
  });
});

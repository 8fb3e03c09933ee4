import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { onEachEngine } from '../testing/engines.ts';
import { coupon, flashOffer } from '../testing/promotions.ts';
import { DETAILS, openShop, type Shop } from '../testing/shop.ts';
import { breaches } from './books.ts';
import { openCheckout } from './checkout.ts';
import { RESERVATION_MS } from './checkoutParts.ts';
import { invoiceOf } from './issue.ts';
import { proveSums } from './papers/paper.ts';
import { readSeller } from './seller.ts';

onEachEngine((open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(undefined, await open());
  });
  afterEach(async () => {
    expect(await breaches(shop.db)).toEqual([]);
    await shop.close();
  });

  const used = async (id: string) => (await shop.promotions.get(id)).used;
  const lay = (visitor: string, code = 'ten') => shop.carts.addCode(visitor, code, shop.home);
  const faultOf = async (visitor: string) => (await shop.carts.get(visitor, shop.home)).codes[0]?.fault;
  const mail = (email: string) => ({ ...DETAILS, email });
  const pay = async (visitor: string, email = `${visitor}@example.org`) =>
    shop.checkout.pay(shop.shopper(visitor), await shop.ready(visitor, 'paid', mail(email)));
  const buyWithCode = async (visitor: string, email?: string) => {
    await shop.fill(visitor, 'flacon', 1);
    await lay(visitor);
    return pay(visitor, email);
  };

  test('[PM7] a use is held from the checkout on, counted once when it is paid, and back when it lapses or is given up', async () => {
    const { id } = await coupon(shop, { limits: { total: 1, perPerson: 1, perOrder: null } });
    await shop.fill('ada', 'flacon', 1);
    await lay('ada', ' t en ');
    expect(await used(id)).toBe(0);
    const { order } = await shop.checkout.open(shop.shopper('ada'), DETAILS);
    expect([await used(id), order.totals.discount.amount]).toEqual([1, 1180]);
    // Who holds the last one still has it, in the cart and in the checkout that is opened again.
    expect(await faultOf('ada')).toBeNull();
    expect((await shop.checkout.open(shop.shopper('ada'), DETAILS)).order.id).toBe(order.id);
    await shop.fill('bo', 'flacon', 1);
    await lay('bo');
    expect(await faultOf('bo')).toBe('used-up');
    shop.clock.advance(RESERVATION_MS + 1);
    await shop.reconciler.expire();
    expect([await used(id), await faultOf('bo')]).toEqual([0, null]);
    await shop.checkout.open(shop.shopper('bo'), DETAILS);
    await shop.checkout.cancel(shop.shopper('bo'));
    expect(await used(id)).toBe(0);
    const paid = await pay('ada');
    expect([await used(id), paid.lines[0]!.discounts]).toEqual([
      1,
      [{ promotion: id, title: { en: 'Ten percent off' }, amount: { amount: 1180, currency: 'EUR' } }],
    ]);
  });

  test('[PM7] what comes back whole gives its use back; a part of it keeps it', async () => {
    const { id } = await coupon(shop, { limits: { total: 1, perPerson: 1, perOrder: null } });
    const order = await buyWithCode('ada');
    const refund = { reason: 'sorry', restock: true };
    await shop.refunds.refund(order.id, { ...refund, key: 'part', amount: 500 }, 'desk');
    expect(await used(id)).toBe(1);
    await shop.refunds.refund(order.id, { ...refund, key: 'rest' }, 'desk');
    expect([await used(id), (await shop.orders.get('ada', order.id)).status]).toEqual([0, 'refunded']);
    expect((await buyWithCode('ada')).totals.discount.amount).toBe(1180);
  });

  test('[PM8] a limit for each person counts by visitor and by mail: a guest with another visitor is told before paying', async () => {
    const { id } = await coupon(shop, { limits: { total: null, perPerson: 1, perOrder: null } });
    await buyWithCode('ada', 'Ada@Example.org');
    await shop.fill('ada', 'flacon', 1);
    await lay('ada');
    expect(await faultOf('ada')).toBe('used-by-you');
    // Another visitor with the same mail: the full price as soon as the mail is known.
    await shop.fill('eve', 'flacon', 1);
    await lay('eve');
    expect((await shop.checkout.open(shop.shopper('eve'))).order.totals.discount.amount).toBe(1180);
    await shop.checkout.detail(shop.shopper('eve'), mail('ada@example.org'));
    const { order } = await shop.checkout.get(shop.shopper('eve'));
    const wish = { key: randomUUID(), token: await shop.token(), expectedTotal: order.totals.total };
    await expect(shop.checkout.pay(shop.shopper('eve'), wish)).rejects.toMatchObject({
      code: 'price-changed',
    });
    const again = await shop.checkout.open(shop.shopper('eve'));
    expect([again.order.totals.discount.amount, await faultOf('eve')]).toEqual([0, 'used-by-you']);
    const total = again.order.totals.total;
    const paid = await shop.checkout.pay(shop.shopper('eve'), {
      ...{ key: randomUUID(), token: await shop.token(), expectedTotal: total },
    });
    expect([paid.totals.discount.amount, await used(id)]).toEqual([0, 1]);
  });

  test('[PM8] another mail after a declined card frees the first one; an account has what its guest has used', async () => {
    const { id } = await coupon(shop, { limits: { total: null, perPerson: 1, perOrder: null } });
    await shop.fill('ada', 'flacon', 1);
    await lay('ada');
    const wish = await shop.ready('ada', 'declined', mail('wrong@example.org'));
    await expect(shop.checkout.pay(shop.shopper('ada'), wish)).rejects.toMatchObject({
      code: 'card-declined',
    });
    await shop.checkout.detail(shop.shopper('ada'), mail('right@example.org'));
    await shop.checkout.pay(shop.shopper('ada'), { ...wish, key: randomUUID(), token: await shop.token() });
    expect((await buyWithCode('bo', 'wrong@example.org')).totals.discount.amount).toBe(1180);
    expect(await used(id)).toBe(2);
    await shop.adopt('ada', 'account-visitor', 'account');
    await shop.fill('account-visitor', 'flacon', 1);
    await lay('account-visitor');
    expect(await faultOf('account-visitor')).toBe('used-by-you');
  });

  test('[PM9] an offer that ends during a checkout holds its price there; a new checkout has the new one, and is told', async () => {
    const offer = await flashOffer(shop, 'flacon', 5);
    await shop.fill('ada', 'flacon', 1);
    const wish = await shop.ready('ada');
    expect((await shop.carts.get('ada', shop.home)).lines[0]!.discounts).toMatchObject([
      { promotion: offer.id, title: { en: 'Tonight only' }, amount: { amount: 5900 } },
    ]);
    const end = shop.clock.now() + 60_000;
    await shop.promotions.set({ ...offer, endsAt: end });
    shop.clock.advance(60_000);
    expect((await shop.checkout.pay(shop.shopper('ada'), wish)).totals.discount.amount).toBe(5900);
    // Bo saw the offer in the cart, and it ends before the checkout.
    await shop.promotions.set({ ...offer, endsAt: end + 60_000 });
    await shop.fill('bo', 'flacon', 1);
    const seen = await shop.ready('bo');
    shop.clock.advance(60_000);
    await shop.checkout.open(shop.shopper('bo'), DETAILS);
    await expect(shop.checkout.pay(shop.shopper('bo'), seen)).rejects.toMatchObject({
      code: 'price-changed',
    });
    expect(await used(offer.id)).toBe(1);
  });

  test('[PM9] an offer that ends between cart and checkout is refused there, and nothing is held', async () => {
    const offer = await flashOffer(shop, 'flacon', 5);
    await shop.fill('ada', 'flacon', 1);
    const stock = await shop.catalogue.stockOf('flacon');
    const priced = await shop.carts.priced('ada', shop.home);
    expect(priced.promoted.uses).toEqual([{ promotion: offer.id, count: 1 }]);
    await shop.promotions.set({ ...offer, status: 'off' });
    const late = { ...shop, carts: { ...shop.carts, priced: async () => priced } };
    const checkout = openCheckout({
      ...late,
      goods: shop.catalogue,
      events: async () => shop.live,
      tell: async () => {},
    });
    await expect(checkout.open(shop.shopper('ada'), DETAILS)).rejects.toMatchObject({
      code: 'price-changed',
    });
    expect(await shop.catalogue.stockOf('flacon')).toBe(stock);
  });

  test('[PM10] a flash offer counts pieces: for each person, each order and in all, the rest at its price', async () => {
    const offer = await flashOffer(shop, 'flacon', 5, { limits: { total: 5, perPerson: 3, perOrder: 2 } });
    await shop.fill('ada', 'flacon', 4);
    const first = await pay('ada');
    expect([first.totals.discount.amount, await used(offer.id)]).toEqual([2 * 5900, 2]);
    await shop.fill('ada', 'flacon', 4);
    expect((await pay('ada')).totals.discount.amount).toBe(5900);
    await shop.fill('ada', 'flacon', 1);
    expect((await pay('ada')).totals.discount.amount).toBe(0);
    await shop.fill('bo', 'flacon', 9);
    expect((await pay('bo')).totals.discount.amount).toBe(2 * 5900);
    expect(await used(offer.id)).toBe(5);
    await shop.flashes.look();
    expect(shop.flashes.on('atelier')).toMatchObject([{ slug: 'flacon', total: 5, left: 0 }]);
  });

  test('[PM11] money that comes after the use was given away goes back; while it is there, it counts again', async () => {
    // A provider that says it has stopped a payment, and takes the money all the same.
    const loose = await openShop(
      () => ({ void: async (_, ref) => ({ status: 'failed', ref: ref ?? '', reason: 'void' }) }),
      await open(),
    );
    const { id } = await coupon(loose, { limits: { total: 1, perPerson: null, perOrder: null } });
    const givenUp = async (visitor: string) => {
      await loose.fill(visitor, 'flacon', 1);
      await loose.carts.addCode(visitor, 'ten', loose.home);
      const details = mail(`${visitor}@example.org`);
      const order = await loose.checkout.pay(
        loose.shopper(visitor),
        await loose.ready(visitor, 'confirm', details),
      );
      await loose.checkout.cancel(loose.shopper(visitor));
      const payment = await loose.db
        .selectFrom('payment')
        .select(['id', 'ref'])
        .where('order_id', '=', order.id)
        .executeTakeFirstOrThrow();
      return {
        id: order.id,
        come: async () =>
          loose.payments.settle(payment.id, await loose.provider.confirm!(payment.ref!, true)),
      };
    };
    const state = async (visitor: string, order: string) => [
      (await loose.orders.get(visitor, order)).status,
      (await loose.promotions.get(id)).used,
    ];
    const [ada, bo] = [await givenUp('ada'), await givenUp('bo')];
    expect(await state('ada', ada.id)).toEqual(['cancelled', 0]);
    await ada.come();
    expect(await state('ada', ada.id)).toEqual(['paid', 1]);
    const stock = await loose.catalogue.stockOf('flacon');
    await bo.come();
    expect(await state('bo', bo.id)).toEqual(['cancelled', 1]);
    expect(await loose.catalogue.stockOf('flacon')).toBe(stock);
    expect(await loose.provider.paidCharges()).toHaveLength(2);
    expect(await breaches(loose.db)).toEqual([]);
    await loose.close();
  });

  test('[PM12] 200 buyers at once at a coupon of 20 uses and a flash offer of 10 pieces: exactly so many, and nothing else', async () => {
    await shop.setStock('flacon', 1000);
    await shop.setStock('deer', 1000);
    const twenty = await coupon(shop, {
      conditions: [{ kind: 'code' }, { kind: 'products', slugs: ['deer'], skus: [] }],
      limits: { total: 20, perPerson: 1, perOrder: null },
    });
    const ten = await flashOffer(shop, 'flacon', 10, { limits: { total: 10, perPerson: 1, perOrder: null } });
    const buy = async (at: number): Promise<void> => {
      const visitor = `buyer ${at}`;
      await shop.fill(visitor, at % 2 ? 'flacon' : 'deer', 1);
      if (at % 2 === 0) await lay(visitor);
      // Who is told that the price is another one takes it or, here, tries again.
      for (let tries = 0; ; tries++)
        try {
          await pay(visitor, `buyer${at}@example.org`);
          return;
        } catch (error) {
          if ((error as { code?: string }).code !== 'price-changed' || tries === 5) throw error;
        }
    };
    await Promise.all(Array.from({ length: 200 }, (_, at) => buy(at)));
    const orders = await shop.db.selectFrom('order_line').select(['product', 'discounts']).execute();
    const paid = await shop.db.selectFrom('orders').select('id').where('status', '=', 'paid').execute();
    const cheaper = (slug: string) =>
      orders.filter(({ product, discounts }) => product === slug && discounts !== '[]').length;
    expect([paid.length, cheaper('deer'), cheaper('flacon')]).toEqual([200, 20, 10]);
    expect([await used(twenty.id), await used(ten.id)]).toEqual([20, 10]);
  }, 30_000);

  test('[PM13] a code is taken once, a limit stays above what is used, and codes are found however they are typed', async () => {
    const ten = await coupon(shop);
    await expect(coupon(shop, { code: 't e n' })).rejects.toMatchObject({ code: 'conflict' });
    const both = await Promise.allSettled([coupon(shop, { code: 'X' }), coupon(shop, { code: 'x' })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['conflict']);
    await buyWithCode('ada');
    await buyWithCode('bo');
    const less = { ...ten, limits: { ...ten.limits, total: 1 } };
    await expect(shop.promotions.set(less)).rejects.toMatchObject({ code: 'bad-input' });
    await shop.promotions.set({ ...less, limits: { ...ten.limits, total: 2 } });
    await expect(shop.promotions.set({ ...ten, id: 'none', code: 'NONE' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(lay('ada', 'eleven')).rejects.toMatchObject({ code: 'not-found' });
  });

  test('[PM14] an order and its invoice tell each discount with its reason in the buyer’s language, delivery too', async () => {
    const title = { en: 'Spring', es: 'Primavera' };
    const ten = await coupon(shop, { title, combines: true });
    const free = { en: 'Free delivery', es: 'Envío gratis' };
    await coupon(shop, { code: 'SEND', title: free, combines: true, effect: { kind: 'free-delivery' } });
    await shop.fill('ada', 'flacon', 2);
    await shop.fill('ada', 'deer', 1);
    await lay('ada');
    await lay('ada', 'send');
    const cart = await shop.carts.get('ada', shop.home);
    const details = { ...DETAILS, language: 'es' };
    const order = await shop.checkout.pay(shop.shopper('ada'), await shop.ready('ada', 'paid', details));
    const offs = order.lines.map(({ discounts }) =>
      discounts.map(({ promotion, amount }) => [promotion, amount.amount]),
    );
    expect(offs).toEqual([[[ten.id, 2360]], [[ten.id, cart.discount!.amount - 2360]]]);
    expect(order.delivery).toMatchObject({ discounts: [{ title: free }], total: { amount: 0 } });
    const { goods, discount, delivery, total } = order.totals;
    expect(total.amount).toBe(goods.amount - discount.amount + delivery.amount);
    const about = { number: 'INV-1', at: 0, page: 'http://x/orders/1' };
    const paper = invoiceOf(order, { how: 'card', at: 0 }, await readSeller('markets'), about);
    expect(paper.lines[0]!.discount).toEqual({ reason: 'Primavera', amount: 2360 });
    expect([paper.shipping?.name, paper.shipping?.gross]).toEqual([
      expect.stringContaining('Envío gratis'),
      0,
    ]);
    proveSums(paper);
  });
});

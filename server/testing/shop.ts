import { randomUUID } from 'node:crypto';
import type { MarketChoice } from '../../shared/model/market.ts';
import type { Order } from '../../shared/model/order.ts';
import type { Bus } from '../bus.ts';
import { inProcessBus } from '../bus.ts';
import type { DetailsWish, PayWish, Shopper } from '../commerce/checkoutParts.ts';
import type { PaymentProvider } from '../commerce/payment.ts';
import { openShop as openWhole } from '../commerce/shop.ts';
import { openTestProvider } from '../commerce/testProvider.ts';
import { openLog } from '../log.ts';
import type { Mail } from '../mail/mail.ts';
import { openCatalogue } from '../products/catalogue.ts';
import { seedCatalogue } from '../products/seed.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { countStock, MAIN_WAREHOUSE } from '../store/stock.ts';
import { standingClock, type TestClock } from './house.ts';

/** Test cards by what becomes of them. */
export const CARDS = {
  paid: '4242424242424242',
  declined: '4000000000000002',
  confirm: '4000002500003155',
  hold: '4000000000000077',
  'refund-fails': '4000000000005126',
  unreachable: '4000000000000119',
} as const;

/** A buyer's details that a parcel can be sent to. */
export const DETAILS: DetailsWish = {
  email: 'ada@example.com',
  language: 'en',
  address: {
    ...{ name: 'Ada', company: '', lines: ['Main 1'], district: '', city: 'Berlin', region: '' },
    ...{ postcode: '10115', country: 'DE' },
  },
  terms: true,
};

/** The shop without its house: a database (in memory, unless one is given, which it closes), the test provider, a clock that stands still. */
export async function openShop(
  change: (provider: PaymentProvider) => Partial<PaymentProvider> = () => ({}),
  given?: Database,
  /** Takes new payments instead of the test provider. */
  real?: PaymentProvider,
  clock: TestClock = standingClock(),
) {
  const db = given ?? (await openDatabase(':memory:'));
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', clock.now());
  const bus: Bus = inProcessBus((error) => {
    throw error;
  });
  const catalogue = openCatalogue(db, bus, (_, stand) => stand.startsWith('stand-'));
  const provider = await openTestProvider(':memory:', clock);
  const port: PaymentProvider = { ...provider, ...change(provider) };
  const live = new Set<string>();
  const mails: Mail[] = [];
  const shop = await openWhole({
    ...{ db, bus, clock, folder: 'markets', goods: catalogue, providers: real ? [real, port] : [port] },
    log: openLog('silent'),
    events: async () => live,
    mail: { send: async (mail) => void mails.push(mail) },
    base: () => 'http://localhost',
    secret: 'of this test',
  });
  const token = async (card: keyof typeof CARDS = 'paid') =>
    (await provider.tokenise({ number: CARDS[card], expiry: '12/34', cvc: '123' })).token;
  const shopper = (visitor: string, choice: MarketChoice = shop.markets.home): Shopper => ({
    visitor,
    account: '',
    choice,
  });
  return {
    ...shop,
    ...{ db, clock, bus, catalogue, provider, token, live, mails },
    home: shop.markets.home,
    shopper,
    /** Lays so many of a product into a visitor's cart. */
    fill: (visitor: string, slug: string, quantity: number, choice: MarketChoice = shop.markets.home) =>
      shop.carts.set(visitor, { slug, quantity }, choice),
    /** Opens a checkout for a visitor's cart and fills it in; answers what is sent to pay it with a fresh card. */
    async ready(
      visitor: string,
      card: keyof typeof CARDS = 'paid',
      details: DetailsWish = DETAILS,
      choice: MarketChoice = shop.markets.home,
    ): Promise<PayWish> {
      const { order } = await shop.checkout.open(shopper(visitor, choice), details);
      return { key: randomUUID(), token: await token(card), expectedTotal: order.totals.total };
    },
    /** Buys so many of a product, from the shelf to the paid order. */
    async buy(
      visitor: string,
      slug: string,
      quantity = 1,
      card: keyof typeof CARDS = 'paid',
    ): Promise<Order> {
      await shop.carts.set(visitor, { slug, quantity }, shop.markets.home);
      const { order } = await shop.checkout.open(shopper(visitor), DETAILS);
      const wish = { key: randomUUID(), token: await token(card), expectedTotal: order.totals.total };
      return shop.checkout.pay(shopper(visitor), wish);
    },
    setStock: (slug: string, stock: number) => setStock(db, slug, stock),
    close: async () => {
      await shop.close();
      await provider.close();
      await db.destroy();
    },
  };
}

/** A shop under test. */
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Sets the stock of a product's first SKU, with the move that explains it. */
export async function setStock(db: Database, slug: string, stock: number): Promise<void> {
  const { sku } = await db
    .selectFrom('offer')
    .select('sku')
    .where('product', '=', slug)
    .orderBy('place')
    .executeTakeFirstOrThrow();
  await countStock(db, { sku, warehouse: MAIN_WAREHOUSE, quantity: stock }, 0);
}

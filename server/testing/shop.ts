import { randomUUID } from 'node:crypto';
import type { Bus } from '../bus.ts';
import { inProcessBus } from '../bus.ts';
import { openCarts } from '../commerce/cart.ts';
import { openCheckout } from '../commerce/checkout.ts';
import { type CheckoutRequest, openOrders } from '../commerce/orders.ts';
import type { PaymentProvider } from '../commerce/payment.ts';
import { openTestProvider } from '../commerce/testProvider.ts';
import { openLog } from '../log.ts';
import { openCatalogue } from '../products/catalogue.ts';
import { seedCatalogue } from '../products/seed.ts';
import { type Database, openDatabase } from '../store/open.ts';
import { standingClock } from './house.ts';

/** Test cards by what becomes of them. */
export const CARDS = {
  paid: '4242424242424242',
  declined: '4000000000000002',
  confirm: '4000002500003155',
} as const;

/** The shop without its house: database in memory, the test provider, a clock that stands still. */
export async function openShop(change: (provider: PaymentProvider) => Partial<PaymentProvider> = () => ({})) {
  const clock = standingClock();
  const db = await openDatabase(':memory:');
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', clock.now());
  const bus: Bus = inProcessBus((error) => {
    throw error;
  });
  const catalogue = openCatalogue(db, bus, (_, stand) => stand.startsWith('stand-'));
  const provider = await openTestProvider(':memory:', clock);
  const carts = openCarts(db, catalogue, clock);
  const orders = openOrders(db, clock);
  const port: PaymentProvider = { ...provider, ...change(provider) };
  const checkout = openCheckout(orders, carts, port, bus, clock, openLog('silent'));

  const token = async (card: keyof typeof CARDS = 'paid') =>
    (await provider.tokenise({ number: CARDS[card], expiry: '12/34', cvc: '123' })).token;
  return {
    db,
    clock,
    bus,
    catalogue,
    provider,
    carts,
    orders,
    checkout,
    token,
    /** A request for a visitor's cart as it is now, with a fresh card. */
    async request(visitor: string, card: keyof typeof CARDS = 'paid'): Promise<CheckoutRequest> {
      return {
        idempotencyKey: randomUUID(),
        name: 'Ada',
        email: 'ada@example.com',
        address: { street: 'Main 1', postcode: '10115', city: 'Berlin', country: 'DE' },
        paymentToken: await token(card),
        expectedTotal: (await carts.get(visitor)).total?.amount ?? 0,
      };
    },
    setStock: (slug: string, stock: number) => setStock(db, slug, stock),
    close: async () => {
      await provider.close();
      await db.destroy();
    },
  };
}

/** A shop under test. */
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Sets the stock of a product's first SKU, with the move that explains it. */
export async function setStock(db: Database, slug: string, stock: number): Promise<void> {
  const { sku, stock: before } = await db
    .selectFrom('offer')
    .select(['sku', 'stock'])
    .where('product', '=', slug)
    .executeTakeFirstOrThrow();
  await db.updateTable('offer').set({ stock }).where('sku', '=', sku).execute();
  const move = { sku, order_id: null, delta: stock - before, reason: 'counted', at: 0 };
  await db.insertInto('stock_move').values(move).execute();
}

/** SKUs whose stock is not the sum of its moves, or is negative: none, ever. */
export async function stockErrors(db: Database): Promise<string[]> {
  const offers = await db.selectFrom('offer').select(['sku', 'stock']).execute();
  const moves = await db.selectFrom('stock_move').select(['sku', 'delta']).execute();
  const sumOf = (sku: string) => moves.reduce((sum, m) => (m.sku === sku ? sum + m.delta : sum), 0);
  return offers
    .filter(({ sku, stock }) => stock < 0 || stock !== sumOf(sku))
    .map(({ sku, stock }) => `${sku}: ${stock}, moves say ${sumOf(sku)}`);
}

import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { MailPort } from '../mail/mail.ts';
import type { Database } from '../store/open.ts';
import { readAddresses } from './addresses.ts';
import { openAdoption } from './adopt.ts';
import { breaches } from './books.ts';
import { openCancelling } from './cancel.ts';
import { type Goods, openCarts } from './cart.ts';
import { openCheckout, stockTeller } from './checkout.ts';
import { openClaims } from './claims.ts';
import { readDeliveries } from './deliveries.ts';
import { readCarriers } from './desk/carriers.ts';
import { openDesk } from './desk/openDesk.ts';
import { openDisputes } from './disputes.ts';
import { openExchange } from './exchange.ts';
import { openFlashes } from './flashes.ts';
import { openHandover } from './handover.ts';
import { openMarkets, readMarkets } from './markets.ts';
import { openMessages } from './messages.ts';
import { openOnce } from './once.ts';
import { openOrderLinks } from './orderLinks.ts';
import { openOrders } from './orders.ts';
import { openPress } from './papers/press.ts';
import type { PaymentProvider } from './payment.ts';
import { openPayments } from './payments.ts';
import { openPostman } from './postman.ts';
import { openPrices } from './prices.ts';
import { openPriceTransfer } from './priceTransfer.ts';
import { openPromotions } from './promotions.ts';
import { openReconciler } from './reconcile.ts';
import { openRefunds } from './refunds.ts';
import { openReturns } from './returns.ts';
import { readReturnTerms } from './returnTerms.ts';
import { readSeller } from './seller.ts';
import { readShopTerms } from './shopTerms.ts';
import { openStockDesk } from './stockDesk.ts';
import { openTags } from './tags.ts';
import { readTaxes } from './taxes.ts';
import { openWarehouses } from './warehouses.ts';
import { openWebhooks } from './webhooks.ts';

/** What a shop needs of the house. `providers` = the one for new payments first, then those of older ones. */
export type ShopParts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  log: Log;
  /** The folder with the data of markets, taxes, rates, deliveries and addresses. */
  folder: string;
  goods: Goods;
  providers: readonly [PaymentProvider, ...PaymentProvider[]];
  mail: Pick<MailPort, 'send'>;
  /** The address under which the house is reached. */
  base(): string;
  /** What the keys in links to orders are made with. */
  secret: string;
  /** Events that are on now. */
  events(): Promise<ReadonlySet<string>>;
};

/** Builds the shop. */
export async function openShop({
  db,
  bus,
  clock,
  log,
  folder,
  goods,
  providers,
  events,
  mail,
  base,
  secret,
}: ShopParts) {
  const [data, taxes, deliveries, addresses, exchange, warehouses, seller, terms, shopTerms, carriers] =
    await Promise.all([
      readMarkets(folder),
      readTaxes(folder),
      readDeliveries(folder),
      readAddresses(folder),
      openExchange(db, folder, clock),
      openWarehouses(db),
      readSeller(folder),
      readReturnTerms(folder),
      readShopTerms(folder),
      readCarriers(folder),
    ]);
  const markets = openMarkets(db, data, clock);
  const prices = openPrices(db, exchange, data, clock);
  const promotions = openPromotions(db, clock);
  const flashes = await openFlashes({ promotions, prices, exchange, markets, goods, bus, events, clock });
  const quiet = (error: unknown) => log.error({ err: error }, 'flash offers could not be read');
  const unfollow = bus.subscribe('event.changed', () => void flashes.look().catch(quiet));
  const tellStock = stockTeller(db, (left) => bus.publish('stock.changed', left));
  const tell = async (skus: readonly string[]): Promise<void> => {
    // What moves stock may have moved uses too. Nobody waits for what others are told.
    if (flashes.waits()) void flashes.look().catch(quiet);
    await tellStock(skus);
  };
  const byName = new Map(providers.map((one) => [one.name, one]));
  const refunds = openRefunds({ db, providers: byName, tell, clock, log });
  const payments = openPayments({
    db,
    provider: providers[0],
    providers: byName,
    refunds,
    warehouses,
    tell,
    clock,
    log,
  });
  const parts = {
    ...{ db, goods, prices, promotions, exchange, markets, taxes, events, clock },
    deliveries,
    warehouses,
  };
  const carts = openCarts(parts);
  const checkout = openCheckout({ ...parts, carts, payments, addresses, warehouses, tell });
  const disputes = openDisputes({ db, clock, log });
  const webhooks = openWebhooks({ db, providers: byName, payments, refunds, disputes, clock, log });
  const reconciler = openReconciler({ db, payments, refunds, webhooks, clock, log });
  const orders = openOrders(db, terms);
  const links = openOrderLinks({ db, secret, base });
  const afterwards = { db, refunds, terms, tell, clock, log };
  const press = openPress();
  const once = openOnce(db, clock);
  const desk = openDesk({ ...afterwards, carriers, press, seller, base, once });
  const postman = openPostman({
    ...{ db, mail, press, seller, base, clock, log },
    linkTo: links.linkTo,
    deskLink: ({ number }) => `${base()}/desk?order=${encodeURIComponent(number)}`,
  });
  const stock = openStockDesk(db, tell, clock);
  const priceTransfer = openPriceTransfer(db, prices, markets);
  const tags = openTags(markets, prices, flashes);
  return {
    ...{ markets, prices, promotions, exchange, taxes, deliveries, addresses, warehouses },
    adopt: openAdoption(db, carts, payments),
    handover: openHandover({ db, carts, clock }),
    breaches: () => breaches(db),
    postman,
    /** Ends what prints papers and what follows the bus. */
    close: () => {
      unfollow();
      return press.close();
    },
    ...{ links, cancelling: openCancelling(afterwards), returns: openReturns(afterwards) },
    ...{ messages: openMessages({ db, clock }), claims: openClaims({ db, clock, log }) },
    ...{ terms, shopTerms, seller, flashes, stock, once, priceTransfer },
    ...{ carts, checkout, payments, refunds, webhooks, reconciler, orders, tags, desk },
    provider: providers[0].name,
  };
}

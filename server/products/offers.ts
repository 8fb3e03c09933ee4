import type { Offer } from '../../shared/model/catalogue.ts';
import type { RowFault } from '../../shared/model/rowFault.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { countStock, INCOMING, MAIN_WAREHOUSE } from '../store/stock.ts';
import { offersOf } from './catalogue.ts';
import { faultAmong } from './rowFault.ts';

/** What a product is sold as. */
export type Offers = {
  /** Sets a product's offers, in this order, in one transaction; what is left out is not sold any more. A SKU of another product is `conflict`. */
  set(slug: string, offers: readonly Offer[]): Promise<Offer[]>;
  /** What `set` would refuse of a product that may not be there yet; nothing if it would not. */
  fault(slug: string, offers: readonly Offer[]): Promise<RowFault | undefined>;
};

/** The offers over the database; every change of stock is a move of its own, and told on the bus. */
export function openOffers(db: Database, bus: Bus, clock: Clock): Offers {
  const fault = async (slug: string, offers: readonly Offer[]): Promise<RowFault | undefined> => {
    const among = faultAmong(offers);
    if (among || offers.length === 0) return among;
    const taken = await db
      .selectFrom('offer')
      .select('sku')
      .where(
        'sku',
        'in',
        offers.map(({ sku }) => sku),
      )
      .where('product', '!=', slug)
      .executeTakeFirst();
    return taken && { fault: 'sku-taken', column: 'sku', value: taken.sku };
  };
  return {
    fault,
    async set(slug, offers) {
      const found = await fault(slug, offers);
      if (found) throw refusalOf(found);
      await db.transaction().execute(async (tx) => {
        const product = await tx
          .selectFrom('product')
          .select('slug')
          .where('slug', '=', slug)
          .executeTakeFirst();
        if (!product) throw new Refusal('not-found', 'no such product');
        await tx.updateTable('offer').set({ retired: 1 }).where('product', '=', slug).execute();
        for (const [place, offer] of offers.entries()) await setOne(tx, slug, offer, place, clock.now());
        await tx.updateTable('product').set({ changed_at: clock.now() }).where('slug', '=', slug).execute();
      });
      const now = (await offersOf(db, [slug])).get(slug) ?? [];
      const stock = now.reduce((sum, offer) => (offer.part === '' ? sum + offer.stock : sum), 0);
      for (const { sku, stock: left } of now) bus.publish('stock.changed', { slug, sku, left, stock });
      return now;
    },
  };
}

function refusalOf({ fault, value }: RowFault): Refusal {
  if (fault === 'sku-taken') return new Refusal('conflict', `${value} is another product’s`);
  if (fault === 'sku-twice') return new Refusal('bad-input', 'a SKU stands there twice');
  return new Refusal('bad-input', 'all prices of a product are in one currency');
}

async function setOne(tx: Database, slug: string, offer: Offer, place: number, now: number): Promise<void> {
  const { sku, variant, part, label, price, stock } = offer;
  const before = await tx.selectFrom('offer').select('product').where('sku', '=', sku).executeTakeFirst();
  if (before && before.product !== slug) throw new Refusal('conflict', `${sku} is another product’s`);
  const row = {
    product: slug,
    variant,
    part,
    label: label && JSON.stringify(label),
    price_amount: price.amount,
    price_currency: price.currency,
    selling: offer.selling ?? 'stock',
    ready_at: offer.readyAt ?? null,
    place,
    retired: 0,
  };
  await tx
    .insertInto('offer')
    .values({ sku, ...row })
    .onConflict((conflict) => conflict.column('sku').doUpdateSet(row))
    .execute();
  await countTotal(tx, sku, stock, now);
  if (offer.incoming !== undefined)
    await countStock(tx, { sku, warehouse: INCOMING, quantity: offer.incoming }, now);
}

/** Sets what is there of a SKU in all: what other warehouses have stays, as far as the new sum allows. */
async function countTotal(tx: Database, sku: string, stock: number, now: number): Promise<void> {
  const elsewhere = await tx
    .selectFrom('stock_level')
    .innerJoin('warehouse', 'warehouse.id', 'stock_level.warehouse')
    .select(['warehouse.id', 'quantity'])
    .where('sku', '=', sku)
    .where('kind', '=', 'stock')
    .where('warehouse.id', '!=', MAIN_WAREHOUSE)
    .orderBy('warehouse.place')
    .execute();
  let left = stock;
  for (const { id, quantity } of elsewhere) {
    const kept = Math.min(quantity, left);
    await countStock(tx, { sku, warehouse: id, quantity: kept }, now);
    left -= kept;
  }
  await countStock(tx, { sku, warehouse: MAIN_WAREHOUSE, quantity: left }, now);
}

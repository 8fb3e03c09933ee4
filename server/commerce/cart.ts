import type { Cart, CartLine } from '../../shared/model/cart.ts';
import { addMoney, timesMoney } from '../../shared/model/money.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';

/** The carts of all visitors: only SKUs and quantities are kept, prices are always today's. */
export type Carts = {
  get(visitor: string): Promise<Cart>;
  /** Sets how many of a product (of its first SKU, unless one is named) are in the cart, 0 to 99; `not-found` for what is not on sale. */
  set(visitor: string, slug: string, quantity: number, sku?: string): Promise<Cart>;
};

/** A SKU that is on sale, as a cart shows it. */
export type Priced = Omit<CartLine, 'quantity' | 'total'>;

/** What carts need of the catalogue. */
export type PriceList = {
  /** Those of some SKUs that are on sale. */
  priced(skus: readonly string[]): Promise<Priced[]>;
  /** A SKU of a product, the first when none is named; `not-found`. */
  offer(slug: string, sku?: string): Promise<Priced>;
};

/** Carts over the database. */
export function openCarts(db: Database, catalogue: PriceList, clock: Clock): Carts {
  const get = async (visitor: string): Promise<Cart> => {
    const rows = await db
      .selectFrom('cart_line')
      .select(['sku', 'quantity'])
      .where('visitor', '=', visitor)
      .orderBy('changed_at')
      .orderBy('sku')
      .execute();
    const priced = new Map((await catalogue.priced(rows.map(({ sku }) => sku))).map((one) => [one.sku, one]));
    const lines = rows.flatMap(({ sku, quantity }) => {
      const one = priced.get(sku);
      return one ? [{ ...one, quantity, total: timesMoney(one.unitPrice, quantity) }] : [];
    });
    const [first, ...rest] = lines;
    return {
      lines,
      total: first ? rest.reduce((sum, line) => addMoney(sum, line.total), first.total) : null,
    };
  };
  return {
    get,
    async set(visitor, slug, quantity, wanted) {
      const { sku, stock } = await catalogue.offer(slug, wanted);
      if (quantity > stock) throw new Refusal('out-of-stock', `${stock} left`);
      const changed_at = clock.now();
      if (quantity === 0)
        await db.deleteFrom('cart_line').where('visitor', '=', visitor).where('sku', '=', sku).execute();
      else
        await db
          .insertInto('cart_line')
          .values({ visitor, sku, quantity, changed_at })
          .onConflict((conflict) => conflict.columns(['visitor', 'sku']).doUpdateSet({ quantity }))
          .execute();
      return get(visitor);
    },
  };
}

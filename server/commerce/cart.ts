import type { Cart } from '../../shared/model/cart.ts';
import type { Product } from '../../shared/model/catalogue.ts';
import { addMoney, timesMoney } from '../../shared/model/money.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';

/** The carts of all visitors: only products and quantities are kept, prices are always today's. */
export type Carts = {
  get(visitor: string): Promise<Cart>;
  /** Sets how many of a product are in the cart, 0 to 99; `not-found` for a strange product. */
  set(visitor: string, slug: string, quantity: number): Promise<Cart>;
};

/** What carts need of the catalogue. */
export type PriceList = { list(): Promise<Product[]>; get(slug: string): Promise<Product> };

/** Carts over the database. */
export function openCarts(db: Database, catalogue: PriceList, clock: Clock): Carts {
  const get = async (visitor: string): Promise<Cart> => {
    const rows = await db
      .selectFrom('cart_line')
      .select(['product', 'quantity'])
      .where('visitor', '=', visitor)
      .orderBy('changed_at')
      .orderBy('product')
      .execute();
    const products =
      rows.length > 0
        ? new Map((await catalogue.list()).map((product) => [product.slug, product]))
        : new Map();
    const lines = rows.flatMap(({ product: slug, quantity }) => {
      const product = products.get(slug) as Product | undefined;
      if (!product) return [];
      const { name, price, stock, thumbnail } = product;
      return [
        { slug, name, quantity, unitPrice: price, total: timesMoney(price, quantity), stock, thumbnail },
      ];
    });
    const [first, ...rest] = lines;
    return {
      lines,
      total: first ? rest.reduce((sum, line) => addMoney(sum, line.total), first.total) : null,
    };
  };
  return {
    get,
    async set(visitor, slug, quantity) {
      const product = await catalogue.get(slug);
      if (quantity > product.stock) throw new Refusal('out-of-stock', `${product.stock} left`);
      const changed_at = clock.now();
      if (quantity === 0)
        await db.deleteFrom('cart_line').where('visitor', '=', visitor).where('product', '=', slug).execute();
      else
        await db
          .insertInto('cart_line')
          .values({ visitor, product: slug, quantity, changed_at })
          .onConflict((conflict) => conflict.columns(['visitor', 'product']).doUpdateSet({ quantity }))
          .execute();
      return get(visitor);
    },
  };
}

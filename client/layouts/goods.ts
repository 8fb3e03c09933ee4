import type { Offer, Product } from '../../shared/model/catalogue.ts';
import type { Mount } from '../../shared/model/layout.ts';
import type { Money } from '../../shared/model/money.ts';

/** Width, height and depth, metres. */
export type Size = readonly [width: number, height: number, depth: number];

/** What a plan knows of something that can be placed: one SKU of a product. */
export type Goods = {
  product: string;
  sku: string;
  /** As it is at true size. */
  size: Size;
  mount: Mount;
  /** What the server asks for it. */
  price: Money;
};

/** Everything of a product that can be placed: each offer of the product itself, not its spare parts. */
export function goodsOf(
  sheet: Pick<Product, 'slug' | 'mount' | 'sizeMm'> & { offers: readonly Offer[] },
): Goods[] {
  const [width, height, depth] = sheet.sizeMm;
  const size: Size = [width / 1000, height / 1000, depth / 1000];
  return sheet.offers
    .filter(({ part }) => part === '')
    .map(({ sku, price }) => ({ product: sheet.slug, sku, size, mount: sheet.mount, price }));
}

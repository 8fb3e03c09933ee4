import type { Offer } from '../../shared/model/catalogue.ts';
import type { LocalText } from '../../shared/model/localText.ts';
import type { Money } from '../../shared/model/money.ts';
import type { Flashes } from './flashes.ts';
import type { Markets } from './markets.ts';
import type { Prices } from './prices.ts';

/** Something with a price on it. */
export type Tagged = {
  slug: string;
  sku: string;
  price: Money;
  compareAt?: Money | null;
  reason?: LocalText;
  offers?: Offer[];
};

/** Who looks: a visitor, or what their browser says. */
export type Looker = { visitor: string | undefined; languages: string | undefined };

/** Puts the prices of a looker's market on products and their offers. */
export type PriceTags = <Product extends Tagged>(
  looker: Looker,
  products: readonly Product[],
) => Promise<Product[]>;

/** Price tags by markets, price lists and the flash offers that are on. */
export const openTags =
  (markets: Markets, prices: Prices, flashes: Pick<Flashes, 'tag'>): PriceTags =>
  async ({ visitor, languages }, products) => {
    const choice = await markets.choiceOf(visitor, languages);
    const asked = new Map<string, Money>();
    for (const { sku, price, offers = [] } of products) {
      if (sku) asked.set(sku, price);
      for (const offer of offers) asked.set(offer.sku, offer.price);
    }
    const tags = await prices.pricesFor(
      choice,
      [...asked].map(([sku, price]) => ({ sku, price, quantity: 1 })),
    );
    const tag = <One extends { sku: string; price: Money }>(slug: string, one: One): One => {
      const found = tags.get(one.sku);
      if (!found) return one;
      const flash = flashes.tag(choice, { slug, sku: one.sku, price: found.unit });
      if (!flash) return { ...one, price: found.unit, compareAt: found.compareAt };
      return { ...one, price: flash.price, compareAt: found.unit, reason: flash.reason };
    };
    return products.map((product) => ({
      ...tag(product.slug, product),
      ...(product.offers && { offers: product.offers.map((offer) => tag(product.slug, offer)) }),
    }));
  };

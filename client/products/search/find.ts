import type { Product } from '../../../shared/model/catalogue.ts';
import type { Api } from '../../net/api.ts';
import { language } from '../../ui/i18n.ts';

/** Products on sale by words, the best in the reader's language first; without words the first ones there are. */
export async function searchProducts(api: Pick<Api, 'ask'>, words: string): Promise<Product[]> {
  const query = new URLSearchParams({ q: words, language: language.value });
  return (await api.ask<{ products: Product[] }>('GET', `/api/search/products?${query}`)).products;
}

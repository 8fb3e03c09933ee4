import type { Product } from '../../../shared/model/catalogue.ts';

const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

const sayings = ({ name, text, materials, brand, categories, tags, sku }: Product): string[][] => [
  [...Object.values(name), sku],
  [brand, ...categories, ...tags],
  [text, materials].flatMap((one) => Object.values(one)),
];

/** What can be found without the server: the products that have every word, in any language; those that are called so come first. */
export function findKnown(products: Iterable<Product>, words: string): Product[] {
  const wanted = plain(words).split(/\s+/u).filter(Boolean);
  return [...products]
    .map((product) => {
      const fields = sayings(product).map((field) => plain(field.join('\n')));
      const rank = Math.max(...wanted.map((word) => fields.findIndex((field) => field.includes(word))));
      const isFound = wanted.every((word) => fields.some((field) => field.includes(word)));
      return { product, rank, isFound };
    })
    .filter(({ isFound }) => isFound)
    .sort((a, b) => a.rank - b.rank)
    .map(({ product }) => product);
}

import MiniSearch from 'minisearch';
import type { Product } from '../../shared/model/catalogue.ts';
import type { LocalText } from '../../shared/model/localText.ts';
import type { Bus } from '../bus.ts';
import type { Log } from '../log.ts';
import type { Catalogue } from './catalogue.ts';
import { asWritten, type CategoryNames } from './categories.ts';

/** What is looked for: words in any language, and the shelf that they are looked for on. */
export type SearchQuery = {
  words: string;
  /** The reader's: what is called so in it comes first. */
  language?: string | undefined;
  category?: string | undefined;
  brand?: string | undefined;
  tag?: string | undefined;
  offset: number;
  limit: number;
};

/** What was found: the best first, or by slug when no words were given; how many there are of each category and brand. */
export type Found = { slugs: string[]; total: number; categories: CategoryFacet[]; brands: Facet[] };
export type Facet = { name: string; count: number };
/** `name` is what one asks by, `label` what it is called. */
export type CategoryFacet = Facet & { label: LocalText };

/** The search over what is on sale. */
export type Search = {
  find(query: SearchQuery): Found;
  /** Resolves when everything that was on sale at the start can be found. */
  ready: Promise<void>;
  close(): void;
};

type Entry = Pick<Product, 'slug' | 'name' | 'brand' | 'categories' | 'tags'>;

/** Products that are indexed at a time, so that nobody else waits long. */
const CHUNK = 50;
/** How much more a word counts that the name has in the reader's language. */
const OWN_TONGUE = 2;
/** Facets that are told. */
const FACETS = 30;
/** Words are cut as each language writes them; Chinese has no spaces between them (https://unicode.org/reports/tr29/). */
const words = new Intl.Segmenter('zh', { granularity: 'word' });
const CUT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The words of a text. */
export function wordsOf(text: string): string[] {
  if (!CUT.test(text)) return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
  return [...words.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

/** A word as it is compared: small, without accents and Arabic's short vowels. */
const plain = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

const textOf = (product: Product, nameOf: CategoryNames) => ({
  slug: product.slug,
  name: Object.values(product.name).join(' \n '),
  text: [product.text, product.materials].flatMap((text) => Object.values(text)).join(' \n '),
  shelf: [
    ...[product.brand, ...product.categories, ...product.tags],
    ...product.categories.flatMap((category) => Object.values(nameOf(category))),
  ].join(' \n '),
  sku: product.sku,
});

/** Opens the search: indexes the catalogue in slices, and follows what goes on and off sale. Categories are found by what they are called in any language. */
export function openSearch(
  catalogue: Catalogue,
  bus: Bus,
  log: Log,
  nameOf: CategoryNames = asWritten,
): Search {
  const index = new MiniSearch<ReturnType<typeof textOf>>({
    idField: 'slug',
    fields: ['name', 'text', 'shelf', 'sku'],
    tokenize: wordsOf,
    processTerm: plain,
    searchOptions: {
      boost: { name: 4, shelf: 2, sku: 6 },
      prefix: (term) => term.length > 1 || CUT.test(term),
      fuzzy: (term) => (term.length > 4 && !CUT.test(term) ? 1 : false),
      combineWith: 'AND',
    },
  });
  const shelf = new Map<string, Entry>();
  let closed = false;
  let work = Promise.resolve();
  const put = (product: Product): void => {
    if (index.has(product.slug)) index.replace(textOf(product, nameOf));
    else index.add(textOf(product, nameOf));
    const { slug, name, brand, categories, tags } = product;
    shelf.set(slug, { slug, name, brand, categories, tags });
  };
  /** A word that another language happens to have too, or that is a part of a name there, is not what the reader meant. */
  const inTongue = (language: string) => ({
    boostDocument: (slug: unknown, term: string): number => {
      const name = shelf.get(String(slug))?.name[language];
      return name && wordsOf(name).some((word) => plain(word) === term) ? OWN_TONGUE : 1;
    },
  });
  const fill = async (): Promise<void> => {
    for (let after = ''; !closed; ) {
      const page = await catalogue.list({ after, limit: CHUNK });
      for (const product of page) put(product);
      if (page.length < CHUNK) return;
      after = page.at(-1)!.slug;
      await new Promise((soon) => setImmediate(soon));
    }
  };
  const refresh = async (slug: string): Promise<void> => {
    const [product] = await catalogue.list({ slugs: [slug] });
    if (product) put(product);
    else if (shelf.delete(slug)) index.discard(slug);
  };
  /** One thing after another, so that the last word on a product is the newest. */
  const enqueue = (task: () => Promise<void>): Promise<void> => {
    work = work.then(task).catch((error) => log.error({ err: error }, 'the search index was not kept up'));
    return work;
  };
  const ready = enqueue(fill);
  const undo = bus.subscribe('product.changed', ({ slug }) => void enqueue(() => refresh(slug)));
  return {
    ready,
    find({ words: wanted, language = '', category, brand, tag, offset, limit }) {
      const asked = wordsOf(wanted).length > 0;
      const hits = asked
        ? index.search(wanted, inTongue(language)).map(({ id }) => String(id))
        : [...shelf.keys()].sort();
      const on = hits.filter((slug) => {
        const entry = shelf.get(slug);
        if (!entry) return false;
        return (
          (!category || entry.categories.includes(category)) &&
          (!brand || entry.brand === brand) &&
          (!tag || entry.tags.includes(tag))
        );
      });
      const entries = on.map((slug) => shelf.get(slug)!);
      return {
        slugs: on.slice(offset, offset + limit),
        total: on.length,
        categories: facets(entries.flatMap(({ categories }) => categories)).map((facet) => ({
          ...facet,
          label: nameOf(facet.name),
        })),
        brands: facets(entries.map((entry) => entry.brand)),
      };
    },
    close() {
      closed = true;
      undo();
    },
  };
}

/** How often each name stands in a list, the most frequent first. */
function facets(names: readonly string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, FACETS);
}

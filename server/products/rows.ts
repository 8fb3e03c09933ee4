import type { Selectable } from 'kysely';
import type { MadeModel, Offer, Product, ProductContent } from '../../shared/model/catalogue.ts';
import type { LocalText } from '../../shared/model/localText.ts';
import type { Level } from '../store/stock.ts';
import type { Tables } from '../store/tables.ts';

/** A version's own part of a row. */
export type VersionRow = Pick<
  Selectable<Tables['product_version']>,
  'product' | 'version' | 'content' | 'model'
>;

/** An offer as shoppers see it, with what is left of it. */
export function toOffer(row: Selectable<Tables['offer']>, { stock, incoming }: Level): Offer {
  return {
    sku: row.sku,
    variant: row.variant,
    part: row.part,
    label: row.label ? (JSON.parse(row.label) as LocalText) : null,
    price: { amount: row.price_amount, currency: row.price_currency },
    stock,
    selling: row.selling,
    incoming,
    readyAt: row.ready_at,
  };
}

/** A version's content. One of the time before `mount` stands on the floor. */
export const readContent = (text: string): ProductContent => ({
  mount: 'floor' as const,
  ...(JSON.parse(text) as Omit<ProductContent, 'mount'>),
});

/** Content and model of a version. */
export const toVersion = (row: VersionRow): { content: ProductContent; model: MadeModel } => ({
  content: readContent(row.content),
  model: JSON.parse(row.model) as MadeModel,
});

/** A version with its offers, the first first, as shoppers see it; the first offer that is no spare part names SKU and price. */
export function toProduct(row: VersionRow, offers: readonly Offer[]): Product {
  const { content, model } = toVersion(row);
  const own = offers.filter(({ part }) => part === '');
  return {
    slug: row.product,
    sku: own[0]?.sku ?? '',
    price: own[0]?.price ?? { amount: 0, currency: 'EUR' },
    ...(own[0] && { selling: own[0].selling, incoming: own[0].incoming, readyAt: own[0].readyAt }),
    stock: own.reduce((sum, { stock }) => sum + stock, 0),
    name: content.name,
    text: content.text,
    materials: content.materials,
    sizeMm: model.sizeMm,
    weightGrams: content.weightGrams,
    origin: content.origin,
    model: model.files.hero?.web?.url ?? model.original,
    thumbnail: content.pictures.thumbnail,
    standYaw: content.standYaw,
    mount: content.mount,
    version: row.version,
    files: model.files,
    brand: content.brand,
    categories: content.categories,
    tags: content.tags,
  };
}

import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../store/migrations.ts';

/** When the old house was at work. */
export const THEN = Date.UTC(2026, 10, 22, 12);

/** Where a database stood: products with a price and stock of their own, or with offers for each of their SKUs. */
export type Era = '0006-pins' | '0008-accounts';

type OldLine = { sku: string; product: string; name: string; unit: number; quantity: number };
type OldStatus = 'placed' | 'confirming' | 'paid' | 'declined' | 'cancelled';
type OldOrder = { id: string; visitor: string; status: OldStatus; ref: string | null; lines: OldLine[] };

const deer = (quantity: number): OldLine => ({
  ...{ sku: 'VT-SC-07', product: 'deer', name: 'Bronze deer', unit: 46_000, quantity },
});
const flacon = (quantity: number): OldLine => ({
  ...{ sku: 'VT-PF-04', product: 'flacon', name: 'Cedar and fig', unit: 11_800, quantity },
});
/** Variants were sold from the second era on, under one name. */
const refill: OldLine = {
  ...{ sku: 'VT-PF-04-RF', product: 'flacon', name: 'Cedar and fig, Refill', unit: 6900, quantity: 3 },
};

/** The orders of an old shop, one in each status, oldest first: the first is number 1. */
export const oldOrders = (era: Era): OldOrder[] => [
  {
    ...{ id: 'old-paid', visitor: 'ada', status: 'paid', ref: 'pay_1' },
    lines: era === '0006-pins' ? [flacon(1), deer(2)] : [flacon(1), refill, deer(2)],
  },
  { id: 'old-declined', visitor: 'ada', status: 'declined', ref: 'pay_2', lines: [deer(1)] },
  { id: 'old-cancelled', visitor: 'bo', status: 'cancelled', ref: null, lines: [flacon(2)] },
  { id: 'old-asked', visitor: 'bo', status: 'confirming', ref: 'pay_4', lines: [flacon(1)] },
  // One person could have several under way.
  { id: 'old-placed', visitor: 'bo', status: 'placed', ref: null, lines: [deer(1)] },
];

export const totalOf = ({ lines }: OldOrder): number =>
  lines.reduce((sum, { unit, quantity }) => sum + unit * quantity, 0);

const STOCK = 40;
const SKUS = [deer(1), flacon(1), refill];

/** Lays a database as an old version left it: its migrations only, and rows as its code wrote them. */
export async function layOldShop(db: Kysely<never>, era: Era): Promise<void> {
  const known = Object.fromEntries(Object.entries(migrations).filter(([name]) => name <= era));
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  await (era === '0006-pins' ? layProducts(db) : layOffers(db));
  for (const order of oldOrders(era)) await layOrder(db, order, era);
  const [column, value] = era === '0006-pins' ? ['product', 'deer'] : ['sku', 'VT-SC-07'];
  await sql`insert into cart_line (visitor, ${sql.ref(column!)}, quantity, changed_at)
    values ('ada', ${value}, 2, ${THEN})`.execute(db);
}

const TEXT = JSON.stringify({ en: 'Made by hand.' });
const pictureOf = (product: string): string => `/assets/products/${product}.webp`;

async function layProducts(db: Kysely<never>): Promise<void> {
  for (const { sku, product, name, unit } of [deer(1), flacon(1)]) {
    await sql`insert into product (slug, sku, name, text, materials, price_amount, price_currency, stock, width_mm,
        height_mm, depth_mm, weight_grams, origin, model, thumbnail, stand_yaw)
      values (${product}, ${sku}, ${JSON.stringify({ en: name })}, ${TEXT}, ${TEXT}, ${unit}, 'EUR', ${STOCK}, 300, 300,
        300, 900, 'DE', ${`/assets/products/${product}.glb`}, ${pictureOf(product)}, 0)`.execute(db);
    await sql`insert into stock_move (product, order_id, delta, reason, at)
      values (${product}, null, ${STOCK}, 'opening', ${THEN})`.execute(db);
  }
}

async function layOffers(db: Kysely<never>): Promise<void> {
  for (const { product, name } of [deer(1), flacon(1)]) {
    const picture = pictureOf(product);
    const content = {
      ...{ name: { en: name }, text: { en: 'Made by hand.' }, materials: { en: 'Bronze' }, care: { en: '' } },
      ...{ brand: '', categories: [], tags: [], weightGrams: 900, origin: 'DE', hsCode: '', attributes: [] },
      ...{ standYaw: 0, pictures: { thumbnail: picture, poster: picture, social: picture, turntable: null } },
      authoring: {
        hotspots: [],
        dimensions: [],
        explode: null,
        parts: [],
        variants: [],
        clips: [],
        stops: [],
      },
    };
    const file = {
      url: `/assets/products/${product}.glb`,
      bytes: 0,
      triangles: 0,
      vertices: 0,
      drawCalls: 0,
    };
    const files = { web: { ...file, textures: 0, textureBytes: 0 } };
    const model = {
      ...{
        files: { hero: files, far: files },
        original: file.url,
        usdz: '',
        sizeMm: [300, 300, 300],
        parts: [],
      },
      ...{ explode: { steps: 0, parts: [] }, variants: [], animations: [] },
    };
    await sql`insert into product (slug, published, latest, created_at, changed_at)
      values (${product}, 1, 1, ${THEN}, ${THEN})`.execute(db);
    await sql`insert into product_version (product, version, state, content, model, by, by_name, at, changed_at)
      values (${product}, 1, 'published', ${JSON.stringify(content)}, ${JSON.stringify(model)}, '', '', ${THEN}, ${THEN})`.execute(
      db,
    );
  }
  for (const [place, { sku, product, unit }] of SKUS.entries()) {
    await sql`insert into offer (sku, product, price_amount, price_currency, stock, place)
      values (${sku}, ${product}, ${unit}, 'EUR', ${STOCK}, ${place})`.execute(db);
    await sql`insert into stock_move (sku, order_id, delta, reason, at)
      values (${sku}, null, ${STOCK}, 'opening', ${THEN})`.execute(db);
  }
}

/** Stock was reserved when an order was placed, and given back when it was declined or cancelled. */
async function layOrder(db: Kysely<never>, order: OldOrder, era: Era): Promise<void> {
  const { id, visitor, status, ref, lines } = order;
  const address = { street: 'Main 1', postcode: '10115', city: 'Berlin', country: 'DE' };
  const prompt = status === 'confirming' ? 'bank' : null;
  await sql`insert into orders (id, visitor, idempotency_key, request_hash, status, name, email, address, total_amount,
      currency, payment_token, payment_ref, prompt, placed_at, changed_at)
    values (${id}, ${visitor}, ${`key-${id}`}, 'hash', ${status}, 'Ada Lovelace', ${`${visitor}@example.com`},
      ${JSON.stringify(address)}, ${totalOf(order)}, 'EUR', 'tok_1', ${ref}, ${prompt}, ${THEN}, ${THEN + 1000})`.execute(
    db,
  );
  const [table, column] =
    era === '0006-pins' ? (['product', 'product'] as const) : (['offer', 'sku'] as const);
  for (const { sku, product, name, unit, quantity } of lines) {
    await sql`insert into order_line (order_id, product, sku, name, unit_amount, quantity, total_amount)
      values (${id}, ${product}, ${sku}, ${name}, ${unit}, ${quantity}, ${unit * quantity})`.execute(db);
    const isBack = status === 'declined' || status === 'cancelled';
    for (const [delta, reason] of [[-quantity, 'reserved'], ...(isBack ? [[quantity, 'returned']] : [])]) {
      await sql`insert into stock_move (${sql.ref(column)}, order_id, delta, reason, at)
        values (${column === 'sku' ? sku : product}, ${id}, ${delta}, ${reason}, ${THEN})`.execute(db);
      await sql`update ${sql.table(table)} set stock = stock + ${delta} where sku = ${sku}`.execute(db);
    }
  }
}

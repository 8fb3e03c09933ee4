import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { engineOf, lay } from './ddl.ts';

/** A product as it was kept before it had versions and offers. */
type OldProduct = {
  slug: string;
  sku: string;
  name: string;
  text: string;
  materials: string;
  price_amount: number;
  price_currency: string;
  stock: number;
  width_mm: number;
  height_mm: number;
  depth_mm: number;
  weight_grams: number;
  origin: string;
  model: string;
  thumbnail: string;
  stand_yaw: number;
};

const TABLES = [
  `create table product_new (slug text primary key, published integer, latest integer not null default 1,
    created_at integer not null, changed_at integer not null) strict`,
  `create table product_version (product text not null references product (slug), version integer not null,
    state text not null check (state in ('draft', 'review', 'published', 'archived')), content text not null,
    model text not null, draft text not null default '', why text not null default '', by text not null,
    by_name text not null, at integer not null, changed_at integer not null, primary key (product, version)) strict`,
  `create table product_step (id integer primary key autoincrement, product text not null references product (slug),
    version integer not null, step text not null, why text not null, by text not null, by_name text not null,
    at integer not null) strict`,
  'create index product_step_by_product on product_step (product, id)',
  `create table offer (sku text primary key, product text not null references product (slug),
    variant text not null default '', part text not null default '', label text,
    price_amount integer not null check (price_amount >= 0), price_currency text not null,
    stock integer not null check (stock >= 0), place integer not null default 0,
    retired integer not null default 0 check (retired in (0, 1))) strict`,
  'create index offer_by_product on offer (product, place)',
  `create table draft (id text primary key, designer text not null, name text not null,
    state text not null check (state in ('uploading', 'waiting', 'working', 'ready', 'refused', 'cancelled')),
    files text not null, main text not null default '', options text not null, stop text, examination text, result text,
    packing integer not null default 0, bytes integer not null, created_at integer not null,
    changed_at integer not null) strict`,
  'create index draft_by_designer on draft (designer, changed_at)',
];

const MOVED = [
  `insert into offer (sku, product, price_amount, price_currency, stock)
    select sku, slug, price_amount, price_currency, stock from product`,
  `insert into product_new (slug, published, latest, created_at, changed_at) select slug, 1, 1, 0, 0 from product`,
  `create table cart_line_new (visitor text not null, sku text not null references offer (sku),
    quantity integer not null check (quantity between 1 and 99), changed_at integer not null,
    primary key (visitor, sku)) strict`,
  `insert into cart_line_new select visitor, offer.sku, quantity, changed_at from cart_line join offer using (product)`,
  'drop table cart_line',
  'alter table cart_line_new rename to cart_line',
  `create table order_line_new (order_id text not null references orders (id), product text not null, sku text not null,
    name text not null, unit_amount integer not null, quantity integer not null check (quantity > 0),
    total_amount integer not null, primary key (order_id, sku)) strict`,
  `insert into order_line_new select order_id, product, sku, name, unit_amount, quantity, total_amount from order_line`,
  'drop table order_line',
  'alter table order_line_new rename to order_line',
  `create table stock_move_new (id integer primary key autoincrement, sku text not null references offer (sku),
    order_id text references orders (id), delta integer not null, reason text not null, at integer not null) strict`,
  `insert into stock_move_new select stock_move.id, offer.sku, order_id, delta, reason, at
    from stock_move join offer using (product)`,
  'drop table stock_move',
  'alter table stock_move_new rename to stock_move',
  'create unique index stock_move_once on stock_move (order_id, sku, reason) where order_id is not null',
  'drop table product',
  'alter table product_new rename to product',
];

/** Products get versions, each with its own content and model; prices and stock move to offers, one for each SKU. */
export const productsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    if (engineOf(db) === 'postgres') return lay(db, onPostgres());
    const run = (statement: string) => sql.raw(statement).execute(db);
    // Tables that others refer to can only be laid anew while references are not looked at, and that only outside a transaction.
    await run('PRAGMA foreign_keys = OFF');
    await run('PRAGMA legacy_alter_table = ON');
    try {
      await run('begin immediate');
      for (const statement of TABLES) await run(statement);
      const { rows } = await sql<OldProduct>`select * from product`.execute(db);
      for (const row of rows) await insertVersion(db, row);
      for (const statement of MOVED) await run(statement);
      await run('commit');
    } catch (error) {
      await run('rollback').catch(() => undefined);
      throw error;
    } finally {
      await run('PRAGMA legacy_alter_table = OFF');
      await run('PRAGMA foreign_keys = ON');
    }
  },
};

/** No PostgreSQL has held products of the old kind: its tables are empty here, and are laid as they are in the end. */
function onPostgres(): string[] {
  const made = (name: string) =>
    [...TABLES, ...MOVED].find((each) => each.startsWith(`create table ${name} `))!;
  const renewed = ['cart_line', 'order_line', 'stock_move'];
  const inPlace = (name: string) => made(`${name}_new`).replace(`${name}_new`, name);
  return [
    'alter table stand drop constraint stand_product_fkey',
    ...[...renewed, 'product'].map((name) => `drop table ${name}`),
    inPlace('product'),
    ...TABLES.filter((each) => !each.startsWith('create table product_new ')),
    ...renewed.map(inPlace),
    ...MOVED.filter((each) => each.startsWith('create unique index ')),
    'alter table stand add foreign key (product) references product (slug)',
  ];
}

async function insertVersion(db: Kysely<unknown>, row: OldProduct): Promise<void> {
  const content = {
    name: JSON.parse(row.name),
    text: JSON.parse(row.text),
    materials: JSON.parse(row.materials),
    care: { en: '' },
    brand: '',
    categories: [],
    tags: [],
    weightGrams: row.weight_grams,
    origin: row.origin,
    hsCode: '',
    attributes: [],
    standYaw: row.stand_yaw,
    pictures: { thumbnail: row.thumbnail, poster: row.thumbnail, social: row.thumbnail, turntable: null },
    authoring: { hotspots: [], dimensions: [], explode: null, parts: [], variants: [], clips: [], stops: [] },
  };
  const file = (url: string) => ({
    url,
    bytes: 0,
    triangles: 0,
    vertices: 0,
    drawCalls: 0,
    textures: 0,
    textureBytes: 0,
  });
  const model = {
    files: {
      hero: { web: file(row.model) },
      far: { web: file(row.model.replace(/([^/]+)$/, 'low/$1')) },
    },
    original: row.model,
    usdz: '',
    sizeMm: [row.width_mm, row.height_mm, row.depth_mm],
    parts: [],
    explode: { steps: 0, parts: [] },
    variants: [],
    animations: [],
  };
  await sql`insert into product_version (product, version, state, content, model, by, by_name, at, changed_at)
    values (${row.slug}, 1, 'published', ${JSON.stringify(content)}, ${JSON.stringify(model)}, '', '', 0, 0)`.execute(
    db,
  );
}

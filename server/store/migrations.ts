import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Append only: a migration that has been released is never changed. Names sort in the order in which they run. */
export const migrations: Record<string, Migration> = {
  '0001-first-floor': {
    async up(db: Kysely<unknown>) {
      const tables = [
        'create table setting (key text primary key, value text not null) strict',
        `create table product (slug text primary key, sku text not null unique, name text not null, text text not null,
          materials text not null, price_amount integer not null check (price_amount >= 0), price_currency text not null,
          stock integer not null check (stock >= 0), width_mm integer not null, height_mm integer not null,
          depth_mm integer not null, weight_grams integer not null, origin text not null, model text not null,
          thumbnail text not null, stand_yaw real not null) strict`,
        `create table stand (showroom text not null, stand text not null, product text not null references product (slug),
          primary key (showroom, stand)) strict`,
        `create table cart_line (visitor text not null, product text not null references product (slug),
          quantity integer not null check (quantity between 1 and 99), changed_at integer not null,
          primary key (visitor, product)) strict`,
        `create table orders (number integer primary key autoincrement, id text not null unique, visitor text not null,
          idempotency_key text not null, request_hash text not null, status text not null, name text not null,
          email text not null, address text not null, total_amount integer not null check (total_amount >= 0),
          currency text not null, payment_token text not null, payment_ref text, prompt text,
          placed_at integer not null, changed_at integer not null, unique (visitor, idempotency_key)) strict`,
        'create index orders_by_visitor on orders (visitor, number)',
        'create index orders_by_status on orders (status, changed_at)',
        `create table order_line (order_id text not null references orders (id), product text not null, sku text not null,
          name text not null, unit_amount integer not null, quantity integer not null check (quantity > 0),
          total_amount integer not null, primary key (order_id, product)) strict`,
        `create table stock_move (id integer primary key autoincrement, product text not null references product (slug),
          order_id text references orders (id), delta integer not null, reason text not null, at integer not null) strict`,
        'create unique index stock_move_once on stock_move (order_id, product, reason) where order_id is not null',
      ];
      for (const statement of tables) await sql.raw(statement).execute(db);
    },
  },
  '0002-showrooms': {
    async up(db: Kysely<unknown>) {
      await sql
        .raw(
          `create table showroom (slug text primary key, scene text not null, name text not null, opens_at integer,
          colour text not null default '', fabric text not null default '',
          screen text not null default 'film' check (screen in ('film', 'slate')), logo blob,
          logo_type text check (logo_type in ('image/png', 'image/webp')), place integer not null,
          changed_at integer not null) strict`,
        )
        .execute(db);
    },
  },
};

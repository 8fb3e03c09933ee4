import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { keepFromChange } from './appendOnly.ts';
import { lay } from './ddl.ts';

const WAREHOUSES = [
  `create table warehouse (id text primary key, name text not null, country text not null,
    lead_days integer not null check (lead_days >= 0), kind text not null check (kind in ('stock', 'incoming')),
    place integer not null) strict`,
  "insert into warehouse (id, name, country, lead_days, kind, place) values ('main', 'Main warehouse', 'DE', 2, 'stock', 0)",
  "insert into warehouse (id, name, country, lead_days, kind, place) values ('incoming', 'To come', 'DE', 2, 'incoming', 100)",
  `create table stock_level (sku text not null references offer (sku), warehouse text not null references warehouse (id),
    quantity integer not null check (quantity >= 0), primary key (sku, warehouse)) strict`,
  "insert into stock_level (sku, warehouse, quantity) select sku, 'main', stock from offer",
  'alter table offer drop column stock',
  `alter table offer add column selling text not null default 'stock'
    check (selling in ('stock', 'backorder', 'preorder'))`,
  'alter table offer add column ready_at integer',
];

const PRICES = [
  `create table price_list (id text primary key, name text not null, market text not null, currency text not null,
    starts_at integer not null, ends_at integer, place integer not null default 0, rev integer not null default 1, changed_at integer not null) strict`,
  'create index price_list_by_market on price_list (market, currency)',
  `create table price (list text not null references price_list (id) on delete cascade,
    sku text not null references offer (sku), min_quantity integer not null check (min_quantity >= 1),
    amount integer not null check (amount >= 0), compare_amount integer check (compare_amount > amount),
    primary key (sku, list, min_quantity)) strict`,
  `create table exchange_rate (base text not null, quote text not null, rate text not null, date text not null,
    source text not null, primary key (base, quote, date)) strict`,
  `create table buyer_market (visitor text primary key, country text not null, region text not null,
    currency text not null, changed_at integer not null) strict`,
  'alter table cart_line add column ahead integer not null default 0',
  'alter table cart_line add column seen_amount integer',
  "alter table cart_line add column seen_currency text not null default ''",
  `create table cart_code (visitor text not null, code text not null, at integer not null,
    primary key (visitor, code)) strict`,
];

const PROMOTIONS = [
  `create table promotion (id text primary key, kind text not null check (kind in ('coupon', 'flash')),
    code text not null default '', title text not null, conditions text not null, effect text not null,
    limit_total integer check (limit_total > 0), limit_person integer check (limit_person > 0),
    limit_order integer check (limit_order > 0), starts_at integer not null, ends_at integer,
    used integer not null default 0 check (used >= 0), status text not null check (status in ('draft', 'on', 'off')),
    combines integer not null default 0, showroom text not null default '', created_at integer not null,
    changed_at integer not null, check (limit_total is null or used <= limit_total)) strict`,
  "create unique index promotion_code on promotion (code) where code <> ''",
  'create index promotion_on on promotion (status, showroom)',
  `create table promotion_use (promotion text not null references promotion (id), person text not null,
    used integer not null check (used >= 0), primary key (promotion, person)) strict`,
];

const ORDERS = [
  `create table orders_new (id text primary key, number text unique, visitor text not null, account text not null default '',
    status text not null, before text, market text not null,
    country text not null, region text not null, currency text not null, tax_included integer not null,
    language text not null default 'en', name text not null default '', email text not null default '', buyer text,
    delivery text, totals text not null, total_amount integer not null check (total_amount >= 0),
    refunded_amount integer not null default 0, uses text not null default '[]', consents text, declined text not null default '',
    showroom text not null default '', holds_until integer, placed_at integer, paid_at integer,
    created_at integer not null, changed_at integer not null,
    check (refunded_amount >= 0 and refunded_amount <= total_amount)) strict`,
  `create table order_line_new (order_id text not null references orders_new (id), line integer not null, product text not null,
    sku text not null, name text not null, label text, thumbnail text not null default '', quantity integer not null check (quantity > 0),
    unit_amount integer not null, compare_amount integer, discounts text not null default '[]', taxes text not null default '[]',
    total_amount integer not null, ahead integer not null default 0, ready_at integer, weight_grams integer not null default 0,
    hs_code text not null default '', origin text not null default '', primary key (order_id, sku)) strict`,
  `create table stock_move_new (id integer primary key autoincrement, sku text not null references offer (sku),
    warehouse text not null references warehouse (id), order_id text, delta integer not null,
    reason text not null, change_key text, at integer not null) strict`,
  `insert into stock_move_new (sku, warehouse, order_id, delta, reason, at)
    select sku, 'main', order_id, delta, reason, at from stock_move order by id`,
  `create table reservation (order_id text not null references orders_new (id), sku text not null references offer (sku),
    warehouse text not null references warehouse (id), quantity integer not null check (quantity > 0),
    primary key (order_id, sku, warehouse)) strict`,
  `create table payment (id text primary key, order_id text not null references orders_new (id), provider text not null,
    ref text, status text not null check (status in ('started', 'action', 'authorised', 'paid', 'failed', 'voided')),
    amount integer not null check (amount >= 0), currency text not null, token text not null default '', action text,
    idempotency_key text not null default '',
    reason text not null default '', created_at integer not null, changed_at integer not null) strict`,
];

const AFTERWARDS = [
  'drop table order_line',
  'drop table stock_move',
  'drop table orders',
  'alter table orders_new rename to orders',
  'alter table order_line_new rename to order_line',
  'alter table stock_move_new rename to stock_move',
  'create index stock_move_by_sku on stock_move (sku, warehouse)',
  'create index stock_move_by_order on stock_move (order_id)',
  'create unique index stock_move_by_key on stock_move (change_key) where change_key is not null',
  // Those from before have no language, and may be several.
  "create unique index order_open on orders (visitor) where status in ('cart', 'placed', 'authorised') and language <> ''",
  'create index payment_by_key on payment (idempotency_key)',
  'create index payment_by_order on payment (order_id)',
  "create index order_holding on orders (holds_until) where status in ('cart', 'placed', 'authorised')",
  'create index order_by_visitor on orders (visitor, created_at)',
  'create index order_by_email on orders (email)',
  'create index order_by_status on orders (status, placed_at)',
  'create index order_by_time on orders (placed_at)',
  'create index order_line_by_sku on order_line (sku)',
  "create unique index payment_live on payment (order_id) where status in ('started', 'action', 'authorised')",
  'create unique index payment_by_ref on payment (provider, ref) where ref is not null',
  `create table refund (id text primary key, order_id text not null references orders (id), payment text not null references payment (id),
    status text not null check (status in ('started', 'done', 'failed')), amount integer not null check (amount > 0),
    currency text not null, delivery_amount integer not null default 0, lines text not null, reason text not null,
    restock integer not null, idempotency_key text not null, ref text, attempts integer not null default 0, by text not null,
    at integer not null, changed_at integer not null, unique (order_id, idempotency_key)) strict`,
  "create index refund_started on refund (changed_at) where status = 'started'",
  `create table provider_event (provider text not null, id text not null, type text not null, ref text not null,
    at integer not null, handled_at integer, primary key (provider, id)) strict`,
  `create table ledger (id integer primary key autoincrement, at integer not null, debit text not null, credit text not null,
    amount integer not null check (amount > 0), currency text not null, order_id text not null, source text not null unique,
    check (debit <> credit)) strict`,
  'create index ledger_by_order on ledger (order_id)',
  `create table order_step (id integer primary key autoincrement, order_id text not null references orders (id), event text not null,
    from_status text not null, to_status text not null, by text not null, note text not null, at integer not null) strict`,
  'create index order_step_by_order on order_step (order_id, id)',
  `create table order_word (word text not null, placed_at integer not null, order_id text not null references orders (id),
    primary key (word, placed_at, order_id)) strict`,
  `create table shipment (id text primary key, order_id text not null references orders (id), carrier text not null,
    tracking text not null, url text not null, lines text not null, shipped_at integer not null, delivered_at integer) strict`,
  'create index shipment_by_order on shipment (order_id)',
  `create table order_return (id text primary key, order_id text not null references orders (id),
    status text not null check (status in ('asked', 'accepted', 'refused', 'received')), lines text not null,
    reason text not null, answer text not null default '', at integer not null, changed_at integer not null) strict`,
  'create index order_return_by_order on order_return (order_id)',
  `create table order_message (id text primary key, order_id text not null references orders (id),
    author text not null check (author in ('buyer', 'shop', 'note')), name text not null, text text not null,
    at integer not null, read_at integer) strict`,
  'create index order_message_by_order on order_message (order_id, at)',
  `create table order_mail (order_id text not null references orders (id), kind text not null, ref text not null,
    data text not null, attempts integer not null default 0, next_at integer not null, sent_at integer,
    primary key (order_id, kind, ref)) strict`,
  'create index order_mail_waiting on order_mail (next_at) where sent_at is null',
  `create table paper (number text primary key, kind text not null check (kind in ('invoice', 'credit-note')),
    order_id text not null references orders (id), ref text not null, data text not null, issued_at integer not null,
    unique (kind, order_id, ref)) strict`,
  'create table counter (name text primary key, value integer not null) strict',
  `create table tamper (id integer primary key autoincrement, at integer not null, visitor text not null, address text not null,
    path text not null, what text not null) strict`,
];

/** An order as it was kept before it had markets, taxes and parcels. */
type OldOrder = {
  id: string;
  number: number;
  visitor: string;
  idempotency_key: string;
  status: 'placed' | 'confirming' | 'paid' | 'declined' | 'cancelled';
  name: string;
  email: string;
  address: string;
  total_amount: number;
  currency: string;
  payment_ref: string | null;
  placed_at: number;
  changed_at: number;
};

const NEW_STATUS = {
  placed: 'placed',
  confirming: 'placed',
  paid: 'paid',
  declined: 'cancelled',
  cancelled: 'cancelled',
} as const;
const HOLD_MS = 10 * 60_000;

/** Prices get lists, stock gets warehouses, orders get checkout, payments, ledger, papers and all that follows. */
export const commerceMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await lay(db, [...WAREHOUSES, ...PRICES, ...PROMOTIONS, ...ORDERS]);
    const { rows } = await sql<OldOrder>`select * from orders`.execute(db);
    for (const row of rows) await moveOrder(db, row);
    await lay(db, AFTERWARDS);
    await keepFromChange(db, 'ledger');
  },
};

async function moveOrder(db: Kysely<unknown>, row: OldOrder): Promise<void> {
  const status = NEW_STATUS[row.status];
  const { id, currency, changed_at } = row;
  const money = (amount: number) => ({ amount, currency });
  const total = money(row.total_amount);
  const { street, postcode, city, country } = JSON.parse(row.address) as Record<string, string>;
  const address = {
    name: row.name,
    company: '',
    lines: [street],
    district: '',
    city,
    region: '',
    postcode,
    country,
  };
  const buyer = {
    email: row.email,
    phone: '',
    language: 'en',
    address,
    billing: null,
    taxNumber: '',
    note: '',
  };
  const totals = {
    goods: total,
    discount: money(0),
    delivery: money(0),
    taxes: [],
    tax: money(0),
    taxIncluded: true,
    total,
  };
  const paidAt = status === 'paid' ? changed_at : null;
  const holdsUntil = status === 'placed' ? row.placed_at + HOLD_MS : null;
  await sql`insert into orders_new (id, number, visitor, status, market, country, region, currency,
      tax_included, language, name, email, buyer, totals, total_amount, holds_until, placed_at, paid_at, created_at, changed_at)
    values (${id}, ${`V-${String(row.number).padStart(6, '0')}`}, ${row.visitor}, ${status}, 'eu',
      ${country}, '', ${currency}, 1, '', ${row.name}, ${row.email}, ${JSON.stringify(buyer)}, ${JSON.stringify(totals)},
      ${row.total_amount}, ${holdsUntil}, ${row.placed_at}, ${paidAt}, ${row.placed_at}, ${changed_at})`.execute(
    db,
  );
  const { rows: lines } = await sql<{ sku: string; name: string; quantity: number }>`
    select sku, name, quantity from order_line where order_id = ${id} order by sku`.execute(db);
  for (const [index, { sku, name, quantity }] of lines.entries()) {
    await sql`insert into order_line_new (order_id, line, product, sku, name, quantity, unit_amount, total_amount)
      select order_id, ${sql.lit(index)}, product, sku, ${JSON.stringify({ en: name })}, quantity, unit_amount, total_amount
      from order_line where order_id = ${id} and sku = ${sku}`.execute(db);
    if (status !== 'cancelled')
      await sql`insert into reservation (order_id, sku, warehouse, quantity) values (${id}, ${sku}, 'main', ${quantity})`.execute(
        db,
      );
  }
  const payment = {
    placed: row.status === 'confirming' ? 'action' : 'started',
    paid: 'paid',
    cancelled: 'failed',
  }[status];
  await sql`insert into payment (id, order_id, provider, ref, status, amount, currency, idempotency_key, created_at, changed_at)
    values (${id}, ${id}, 'test', ${row.payment_ref}, ${payment}, ${row.total_amount}, ${currency}, ${row.idempotency_key}, ${row.placed_at}, ${changed_at})`.execute(
    db,
  );
}

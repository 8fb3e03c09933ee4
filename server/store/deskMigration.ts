import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { lay } from './ddl.ts';

/** Which request was sent under which key. */
const KEYS = [
  `create table asked_once (path text not null, key text not null, digest text not null, at integer not null,
    primary key (path, key)) strict`,
  'create index asked_once_by_time on asked_once (at)',
];

const INDEXES = [
  // With the id, a page of a list is one stretch of its index, whatever it is filtered by.
  'drop index order_by_status',
  'drop index order_by_time',
  'create index order_by_status on orders (status, placed_at, id)',
  'create index order_by_time on orders (placed_at, id)',
  'create index order_by_market on orders (market, status, placed_at, id)',
  'create index order_by_payment on orders (paid_at, id)',
  'create index order_word_by_order on order_word (order_id, word)',
  "create index order_return_waiting on order_return (order_id) where status in ('asked', 'accepted')",
  "create index order_message_unread on order_message (order_id) where author = 'buyer' and read_at is null",
  'create index provider_event_waiting on provider_event (at) where handled_at is null',
  'create index product_by_change on product (changed_at desc, slug)',
];

/** By what the desk finds orders that were placed before it had words for them: number, mail and SKUs. */
const WORDS = ['lower(o.number)', 'lower(substr(o.number, 3))', 'lower(o.email)', 'lower(l.sku)'].map(
  (word) => `insert into order_word (word, placed_at, order_id)
    select distinct ${word}, o.placed_at, o.id from orders o join order_line l on l.order_id = o.id
    where o.placed_at is not null and o.number is not null and ${word} <> ''
    on conflict do nothing`,
);

/** What the desk lists, filters and searches by, at any number of orders. */
export const deskMigration: Migration = {
  up: (db: Kysely<unknown>) => lay(db, [...KEYS, ...INDEXES, ...WORDS]),
};

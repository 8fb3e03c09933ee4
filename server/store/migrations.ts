import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { accountsMigration } from './accountsMigration.ts';
import { keepFromChange } from './appendOnly.ts';
import { commerceMigration } from './commerceMigration.ts';
import { lay } from './ddl.ts';
import { deskMigration } from './deskMigration.ts';
import { layoutsMigration } from './layoutsMigration.ts';
import { oldOrdersMigration } from './oldOrdersMigration.ts';
import { productsMigration } from './productsMigration.ts';

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
      await lay(db, tables);
    },
  },
  '0002-showrooms': {
    async up(db: Kysely<unknown>) {
      await lay(db, [
        `create table showroom (slug text primary key, scene text not null, name text not null, opens_at integer,
          colour text not null default '', fabric text not null default '',
          screen text not null default 'film' check (screen in ('film', 'slate')), logo blob,
          logo_type text check (logo_type in ('image/png', 'image/webp')), place integer not null,
          changed_at integer not null) strict`,
      ]);
    },
  },
  '0003-events': {
    async up(db: Kysely<unknown>) {
      const tables = [
        `create table event (id text primary key, showroom text not null references showroom (slug), slug text not null unique,
          title text not null, text text not null, starts_at integer not null, ends_at integer not null, zone text not null,
          status text not null default 'draft'
            check (status in ('draft', 'scheduled', 'rehearsal', 'live', 'ended', 'replay')),
          access text not null default 'public' check (access in ('public', 'link', 'list')), access_key text not null,
          picture blob, picture_type text check (picture_type in ('image/png', 'image/webp', 'image/jpeg')),
          started_at integer, ended_at integer, created_at integer not null, changed_at integer not null,
          check (ends_at > starts_at)) strict`,
        "create unique index event_on_stage on event (showroom) where status in ('rehearsal', 'live')",
        'create index event_by_showroom on event (showroom, starts_at)',
        `create table event_item (id text primary key, event text not null references event (id) on delete cascade,
          position integer not null, kind text not null check (kind in ('talk', 'product', 'film')), title text not null,
          product text not null default '', planned_seconds integer not null check (planned_seconds > 0),
          started_at integer, ended_at integer) strict`,
        'create index event_item_by_event on event_item (event, position)',
        `create unique index event_item_running on event_item (event)
          where started_at is not null and ended_at is null`,
        `create table event_guest (event text not null references event (id) on delete cascade, email text not null,
          name text not null, language text not null, token text not null unique, invited_at integer,
          primary key (event, email)) strict`,
        `create table event_reminder (event text not null references event (id) on delete cascade, email text not null,
          kind text not null check (kind in ('invitation', 'confirmation', 'day', 'hour')), language text not null,
          token text not null, ticket text not null default '', attempts integer not null default 0,
          next_at integer not null default 0, sent_at integer, primary key (event, email, kind)) strict`,
        'create index event_reminder_waiting on event_reminder (sent_at, next_at)',
        'create index event_reminder_by_token on event_reminder (token)',
      ];
      await lay(db, tables);
    },
  },
  '0004-moderation': {
    async up(db: Kysely<unknown>) {
      const tables = [
        `create table sanction (id integer primary key autoincrement, kind text not null check (kind in ('mute', 'remove', 'ban')),
          visitor text not null, address text not null default '', name text not null, by_name text not null,
          reason text not null, at integer not null, until integer, lifted_at integer) strict`,
        'create index sanction_in_force on sanction (lifted_at, until)',
        `create table report (id integer primary key autoincrement, reporter text not null, reporter_name text not null,
          about text not null, showroom text not null, visitor text not null, name text not null, text text not null,
          reason text not null, words text not null, at integer not null, handled_at integer, unique (reporter, about)) strict`,
        'create table slow_mode (showroom text primary key, seconds integer not null check (seconds > 0)) strict',
        `create table audit (id integer primary key autoincrement, at integer not null, actor text not null,
          actor_name text not null, role text not null, verb text not null, target text not null, target_name text not null,
          showroom text not null, reason text not null) strict`,
      ];
      await lay(db, tables);
      await keepFromChange(db, 'audit', 'the audit log is only added to');
    },
  },
  '0005-recording': {
    async up(db: Kysely<unknown>) {
      const tables = [
        `create table recording (event text primary key, showroom text not null, started_at integer not null,
          ended_at integer, trim_from integer, trim_to integer, deleted_at integer,
          facts text not null) strict`,
        'create index recording_by_showroom on recording (showroom, started_at)',
        `create table recording_segment (id integer primary key autoincrement, event text not null references recording (event),
          feed text not null, kind text not null, name text not null, number integer not null, file text not null,
          codec text not null, started_at integer not null, duration_ms integer not null default 0,
          bytes integer not null default 0,
          state text not null check (state in ('open', 'closed', 'repaired', 'failed')),
          ready integer not null default 0 check (ready in (0, 1)), unique (event, feed, number)) strict`,
        `create table event_log (id integer primary key autoincrement, event text not null references recording (event),
          at integer not null, kind text not null, data text not null) strict`,
        'create index event_log_by_event on event_log (event, id)',
      ];
      await lay(db, tables);
    },
  },
  '0006-pins': {
    async up(db: Kysely<unknown>) {
      await lay(db, [
        "create table pin (showroom text primary key, stand text not null check (stand <> '')) strict",
      ]);
    },
  },
  '0007-products': productsMigration,
  '0008-accounts': accountsMigration,
  '0009-commerce': commerceMigration,
  '0010-desk': deskMigration,
  '0011-old-orders': oldOrdersMigration,
  '0012-layouts': layoutsMigration,
};

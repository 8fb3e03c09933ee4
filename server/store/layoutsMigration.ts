import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { lay } from './ddl.ts';

/** Layouts of people's own rooms, and the codes by which a cart goes to another device. */
export const layoutsMigration: Migration = {
  up: (db: Kysely<unknown>) =>
    lay(db, [
      `create table layout (id text primary key, visitor text not null, name text not null, content text not null,
        rev integer not null check (rev > 0), key text not null default '', created_at integer not null,
        saved_at integer not null) strict`,
      'create index layout_by_visitor on layout (visitor, saved_at, id)',
      `create table cart_handover (digest text primary key, visitor text not null, until integer not null,
        taken_by text not null default '', taken_at integer, bought text not null default '') strict`,
      'create index cart_handover_by_visitor on cart_handover (visitor)',
      'create index cart_handover_by_time on cart_handover (until)',
    ]),
};

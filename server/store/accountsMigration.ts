import type { Kysely } from 'kysely';
import { lay } from './ddl.ts';

/**
 * Accounts with what proves them, brands with their members, and invitations. The tables that the sign-in library writes
 * (`account…`) keep its times as ISO texts, on both engines: it compares them as texts.
 */
export const accountsMigration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await lay(db, [
      `create table account (id text primary key, name text not null, email text not null unique,
        email_verified integer not null check (email_verified in (0, 1)), image text, visitor text not null unique,
        language text not null default 'en', second_factor integer not null default 0 check (second_factor in (0, 1)),
        created_at text not null, updated_at text not null) strict`,
      `create table account_session (id text primary key, token text not null unique,
        account text not null references account (id) on delete cascade, expires_at text not null,
        address text, device text, seen_at integer, created_at text not null, updated_at text not null) strict`,
      'create index account_session_by_account on account_session (account)',
      `create table account_credential (id text primary key, provider text not null, subject text not null,
        account text not null references account (id) on delete cascade, access_token text, refresh_token text,
        id_token text, access_token_expires_at text, refresh_token_expires_at text, scope text, password text,
        created_at text not null, updated_at text not null, unique (provider, subject)) strict`,
      'create index account_credential_by_account on account_credential (account)',
      `create table account_proof (id text primary key, identifier text not null, value text not null,
        expires_at text not null, created_at text not null, updated_at text not null) strict`,
      'create index account_proof_by_identifier on account_proof (identifier)',
      `create table account_passkey (id text primary key, name text, public_key text not null,
        account text not null references account (id) on delete cascade, credential text not null unique,
        counter integer not null, device_type text not null, backed_up integer not null, transports text,
        aaguid text, created_at text) strict`,
      'create index account_passkey_by_account on account_passkey (account)',
      `create table account_second_factor (id text primary key, secret text not null, backup_codes text not null,
        account text not null unique references account (id) on delete cascade, verified integer,
        failures integer, locked_until text) strict`,
      `create table account_visitor (visitor text primary key, account text not null references account (id) on delete cascade,
        at integer not null) strict`,
      'create index account_visitor_by_account on account_visitor (account)',
      `create table brand (slug text primary key, second_factor integer not null default 0 check (second_factor in (0, 1)),
        created_at integer not null) strict`,
      "insert into brand (slug, created_at) values ('house', 0)",
      `create table member (brand text not null references brand (slug), account text not null references account (id) on delete cascade,
        role text not null check (role in ('designer', 'moderator', 'host', 'desk', 'owner')), since integer not null,
        by_account text, primary key (brand, account, role)) strict`,
      'create index member_by_account on member (account)',
      `create table invitation (id text primary key, digest text not null unique, brand text not null references brand (slug),
        roles text not null, email text not null default '', language text not null default 'en', by_account text,
        created_at integer not null, expires_at integer, used_at integer, used_by text) strict`,
      'create index invitation_by_brand on invitation (brand, created_at)',
      "alter table showroom add column brand text not null default 'house'",
    ]);
  },
};

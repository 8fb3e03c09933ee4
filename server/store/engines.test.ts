import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makePostgres, onEachEngine, openTestDatabase, postgresLacks } from '../testing/engines.ts';
import { ask, databasesOf } from '../testing/postgres.ts';
import { keepFromChange } from './appendOnly.ts';
import { inEngine, lay } from './ddl.ts';
import { literals } from './literals.ts';
import { type Database, openDatabase } from './open.ts';
import { setSetting, settingOf, settingOnce } from './settings.ts';
import { shapeOf } from './shape.ts';
import { isDuplicate, isStray, transaction } from './transaction.ts';

onEachEngine((open, engine) => {
  let db: Database;
  beforeEach(async () => {
    db = await open();
  });
  afterEach(() => db.destroy());

  test('[PG3] rows read for update are changed by one transaction after the other', async () => {
    await setSetting(db, 'count', '0');
    const add = () =>
      transaction(db, async (tx) => {
        const row = await tx
          .selectFrom('setting')
          .select('value')
          .where('key', '=', 'count')
          .forUpdate()
          .executeTakeFirstOrThrow();
        await setSetting(tx, 'count', String(Number(row.value) + 1));
      });
    await Promise.all(Array.from({ length: 12 }, add));
    expect(await settingOf(db, 'count')).toBe('12');
  });

  test('[PG3] work that others were in the way of is done anew; other errors come through at once', async () => {
    let tries = 0;
    const collision = Object.assign(
      new Error('busy'),
      engine === 'sqlite' ? { errcode: 5 } : { code: '40P01' },
    );
    const done = transaction(db, async (tx) => {
      await setSetting(tx, `try ${++tries}`, '');
      if (tries < 3) throw collision;
      return 'done';
    });
    expect(await done).toBe('done');
    expect(await settingOf(db, 'try 1')).toBeUndefined();
    tries = 0;
    const failing = transaction(db, async () => {
      tries++;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(tries).toBe(1);
  });

  test('[PG3] a duplicate and a stray reference are known as such', async () => {
    await db.insertInto('setting').values({ key: 'a', value: '' }).execute();
    const again = await db
      .insertInto('setting')
      .values({ key: 'a', value: '' })
      .execute()
      .catch((error) => error);
    const stray = await db
      .insertInto('stand')
      .values({ showroom: 'x', stand: 'y', product: 'z' })
      .execute()
      .catch((error) => error);
    expect([again, stray].map((error) => [isDuplicate(error), isStray(error)])).toEqual([
      [true, false],
      [false, true],
    ]);
  });

  test('[PG2] what is only added to refuses to be changed and deleted, in its own words', async () => {
    await lay(db as never, [
      'create table note (id integer primary key autoincrement, words text not null) strict',
    ]);
    await keepFromChange(db as never, 'note');
    await sql`insert into note (words) values ('said')`.execute(db);
    for (const change of [sql`update note set words = ''`, sql`delete from note`])
      await expect(change.execute(db)).rejects.toThrow('note is only added to');
    expect((await sql`select id, words from note`.execute(db)).rows).toEqual([{ id: 1, words: 'said' }]);
    await sql`drop table note`.execute(db);
  });

  test('[PG1] numbers come as numbers, bytes as bytes, texts in the order of their code points', async () => {
    const bytes = new Uint8Array([0, 1, 255]);
    const showroom = { slug: 'a', scene: '', name: '', place: 2 ** 53 - 1, changed_at: 0, logo: bytes };
    await db
      .insertInto('showroom')
      .values({ ...showroom, logo_type: 'image/png' })
      .execute();
    const row = await db.selectFrom('showroom').select(['place', 'logo']).executeTakeFirstOrThrow();
    expect(row).toEqual({ place: 2 ** 53 - 1, logo: bytes });
    expect(row.logo!.constructor).toBe(Uint8Array);
    const sums = await db
      .selectFrom('showroom')
      .select(({ fn }) => [fn.countAll().as('n'), fn.sum('changed_at').as('sum')])
      .executeTakeFirstOrThrow();
    expect(sums).toEqual({ n: 1, sum: 0 });
    await sql`update showroom set changed_at = 9007199254740993`.execute(db);
    await expect(db.selectFrom('showroom').select('changed_at').execute()).rejects.toThrow(RangeError);
    for (const key of ['ä', 'b', 'B', 'a', '_']) await setSetting(db, key, '');
    const keys = await db.selectFrom('setting').select('key').orderBy('key').execute();
    expect(keys.map(({ key }) => key)).toEqual(['B', '_', 'a', 'b', 'ä']);
  });
});

test('[PG2] SQLite’s words become those of PostgreSQL, and names stay', () => {
  const statement =
    'create table t (text text not null, a text, b text references x (text), c integer check (c > 0), d blob, unique (a, text)) strict';
  expect(inEngine('sqlite', statement)).toBe(statement);
  expect(inEngine('postgres', statement)).toBe(
    'create table t (text text collate "C" not null, a text collate "C", b text collate "C" references x (text), ' +
      'c bigint check (c > 0), d bytea, unique (a, text))',
  );
});

describe.skipIf(postgresLacks)('PostgreSQL', () => {
  let made: Awaited<ReturnType<typeof makePostgres>>;
  beforeEach(async () => {
    made = await makePostgres(true);
  });
  afterEach(() => made.drop());

  test('[PG2] after all migrations both engines have the same tables, columns, keys, indexes and references', async () => {
    const [lite, full] = [await openTestDatabase('sqlite'), await openTestDatabase('postgres')];
    const [here, there] = [await shapeOf(lite as never), await shapeOf(full as never)];
    expect(there).toEqual(here);
    expect(Object.keys(here).length).toBeGreaterThan(20);
    await Promise.all([lite.destroy(), full.destroy()]);
  });

  test('[PG2] processes that start at once on an empty database do not collide', async () => {
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase('', made.url, 1)));
    const applied = await sql`select count(*) as n from kysely_migration`.execute(opened[3]!);
    expect(applied.rows).toEqual([{ n: expect.any(Number) }]);
    await Promise.all(opened.map((db) => db.destroy()));
  });

  test('[PG1] who can not be reached, or does not let us in, is told in words and without the password', async () => {
    const wrong = (change: (url: URL) => void) => {
      const url = new URL(made.url);
      change(url);
      return openDatabase('', url.href).catch((error: Error) => `${error.constructor.name} ${error.message}`);
    };
    const words = await Promise.all([
      wrong((url) => {
        url.port = '1';
      }),
      wrong((url) => {
        url.password = 'secret-but-wrong';
      }),
      wrong((url) => {
        url.pathname = 'nowhere';
      }),
    ]);
    expect(words[0]).toMatch(/^ConfigError DATABASE_URL=.*nothing listens there/);
    expect(words[1]).toMatch(/^ConfigError DATABASE_URL=.*the password is wrong/);
    expect(words[2]).toMatch(/^ConfigError DATABASE_URL=.*no such database/);
    expect(words.join()).not.toContain('secret');
  });

  test('[PG1] a connection that breaks costs what was going on over it alone, and the next one works', async () => {
    const db = await openDatabase('', made.url, 2);
    const killAll = () =>
      ask(
        made.url,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    await settingOnce(db, 'a', () => '1');
    await killAll();
    const idle = await Promise.allSettled([settingOf(db, 'a'), settingOf(db, 'a')]);
    expect(idle.length).toBe(2);
    const midway = transaction(db, async (tx) => {
      await setSetting(tx, 'a', '2');
      await killAll();
      await setSetting(tx, 'a', '3');
    });
    await expect(midway).rejects.toThrow();
    // The other connection may be found broken first: each costs one call at most.
    const calls = await Promise.allSettled([settingOf(db, 'a'), settingOf(db, 'a')]);
    expect(calls.length).toBe(2);
    expect(await settingOf(db, 'a')).toBe('1');
    await db.destroy();
  });

  test('[PG3] two that wait for each other: both are done in the end', async () => {
    const db = await openDatabase('', made.url, 4);
    for (const key of ['a', 'b']) await setSetting(db, key, '');
    const both = (first: string, second: string) =>
      transaction(db, async (tx) => {
        await setSetting(tx, first, first + second);
        await sql`select pg_sleep(0.05)`.execute(tx);
        await setSetting(tx, second, first + second);
      });
    await Promise.all([both('a', 'b'), both('b', 'a')]);
    expect(await settingOf(db, 'a')).toBe(await settingOf(db, 'b'));
    await db.destroy();
  });

  test('[PG7] a list that is looked for is one parameter, and an index over some rows is used for words of our own', async () => {
    const db = await openTestDatabase('postgres');
    const among = db.selectFrom('setting').select('key').where('key', 'in', ['a', 'b\0', 'c']);
    expect(among.compile()).toMatchObject({
      sql: 'select "key" from "setting" where "key" = any($1)',
      parameters: [['a', 'b\0', 'c']],
    });
    await db
      .insertInto('setting')
      .values(['a', 'b', 'd'].map((key) => ({ key, value: 'x' })))
      .execute();
    expect((await among.orderBy('key').execute()).map(({ key }) => key)).toEqual(['a', 'b']);
    const none = db.selectFrom('setting').select('key').where('key', 'in', []);
    expect(await none.execute()).toEqual([]);
    const open = db
      .selectFrom('orders')
      .select('id')
      .where('status', 'in', literals('cart', 'placed', 'authorised'))
      .where('holds_until', '<', 1);
    const plan = await open.explain<{ 'QUERY PLAN': string }>();
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('order_holding');
    await db.destroy();
  });

  test('[PG1] a text with U+0000 is kept without it, and found with it', async () => {
    for (const url of [made.url, '']) {
      const db = await openDatabase(':memory:', url, 1);
      await setSetting(db, 'a\0b', 'c\0');
      expect([await settingOf(db, 'a\0b'), await settingOf(db, 'ab')]).toEqual(['c', 'c']);
      await db.destroy();
    }
  });

  test('[PG1] a database of another encoding is refused', async () => {
    const url = new URL(made.url);
    const server = databasesOf(url.href);
    url.pathname = 'latin';
    await ask(server.url, "create database latin encoding 'LATIN1' locale 'C' template template0");
    await expect(openDatabase('', url.href)).rejects.toThrow('it has to be UTF8');
    await server.dropDatabase(url.href);
  });
});

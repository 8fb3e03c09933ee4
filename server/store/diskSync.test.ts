import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiskSync, openDiskSync, shareSyncs } from './diskSync.ts';
import { Adapter, SqliteDriver } from './sqliteDriver.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-disk-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A disk that is as slow as the test wants it. */
function slowDisk() {
  const waiting: PromiseWithResolvers<void>[] = [];
  let begun = 0;
  const synced = shareSyncs(() => {
    begun++;
    const one = Promise.withResolvers<void>();
    waiting.push(one);
    return one.promise;
  });
  return {
    disk: { synced, close: async () => undefined },
    begun: () => begun,
    done: () => waiting.shift()!.resolve(),
    fail: () => waiting.shift()!.reject(new Error('the plug was pulled')),
  };
}

/** A database whose commits go to a disk of the test. */
function openOn(disk: DiskSync) {
  const database = new DatabaseSync(join(folder, 'db'));
  database.exec('PRAGMA journal_mode = WAL; create table t (a integer primary key) strict');
  const driver = new SqliteDriver(database, disk);
  class Dialect extends SqliteDialect {
    override createDriver = () => driver;
    override createAdapter = () => new Adapter();
  }
  return new Kysely<{ t: { a: number } }>({ dialect: new Dialect({ database: undefined as never }) });
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('[DB6] what is written resolves only once it is on the disk; others go on meanwhile and share the next sync', async () => {
  const { disk, begun, done } = slowDisk();
  const db = openOn(disk);
  const resolved: number[] = [];
  const write = (a: number) =>
    db
      .transaction()
      .execute((tx) => tx.insertInto('t').values({ a }).execute())
      .then(() => resolved.push(a));
  const all = [write(1)];
  await turns();
  all.push(
    write(2),
    write(3),
    db
      .insertInto('t')
      .values({ a: 4 })
      .execute()
      .then(() => resolved.push(4)),
  );
  await turns();
  expect(await db.selectFrom('t').select('a').execute()).toHaveLength(4);
  expect([begun(), resolved]).toEqual([1, []]);
  done();
  await turns();
  expect([begun(), resolved]).toEqual([2, [1]]);
  done();
  await Promise.all(all);
  expect([begun(), resolved.sort()]).toEqual([2, [1, 2, 3, 4]]);
  await db.destroy();
});

test('[DB6] a disk that failed is not believed again', async () => {
  const { disk, fail } = slowDisk();
  const db = openOn(disk);
  const first = db.insertInto('t').values({ a: 1 }).execute();
  const told = expect(first).rejects.toThrow('the plug was pulled');
  await turns();
  fail();
  await told;
  await expect(db.insertInto('t').values({ a: 2 }).execute()).rejects.toThrow('failed before');
  await db.destroy();
});

test('[DB6] a transaction that fails lets the next one go on; several statements of one connection keep together', async () => {
  const db = openOn(openDiskSync(join(folder, 'db-wal')));
  const failing = db.transaction().execute(async (tx) => {
    await tx.insertInto('t').values({ a: 1 }).execute();
    await tx.insertInto('t').values({ a: 1 }).execute();
  });
  const next = db.transaction().execute((tx) => tx.insertInto('t').values({ a: 2 }).execute());
  await expect(failing).rejects.toThrow('UNIQUE');
  await next;
  await db.connection().execute(async (one) => {
    await one.insertInto('t').values({ a: 3 }).execute();
    await one.transaction().execute((tx) => tx.insertInto('t').values({ a: 4 }).execute());
    await one.executeQuery(CompiledQuery.raw('delete from t where a = 2'));
  });
  expect(await db.selectFrom('t').select('a').execute()).toEqual([{ a: 3 }, { a: 4 }]);
  await db.destroy();
});

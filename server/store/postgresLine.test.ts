import { describe, expect, test } from 'vitest';
import { openTestDatabase, postgresLacks } from '../testing/engines.ts';
import { later } from './later.ts';
import type { Database } from './open.ts';

const write = (tx: Database, key: string) => tx.insertInto('setting').values({ key, value: 'x' });
const keys = async (db: Database) =>
  (await db.selectFrom('setting').select('key').orderBy('key').execute()).map(({ key }) => key);

describe.skipIf(postgresLacks)('on postgres', () => {
  test('[PG7] what may travel later is there when the next statement is answered, and when the transaction is over', async () => {
    const db = await openTestDatabase('postgres');
    await db.transaction().execute(async (tx) => {
      await later(tx, write(tx, 'a'));
      await later(tx, write(tx, 'b'));
      expect(await keys(tx)).toEqual(['a', 'b']);
      await later(tx, write(tx, 'c'));
    });
    expect(await keys(db)).toEqual(['a', 'b', 'c']);
    await db.destroy();
  });

  test('[PG7] what goes wrong with it undoes the transaction and is told, by the next statement or by the commit', async () => {
    const db = await openTestDatabase('postgres');
    const twice = (more: (tx: Database) => Promise<unknown>) =>
      db.transaction().execute(async (tx) => {
        await later(tx, write(tx, 'a'));
        await later(tx, write(tx, 'a'));
        await more(tx);
      });
    await expect(twice(keys)).rejects.toMatchObject({ code: '23505' });
    await expect(twice(async () => undefined)).rejects.toMatchObject({ code: '23505' });
    await expect(
      db.transaction().execute(async (tx) => {
        await later(tx, write(tx, 'a'));
        throw new Error('changed our mind');
      }),
    ).rejects.toThrow('changed our mind');
    expect(await keys(db)).toEqual([]);
    await db.destroy();
  });

  test('[PG7] outside of a transaction nothing travels later', async () => {
    const db = await openTestDatabase('postgres');
    await later(db, write(db, 'a'));
    expect(await keys(db)).toEqual(['a']);
    await db.destroy();
  });
});

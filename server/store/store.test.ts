import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { seedCatalogue } from '../products/seed.ts';
import { onEachEngine } from '../testing/engines.ts';
import { openDatabase } from './open.ts';
import { settingOnce } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SEED = 'assets/products/catalogue.json';

test('[DB1] a database is opened in a folder that is not there yet, and again with all that was in it', async () => {
  const deep = join(folder, 'deep', 'data');
  const first = await openDatabase(deep);
  await settingOnce(first, 'key', () => 'kept');
  await first.destroy();
  expect(statSync(join(deep, 'vitrine.sqlite')).isFile()).toBe(true);
  const second = await openDatabase(deep);
  expect(await settingOnce(second, 'key', () => 'other')).toBe('kept');
  await second.destroy();
});

test('[DB2] what is written survives a crash, and rows keep their references', async () => {
  const db = await openDatabase(folder);
  const pragma = async (name: string) =>
    Object.values((await sql.raw(`pragma ${name}`).execute(db)).rows[0] as object)[0];
  expect([await pragma('journal_mode'), await pragma('foreign_keys')]).toEqual(['wal', 1]);
  const stray = { showroom: 'atelier', stand: 'stand-1', product: 'unicorn' };
  await expect(db.insertInto('stand').values(stray).execute()).rejects.toThrow('FOREIGN KEY');
  await db.destroy();
});

onEachEngine((open) => {
  test('[DB3] a setting is made once, also when many ask for it at the same time', async () => {
    const db = await open();
    let made = 0;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => settingOnce(db, 'secret', () => `value ${++made}`)),
    );
    expect(new Set(answers).size).toBe(1);
    await db.destroy();
  });

  test('[DB4] a transaction that fails leaves nothing, and the next one goes on', async () => {
    const db = await open();
    const failing = db.transaction().execute(async (tx) => {
      await tx.insertInto('setting').values({ key: 'a', value: 'x' }).execute();
      throw new Error('changed our mind');
    });
    await expect(failing).rejects.toThrow('changed our mind');
    expect(await db.selectFrom('setting').selectAll().execute()).toEqual([]);
    await db
      .transaction()
      .execute((tx) => tx.insertInto('setting').values({ key: 'a', value: 'y' }).execute());
    expect(await db.selectFrom('setting').selectAll().execute()).toEqual([{ key: 'a', value: 'y' }]);
    await db.destroy();
  });

  test('[DB5] stock can not be stored below nothing, whatever asks for it', async () => {
    const db = await open();
    await seedCatalogue(db, SEED, 'atelier', 0);
    await expect(db.updateTable('stock_level').set({ quantity: -1 }).execute()).rejects.toThrow(/check/i);
    await db.destroy();
  });

  test('[PR2] an empty catalogue is filled once, with an opening move for each product', async () => {
    const db = await open();
    await seedCatalogue(db, SEED, 'atelier', 0);
    await db.updateTable('stock_level').set({ quantity: 1 }).where('sku', '=', 'VT-SC-07').execute();
    await seedCatalogue(db, SEED, 'atelier', 0);
    const offers = await db.selectFrom('stock_level').select(['sku', 'quantity']).execute();
    const moves = await db.selectFrom('stock_move').select(['sku', 'reason']).execute();
    expect(offers.length).toBeGreaterThanOrEqual(6);
    expect(offers.find(({ sku }) => sku === 'VT-SC-07')!.quantity).toBe(1);
    expect(moves.map(({ sku }) => sku).sort()).toEqual(offers.map(({ sku }) => sku).sort());
    expect(new Set(moves.map(({ reason }) => reason))).toEqual(new Set(['opening']));
    await db.destroy();
  });
});

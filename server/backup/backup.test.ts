import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { seedCatalogue } from '../products/seed.ts';
import { seedShowrooms } from '../showrooms/seed.ts';
import type { Engine } from '../store/ddl.ts';
import { openDatabase } from '../store/open.ts';
import { shapeOf } from '../store/shape.ts';
import { makePostgres, postgresLacks } from '../testing/engines.ts';
import { backUp } from './backUp.ts';
import { BackupError } from './error.ts';
import { ENTRIES, type Manifest } from './manifest.ts';
import type { Place } from './place.ts';
import { restore } from './restore.ts';
import { only, readTar, writeTar } from './tar.ts';

/** Each opens several databases, and some start processes. */
vi.setConfig({ testTimeout: 60_000 });

let root: string;
const undo: (() => Promise<void>)[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vitrine-backup-'));
});
afterEach(async () => {
  for (const step of undo.splice(0)) await step();
  rmSync(root, { recursive: true, force: true });
});

let places = 0;
/** An empty place of an engine; one that is about to be filled is migrated already. */
async function emptyPlace(engine: Engine, filled = false): Promise<Place> {
  const folder = join(root, `house-${++places}`);
  mkdirSync(folder);
  if (engine === 'sqlite') return { folder };
  const { url, drop } = await makePostgres(!filled);
  undo.push(drop);
  return { folder, url };
}

const LONG = `products/files/${'a'.repeat(120)}/ä b.glb`;

/** A SQLite place with something of each kind in it, made once. */
let model: Promise<Place> | undefined;
const home = mkdtempSync(join(tmpdir(), 'vitrine-backup-model-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A place with something of each kind in it. */
async function filledPlace(engine: Engine): Promise<Place> {
  const place = await emptyPlace(engine, true);
  if (place.url) return fill(place);
  model ??= fill({ folder: home });
  cpSync((await model).folder, place.folder, { recursive: true });
  return place;
}

async function fill(place: Place): Promise<Place> {
  const db = await openDatabase(place.folder, place.url, 2);
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', 1);
  await seedShowrooms(db, 'scenes/showrooms.json', 1);
  const logo = new Uint8Array([0, 1, 2, 255]);
  await db
    .updateTable('showroom')
    .set({ logo, logo_type: 'image/png', changed_at: 2 ** 53 - 1, name: '{"en":"“Ä\\u0000\\n”"}' })
    .where('slug', '=', 'atelier')
    .execute();
  const entry = {
    at: 1,
    actor: 'a',
    actor_name: 'A',
    role: 'host',
    target: '',
    target_name: '',
    showroom: '',
  };
  for (const reason of ['1', '2', '3'])
    await db
      .insertInto('audit')
      .values({ ...entry, verb: 'slow', reason })
      .execute();
  await db.insertInto('report').values(report('gone')).execute();
  await db.deleteFrom('report').execute();
  await db.destroy();
  for (const [path, bytes] of [
    [LONG, 'model'],
    ['products/files/empty', ''],
    ['products/jobs/passing', 'not kept'],
    ['products/phones/made.glb', 'not kept'],
    ['recordings/e/f/1.mkv', 'x'.repeat(300_000)],
    ['outbox/1.eml', 'mail'],
  ] as const) {
    mkdirSync(join(place.folder, path, '..'), { recursive: true });
    writeFileSync(join(place.folder, path), bytes);
  }
  const payments = new DatabaseSync(join(place.folder, 'test-payments.sqlite'));
  payments.exec("PRAGMA journal_mode = WAL; create table t (a); insert into t values ('paid')");
  payments.close();
  return place;
}

const report = (about: string) => ({
  ...{ reporter: 'r', reporter_name: '', about, showroom: '', visitor: '', name: '', text: '' },
  ...{ reason: 'spam' as const, words: '', at: 0, handled_at: null },
});

/** All that a place holds, in words to compare. */
async function contentOf({ folder, url }: Place) {
  const db = await openDatabase(folder, url, 2);
  const tables: Record<string, unknown[]> = {};
  for (const [name, { primary }] of Object.entries(await shapeOf(db as never))) {
    const { rows } = await sql<{ key: string }>`select * from ${sql.table(name)}
      order by ${sql.raw(primary.map((column) => `"${column}"`).join())}`.execute(db);
    tables[name] = rows.filter(({ key }) => key !== 'restored');
  }
  await db.destroy();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/sqlite|jobs|phones/.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file.slice(folder.length), readFileSync(file, 'utf8')]);
  const payments = new DatabaseSync(join(folder, 'test-payments.sqlite'));
  const paid = payments.prepare('select a from t').all();
  payments.close();
  return { tables, files, paid };
}

/** Every entry of an archive, changed and written anew with a fitting seal when a test asks for it. */
async function rewritten(archive: string, change: (name: string, bytes: Buffer) => Buffer | undefined) {
  const to = `${archive}.changed`;
  const [from, out] = [await open(archive), await open(to, 'w')];
  const tar = writeTar(out);
  let seal = '';
  for await (const entry of readTar(from)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry.pieces()) pieces.push(piece);
    const bytes = entry.name === ENTRIES.seal ? Buffer.from(seal) : change(entry.name, Buffer.concat(pieces));
    if (bytes) seal = await tar.add(entry.name, bytes.length, only(bytes));
  }
  await tar.end();
  await Promise.all([from.close(), out.close()]);
  return to;
}

const ENGINES: Engine[] = postgresLacks ? ['sqlite'] : ['sqlite', 'postgres'];
const WAYS = ENGINES.flatMap((from) => ENGINES.map((to) => [from, to] as const));

describe.each(WAYS)('from %s to %s', (from, to) => {
  test('[BU1] all records come back as they were, numbers go on, and what is only added to still is', async () => {
    const source = await filledPlace(from);
    const archive = join(root, 'one.tar');
    const manifest = await backUp(source, archive);
    expect(manifest.files.map(({ path }) => path)).toContain(LONG);
    const target = await emptyPlace(to);
    await restore(target, archive);
    expect(await contentOf(target)).toEqual(await contentOf(source));
    const counted = ({ tables }: Manifest) =>
      tables.map(({ name, rows, counter }) => [name, name === 'setting' ? 0 : rows, counter]);
    expect(counted(await backUp(target, join(root, 'two.tar')))).toEqual(counted(manifest));
    const db = await openDatabase(target.folder, target.url, 2);
    const { id } = await db
      .insertInto('report')
      .values(report('new'))
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(id).toBe(2);
    await expect(db.deleteFrom('audit').execute()).rejects.toThrow('only added to');
    const stray = { showroom: 'x', stand: 'y', product: 'unicorn' };
    await expect(db.insertInto('stand').values(stray).execute()).rejects.toThrow(/foreign key/i);
    await db.destroy();
    expect(readdirSync(target.folder).filter((name) => name.startsWith('.restore'))).toEqual([]);
  });
});

describe.each(ENGINES)('on %s', (engine) => {
  test('[BU2] a place that is not empty is left alone, unless one insists; then all of it gives way', async () => {
    const [source, target] = [await filledPlace('sqlite'), await filledPlace(engine)];
    writeFileSync(join(target.folder, 'outbox', 'other.eml'), 'other');
    const archive = join(root, 'one.tar');
    await backUp(source, archive);
    const before = await contentOf(target);
    await expect(restore(target, archive)).rejects.toThrow('is not empty');
    expect(await contentOf(target)).toEqual(before);
    await restore(target, archive, true);
    expect(await contentOf(target)).toEqual(await contentOf(source));
    await expect(backUp(source, archive)).rejects.toThrow('is there already');
  });

  test('[BU3] an archive that is damaged, cut, or of another version is refused, and nothing changes', async () => {
    const target = await filledPlace(engine);
    const archive = join(root, 'one.tar');
    await backUp(target, archive);
    const before = await contentOf(target);
    const whole = readFileSync(archive);
    const refused = async (file: string, words: RegExp) => {
      const error = await restore(target, file, true).catch((reason) => reason);
      expect(error).toBeInstanceOf(BackupError);
      expect(error.message).toMatch(words);
    };
    const bad = join(root, 'bad.tar');
    for (const at of [0, 130, 600, whole.length - 1100, whole.length - 1, Math.floor(whole.length / 2)]) {
      const flipped = Buffer.from(whole);
      flipped[at]! ^= 1;
      writeFileSync(bad, flipped);
      await refused(bad, /damaged|does not belong/);
    }
    for (const length of [0, 512, whole.length - 512, whole.length - 4096, 100_000]) {
      writeFileSync(bad, whole.subarray(0, length));
      await refused(bad, /damaged/);
    }
    await refused(
      await rewritten(archive, (name, bytes) => (name.endsWith('.eml') ? undefined : bytes)),
      /1\.eml is missing/,
    );
    const saying = (change: (manifest: Manifest) => object) =>
      rewritten(archive, (name, bytes) =>
        name === ENTRIES.manifest ? Buffer.from(JSON.stringify(change(JSON.parse(String(bytes))))) : bytes,
      );
    const newer = (manifest: Manifest) => ({
      ...manifest,
      migrations: [...manifest.migrations, '9999-later'],
    });
    await refused(await saying(newer), /newer version \(9999-later\)/);
    const older = (manifest: Manifest) => ({ ...manifest, migrations: manifest.migrations.slice(0, -1) });
    await refused(await saying(older), /older version/);
    await refused(await saying((manifest) => ({ ...manifest, format: 2 })), /another format/);
    await refused(join(root, 'none.tar'), /There is no file/);
    const out = join(root, 'out.tar');
    const file = await open(out, 'w');
    const tar = writeTar(file);
    await tar.add('files/products/../../escaped', 1, only(Buffer.from('x')));
    await tar.end();
    await file.close();
    await refused(out, /does not belong/);
    expect(existsSync(join(target.folder, '..', 'escaped'))).toBe(false);
    expect(await contentOf(target)).toEqual(before);
  });

  test('[BU4] killed at any moment it leaves the old or the new, never half', async () => {
    const [source, target] = [await filledPlace('sqlite'), await filledPlace(engine)];
    const db = await openDatabase(target.folder, target.url, 1);
    await db.insertInto('slow_mode').values({ showroom: 'old', seconds: 1 }).execute();
    await db.destroy();
    writeFileSync(join(target.folder, 'outbox', '1.eml'), 'old');
    const archive = join(root, 'one.tar');
    await backUp(source, archive);
    const [fresh, old] = [await contentOf(source), await contentOf(target)];
    const script = `
      const fs = require('node:fs/promises');
      const [verb, turn] = process.env.KILL_AT.split(' ');
      const real = fs[verb];
      let calls = 0;
      fs[verb] = (...args) => (++calls === Number(turn) ? process.kill(process.pid, 'SIGKILL') : real(...args));
      require('node:module').syncBuiltinESMExports();
      import(${JSON.stringify(join(import.meta.dirname, 'restore.ts'))})
        .then(({ restore }) => restore(JSON.parse(process.env.PLACE), process.env.ARCHIVE, true));`;
    // While it unpacks; and when it holds, and something or nothing is moved yet.
    for (const [killAt, left] of [
      ['mkdir 6', old],
      [engine === 'sqlite' ? 'rename 2' : 'rename 1', fresh],
    ] as const) {
      const child = spawn(process.execPath, ['-e', script], {
        env: { ...process.env, KILL_AT: killAt, PLACE: JSON.stringify(target), ARCHIVE: archive },
        stdio: 'inherit',
      });
      await new Promise((resolve) => child.once('exit', resolve));
      expect(child.signalCode).toBe('SIGKILL');
      expect(await contentOf(target)).toEqual(left);
    }
    expect(readdirSync(target.folder).filter((name) => name.startsWith('.restore'))).toEqual([]);
  });

  test('[BU5] a backup sees one moment while others write, and no restore goes under a running server', async () => {
    const place = await filledPlace(engine);
    const db = await openDatabase(place.folder, place.url, 2);
    let writing = true;
    const writer = (async () => {
      for (let at = 0; writing; at++) {
        await new Promise((resolve) => setImmediate(resolve));
        await db.transaction().execute(async (tx) => {
          await tx
            .insertInto('slow_mode')
            .values({ showroom: `${at}`, seconds: 1 })
            .execute();
          await tx
            .insertInto('setting')
            .values({ key: `${at}`, value: '' })
            .execute();
        });
      }
    })();
    const archive = join(root, 'one.tar');
    const { tables } = await backUp(place, archive);
    writing = false;
    await writer;
    const rowsOf = (name: string) => tables.find((table) => table.name === name)!.rows;
    expect(rowsOf('slow_mode')).toBe(rowsOf('setting'));
    await expect(restore(place, archive, true)).rejects.toThrow(/stop (it|the server) first/);
    await db.destroy();
  });
});

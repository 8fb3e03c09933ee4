import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seedCatalogue } from './products/seed.ts';
import { parseScene, readScene } from './scenes.ts';
import { seedShowrooms } from './showrooms/seed.ts';
import { openDatabase } from './store/open.ts';

test('[SC7] a scene that is wrong is refused with its file, and line, place and reason of every fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-scene-'));
  try {
    const text = readFileSync('scenes/atelier/atelier.scene.json', 'utf8');
    mkdirSync(join(folder, 'atelier'));
    const file = join(folder, 'atelier', 'atelier.scene.json');
    writeFileSync(
      file,
      text.replace('"exposure": 1.1', '"exposure": -1').replace('"yaw": 1.571 }]', '"yaw": "left" }]'),
    );
    const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    const reading = readScene(folder, 'atelier');
    for (const part of [
      file,
      `line ${lineOf('"exposure"')}: exposure: `,
      `line ${lineOf('"screens"')}: screens.0.yaw: `,
    ])
      await expect(reading).rejects.toThrow(part);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[SC7] text that is no JSON, a strange key and another name are told by line', () => {
  const text = readFileSync('scenes/atelier/atelier.scene.json', 'utf8');
  const faultsOf = (changed: string) => {
    const read = parseScene(changed, 'atelier');
    return 'faults' in read ? read.faults : [];
  };
  expect(faultsOf('{\n  "name": }')).toMatchObject([{ line: 2 }]);
  expect(faultsOf('')).toHaveLength(1);
  expect(faultsOf(text.replace('"mood"', '"colour": 1,\n  "mood"'))).toMatchObject([{ line: 1 }]);
  expect(faultsOf(text.replace('"name": "atelier"', '"name": "attic"'))).toMatchObject([
    { line: 4, place: 'name: ', reason: expect.stringContaining('atelier') },
  ]);
  expect(faultsOf(text)).toEqual([]);
});

test('[SC8] every stand that the house furnishes is in its scene, with a product that there is, and every door leads to a showroom', async () => {
  const db = await openDatabase(':memory:');
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', 0);
  await seedShowrooms(db, 'scenes/showrooms.json', 0);
  const showrooms = await db.selectFrom('showroom').select(['slug', 'scene']).execute();
  const known = (await db.selectFrom('product').select('slug').execute()).map(({ slug }) => slug);
  for (const { slug, scene } of showrooms) {
    const { stands, portals } = await readScene('scenes', scene);
    const placed = await db.selectFrom('stand').selectAll().where('showroom', '=', slug).execute();
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.filter(({ stand }) => !stands.some(({ id }) => id === stand))).toEqual([]);
    expect(placed.filter(({ product }) => !known.includes(product))).toEqual([]);
    const doors = portals.filter(({ kind }) => kind === 'door').map(({ to }) => to);
    expect(doors.filter((to) => !showrooms.some((other) => other.slug === to))).toEqual([]);
  }
  await db.destroy();
});

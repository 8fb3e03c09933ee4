import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seedCatalogue } from './products/seed.ts';
import { readScene } from './scenes.ts';
import { openDatabase } from './store/open.ts';

test('[SC7] a scene that is wrong is refused with its file and every wrong place in it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-scene-'));
  try {
    const scene = JSON.parse(readFileSync('scenes/atelier/atelier.scene.json', 'utf8'));
    mkdirSync(join(folder, 'atelier'));
    const file = join(folder, 'atelier', 'atelier.scene.json');
    writeFileSync(file, JSON.stringify({ ...scene, exposure: -1, size: [1] }));
    const reading = readScene(folder, 'atelier');
    for (const part of [file, 'exposure: ', 'size']) await expect(reading).rejects.toThrow(part);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[SC8] every stand that the catalogue names is in the scene, and no two products share one', async () => {
  const { stands } = await readScene('scenes', 'atelier');
  const db = await openDatabase(':memory:');
  await seedCatalogue(db, 'assets/products/catalogue.json', 'atelier', 0);
  const named = (await db.selectFrom('stand').select('stand').execute()).map(({ stand }) => stand);
  expect(named.filter((id) => !stands.some((stand) => stand.id === id))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
  await db.destroy();
});

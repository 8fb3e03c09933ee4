import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_OPTIONS, LEVELS } from '../../../shared/model/delivery.ts';
import { makeLevel } from './levels.ts';
import { packOriginal } from './original.ts';
import { readModel, readSource } from './read.ts';
import { assertValid } from './validated.ts';

const FOLDER = join(process.env.VITRINE_MODELS ?? '../shared/models', 'validator-cases');
const missing = !existsSync(FOLDER);
const title = `[OP29] every valid case of the Khronos validator comes out valid, in every level${missing ? ` (skipped: there is no ${FOLDER})` : ''}`;

/** The models whose report has no error. */
const validCases = (): string[] =>
  (readdirSync(FOLDER, { recursive: true }) as string[])
    .filter((name) => /\.(gltf|glb)$/.test(name) && existsSync(join(FOLDER, `${name}.report.json`)))
    .map((name) => join(FOLDER, name))
    .filter((path) => JSON.parse(readFileSync(`${path}.report.json`, 'utf8')).issues.numErrors === 0);

test.skipIf(missing)(title, { timeout: 60_000 }, async () => {
  const paths = validCases();
  expect(paths.length).toBeGreaterThan(50);
  for (const path of paths) {
    const beside = readdirSync(dirname(path), { withFileTypes: true }).filter((entry) => entry.isFile());
    const files = new Map(beside.map(({ name }) => [name, readFileSync(join(dirname(path), name))]));
    await assertValid(await packOriginal(readSource(files, basename(path))), path);
    const document = await readModel(files, basename(path));
    for (const level of LEVELS)
      await assertValid((await makeLevel(document, level, DEFAULT_OPTIONS)).glb, path);
  }
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTours } from './read.ts';

test('[TO1] the house reads its tours at the start; without a folder there are none', async () => {
  expect([...(await readTours('tours')).keys()]).toContain('workshop');
  expect((await readTours(join(tmpdir(), 'no-such-folder'))).size).toBe(0);
});

test('[TO1] a tour that is wrong is refused with its file, and line, place and reason of every fault', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-tour-'));
  try {
    const text = readFileSync('tours/workshop/workshop.tour.json', 'utf8');
    mkdirSync(join(folder, 'workshop'));
    const file = join(folder, 'workshop', 'workshop.tour.json');
    writeFileSync(file, text.replace('"start": "bench"', '"start": "attic"'));
    const line = text.split('\n').findIndex((each) => each.includes('"start"')) + 1;
    for (const part of [`${file} is not a tour`, `line ${line}: start: there is no point "attic"`])
      await expect(readTours(folder)).rejects.toThrow(part);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

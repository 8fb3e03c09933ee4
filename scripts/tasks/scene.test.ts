import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { scene } from './scene.ts';

const said = vi.spyOn(console, 'log').mockImplementation(() => {});
afterEach(() => said.mockClear());

/** What the task says of some files, and its exit code. */
async function check(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const code = await scene({ args, steps: undefined as never });
  return { code, lines: said.mock.calls.map(([line]) => String(line)) };
}

test('[SC12] scenes and tours of the house are checked together, and nothing is to mend', async () => {
  const { code, lines } = await check();
  expect(code).toBe(0);
  for (const name of ['atelier.scene.json: ok', 'workshop.tour.json: ok'])
    expect(lines.filter((line) => line.endsWith(name))).toHaveLength(1);
});

test('[SC12] every fault of a tour is told by line, place and reason, as at the start of the server', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-check-'));
  try {
    const text = readFileSync('tours/workshop/workshop.tour.json', 'utf8');
    const file = join(folder, 'workshop.tour.json');
    writeFileSync(file, text.replace('"start": "bench"', '"start": "attic"'));
    const line = text.split('\n').findIndex((each) => each.includes('"start"')) + 1;
    expect(await check(file)).toEqual({
      code: 1,
      lines: [`${file}: 1 to mend`, `  line ${line}: start: there is no point "attic"`],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('[SC12] a file that is not there, or neither a scene nor a tour, is said to be so', async () => {
  expect((await check('tours/attic/attic.tour.json')).lines[1]).toContain('there is no such file');
  expect(await check('README.md')).toMatchObject({ code: 1 });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { bytesOf, triangle } from '../../server/products/testing/models.ts';
import { product } from './product.ts';

const said = vi.spyOn(console, 'log').mockImplementation(() => {});
afterEach(() => said.mockClear());

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What the task says, and its exit code. */
async function check(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const code = await product({ args, steps: undefined as never });
  return { code, lines: said.mock.calls.map(([line]) => String(line)) };
}

test('[CK34] a zip is checked from the command line, in words', async () => {
  const upload = join(folder, 'chair.zip');
  writeFileSync(upload, zipSync({ 'chair.gltf': bytesOf(triangle({ nodes: [{ mesh: 0 }] })) }));
  expect(await check(upload)).toEqual({
    code: 0,
    lines: [
      'checked',
      '  info: Parts without a name: 1. Name them in your modelling program or here, so that they can be found in the part list. [VT_UNNAMED_PARTS /nodes/0]',
      'chair.gltf: gltf, 0.00 MiB, 0 errors, 0 warnings, 1 notes, made by test',
    ],
  });
});

test('[CK34] what is refused says why, and in JSON everything', async () => {
  const upload = join(folder, 'chair.gltf');
  writeFileSync(upload, bytesOf(triangle({ nodes: [{ name: 'leg_2', mesh: 14 }] })));
  const { code, lines } = await check(upload, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(lines.join('\n'))).toMatchObject({ outcome: 'refused', stop: 'invalid' });
});

test('[CK34] without a file, or with one that is not there, it says so', async () => {
  expect((await check()).lines[0]).toContain('npm run product');
  expect(await check(join(folder, 'none.glb'))).toMatchObject({ code: 1 });
});

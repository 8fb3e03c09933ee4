import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fingerprint, isStamped, writeStamp } from './stamp.ts';

let root: string;
const digest = () => fingerprint(root, ['client', 'vite.config.ts', 'absent']);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vitrine-stamp-'));
  mkdirSync(join(root, 'client', 'e2e'), { recursive: true });
  writeFileSync(join(root, 'client', 'a.ts'), 'a');
  writeFileSync(join(root, 'vite.config.ts'), 'v');
});
afterEach(() => rmSync(root, { recursive: true }));

test('[SU8] nothing changed: the same fingerprint, and the stamp holds', async () => {
  const stamp = join(root, 'out', 'stamp');
  expect(isStamped(stamp, digest())).toBe(false);
  await writeStamp(stamp, digest());
  expect(isStamped(stamp, digest())).toBe(true);
});

test.each([
  ['a new file', () => writeFileSync(join(root, 'client', 'b.ts'), '')],
  ['a removed file', () => rmSync(join(root, 'client', 'a.ts'))],
  ['another size', () => writeFileSync(join(root, 'vite.config.ts'), 'longer')],
  ['another time', () => utimesSync(join(root, 'client', 'a.ts'), 1, 1)],
])('[SU8] %s makes the build stale', (_name, edit) => {
  const before = digest();
  edit();
  expect(digest()).not.toBe(before);
});

test('[SU8] a test or a note does not make the build stale', () => {
  const before = digest();
  for (const name of ['a.test.ts', 'e2e/b.ts', 'notes.md']) writeFileSync(join(root, 'client', name), 'x');
  expect(digest()).toBe(before);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SetupError } from './setup-error.ts';
import { findWorker, originFile, workerRuns } from './worker-find.ts';

let folder: string;
let cached: string;
let given: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-find-'));
  cached = join(folder, 'cached');
  given = join(folder, 'given');
});
afterEach(() => rmSync(folder, { recursive: true }));

const runs = () => true;

test('[SU3] MEDIASOUP_WORKER_BIN wins over the cache', () => {
  writeFileSync(cached, '');
  writeFileSync(given, '');
  expect(findWorker({ env: { MEDIASOUP_WORKER_BIN: given }, cached, runs })?.path).toBe(given);
  expect(findWorker({ env: {}, cached, runs })?.path).toBe(cached);
});

test('[SU3] a MEDIASOUP_WORKER_BIN that is not there is refused by name, never ignored', () => {
  writeFileSync(cached, '');
  const find = () => findWorker({ env: { MEDIASOUP_WORKER_BIN: given }, cached, runs });
  expect(find).toThrow(SetupError);
  expect(find).toThrow(`MEDIASOUP_WORKER_BIN names ${given}, and there is no such file.`);
});

test('[SU3] a MEDIASOUP_WORKER_BIN that does not run is refused', () => {
  writeFileSync(given, 'not a program');
  expect(() => findWorker({ env: { MEDIASOUP_WORKER_BIN: given }, cached, runs: workerRuns })).toThrow(
    'does not run',
  );
});

test('[SU4] a cached worker that no longer runs here counts as none, and so does none', () => {
  expect(findWorker({ env: {}, cached, runs })).toBeUndefined();
  writeFileSync(cached, '');
  expect(findWorker({ env: {}, cached, runs: () => false })).toBeUndefined();
});

test('[SU4] a cached worker tells how it was made', () => {
  writeFileSync(cached, '');
  writeFileSync(originFile(cached), 'worker 1.2.3, compiled here\n');
  expect(findWorker({ env: {}, cached, runs })?.from).toBe('worker 1.2.3, compiled here');
});

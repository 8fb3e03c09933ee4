import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.cjs';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vitrine-lock-'));
  file = join(folder, 'a', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('[SU9] of two set-ups at once one works while the other waits', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} in`);
    await sleep(60);
    order.push(`${name} out`);
  };
  let waited = 0;
  await Promise.all([withLock(file, work('a')), withLock(file, work('b'), () => (waited += 1))]);
  expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
  expect(waited).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test('[SU9] a lock is given back when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await withLock(file, async () => 'again')).toBe('again');
});

test('[SU9] a lock of a process that is gone is taken over at once', async () => {
  const gone = spawnSync(process.execPath, ['--version']).pid;
  await withLock(file, async () => {});
  writeFileSync(file, `${hostname()} ${gone}`);
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

test('[SU9] a lock of another host is taken over when it shows no life for 30 s', async () => {
  await withLock(file, async () => {});
  writeFileSync(file, 'elsewhere 1');
  const old = Date.now() / 1000 - 31;
  utimesSync(file, old, old);
  expect(await withLock(file, async () => 'mine')).toBe('mine');
});

test('[SU9] a lock of a living process is respected', async () => {
  const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 20000)']);
  await withLock(file, async () => {});
  writeFileSync(file, `${hostname()} ${other.pid}`);
  let got = false;
  const waiting = withLock(file, async () => {
    got = true;
  });
  await sleep(400);
  expect(got).toBe(false);
  other.kill('SIGKILL');
  await waiting;
  expect(got).toBe(true);
});

import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runningClock, testEnvironment } from './testing/house.ts';
import { startServer } from './testing/process.ts';
import { asVisitor, joinWith } from './testing/rooms.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-main-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const SLOW_MS = 60_000;

async function sessionAt(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/api/session`, { method: 'POST', headers, body: '{}' });
  return ((await response.json()) as { token: string }).token;
}

test('[HS2] a wrong setting ends the start with its name and the reason, nothing else', {
  timeout: SLOW_MS,
}, () => {
  const env = { PATH: process.env.PATH ?? '', ...testEnvironment(folder), PORT: 'many', ROOM_CAPACITY: '0' };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/main.ts'], {
    env,
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('PORT=many: ');
  expect(stderr).toContain('ROOM_CAPACITY=0: ');
  expect(stdout + stderr).not.toContain('    at ');
});

test('[HS3] it prints its links, and ends in peace when told to, with people in its rooms', {
  timeout: SLOW_MS,
}, async () => {
  const server = await startServer(folder);
  const room = await joinWith(server, await sessionAt(server.url), asVisitor());
  const left = new Promise<number>((resolve) => room.onLeave((code) => resolve(code)));
  const since = runningClock().now();
  expect(await server.stop('SIGTERM')).toBe(0);
  expect(runningClock().now() - since).toBeLessThan(10_000);
  expect(await left).toBe(4001);
  const text = server.lines.join('\n');
  for (const page of ['/studio', '/designer', '/console', '/account#invitation='])
    expect(text).toContain(server.url.replace('127.0.0.1', 'localhost') + page);
  expect(text).not.toContain('"level":50');
});

test('[HS4] one whose port is taken says so and ends', { timeout: SLOW_MS }, async () => {
  const server = await startServer(folder);
  const other = await mkdtemp(join(tmpdir(), 'vitrine-main-'));
  const second = startServer(other, { PORT: new URL(server.url).port });
  await expect(second).rejects.toThrow('EADDRINUSE');
  await server.stop('SIGTERM');
  await rm(other, { recursive: true, force: true });
});

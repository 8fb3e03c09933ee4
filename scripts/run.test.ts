import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const HERE = import.meta.dirname;
const SERVER = `
  require('fs').writeFileSync('pid', String(process.pid));
  process.on('SIGTERM', () => process.exit(7));
  process.on('SIGINT', () => process.exit(8));
  process.on('SIGHUP', () => process.exit(9));
  setInterval(() => {}, 1000);`;
const TASK = `
  if (process.argv[2] === 'fail') process.exit(3);
  process.send({ args: ['--require', './scripts/bootstrap/follow-parent.cjs', 'server.cjs'], env: {} });
  process.disconnect();`;

let root: string;
let child: ChildProcess;

const write = (path: string, text: string) => writeFileSync(join(root, path), text);
const serverPid = () => Number(readFileSync(join(root, 'pid'), 'utf8'));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function start(task: string): ChildProcess {
  const env = { ...process.env, npm_lifecycle_event: '' };
  child = spawn(process.execPath, ['scripts/run.cjs', task], { cwd: root, env, stdio: 'ignore' });
  return child;
}

async function startServer(): Promise<ChildProcess> {
  const started = start('start');
  await vi.waitFor(() => expect(serverPid()).toBeGreaterThan(0), { timeout: 8000, interval: 50 });
  await sleep(100);
  return started;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vitrine-run-'));
  cpSync(join(HERE, 'run.cjs'), join(root, 'scripts', 'run.cjs'));
  cpSync(join(HERE, 'bootstrap'), join(root, 'scripts', 'bootstrap'), { recursive: true });
  for (const folder of ['toolchain/node_modules', 'node_modules'])
    mkdirSync(join(root, folder), { recursive: true });
  write('package-lock.json', '{}');
  write('toolchain/package-lock.json', '{}');
  write('scripts/main.ts', TASK);
  write('server.cjs', SERVER);
  const mark = `const t = require('./scripts/bootstrap/toolchain.cjs'); t.markFresh(t.TOOLCHAIN); t.markFresh(t.ROOT);`;
  return once(spawn(process.execPath, ['-e', mark], { cwd: root }), 'exit').then(() => undefined);
});
afterEach(() => {
  child?.kill('SIGKILL');
  if (existsSync(join(root, 'pid')) && isAlive(serverPid())) process.kill(serverPid(), 'SIGKILL');
  rmSync(root, { recursive: true });
});

test.each([
  ['SIGTERM', 7],
  ['SIGINT', 8],
  ['SIGHUP', 9],
] as const)('[SU15] %s reaches the server, and its exit code comes back', async (signal, code) => {
  const started = await startServer();
  const pid = serverPid();
  started.kill(signal);
  expect(await once(started, 'exit')).toEqual([code, null]);
  expect(isAlive(pid)).toBe(false);
});

test('[SU15] the server does not outlive a runner that is killed', async () => {
  const started = await startServer();
  const pid = serverPid();
  started.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 5000, interval: 100 });
});

test("[SU15] a task's failure is the runner's exit code, and nothing is started after it", async () => {
  expect(await once(start('fail'), 'exit')).toEqual([3, null]);
  expect(existsSync(join(root, 'pid'))).toBe(false);
});

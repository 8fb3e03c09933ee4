import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DEFAULT_OPTIONS } from '../../shared/model/delivery.ts';
import { systemClock } from '../clock.ts';
import type { Made, Progress, Refused } from './pipeline/job.ts';
import { triangleGlb } from './testing/models.ts';
import { openWorkshop, type RunOptions, type Workshop } from './workshop.ts';

const SILENT = pino({ level: 'silent' });
const ENTRY = join(import.meta.dirname, 'testing/hostile.ts');
const MIB = 2 ** 20;

let base: string;
let workshop: Workshop;
beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'vitrine-workshop-'));
  workshop = await openWorkshop({
    folder: join(base, 'jobs'),
    clock: systemClock,
    log: SILENT,
    entry: ENTRY,
    atOnce: 2,
    limits: { memoryBytes: 300 * MIB, outputBytes: 40 * MIB },
  });
});
afterAll(async () => {
  await workshop.close();
  expect(readdirSync(join(base, 'jobs'))).toEqual([]);
  rmSync(base, { recursive: true });
});

let jobs = 0;
function jobOf(trick: string) {
  const place = join(base, `upload-${++jobs}`);
  const [source, out] = [join(place, 'source'), join(place, 'out')];
  for (const folder of [source, out]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(source, 'chair.glb'), triangleGlb());
  writeFileSync(join(source, 'trick'), trick);
  return { kind: 'make' as const, source, out, options: DEFAULT_OPTIONS };
}

const make = (trick: string, options: RunOptions = {}) => workshop.run(jobOf(trick), options);
const stopOf = (result: Made | Refused): string =>
  result.outcome === 'refused' ? result.stop : result.outcome;
test('[CK21] a job is done in a process of its own, which tells how far it is', async () => {
  const said: Progress[] = [];
  const result = await make('none', { onProgress: (progress) => said.push(progress) });
  expect(result).toMatchObject({ outcome: 'made', examination: { main: 'chair.glb' } });
  expect(said.map(({ step }) => step)).toEqual(['unpack', 'unpack', 'check', 'check', 'hero']);
});

test('[CK22] a job that takes for ever is ended', async () => {
  const limits = { makeMs: 500 };
  const own = await openWorkshop({
    folder: join(base, 'slow'),
    clock: systemClock,
    log: SILENT,
    entry: ENTRY,
    limits,
  });
  expect(stopOf(await own.run(jobOf('loop')))).toBe('too-slow');
  await own.close();
});

test('[CK22] whatever a job does, it is refused as such, and the next one is done', async () => {
  const wanted = {
    memory: 'too-much-memory',
    heap: 'too-much-memory',
    output: 'too-much-output',
    noise: 'broken',
    signal: 'broken',
    exit: 'broken',
    garbage: 'broken',
    link: 'broken',
    throw: 'broken',
    none: 'made',
  };
  const results = await Promise.all(Object.keys(wanted).map((trick) => make(trick)));
  expect(results.map(stopOf)).toEqual(Object.values(wanted));
  expect(JSON.stringify(results)).not.toContain(import.meta.dirname);
  expect(results.at(-2)).toMatchObject({ detail: 'TypeError', examination: { main: 'chair.glb' } });
});

test('[CK23] the process reads and writes nothing but its own, starts nothing, and has no network and no secrets', async () => {
  const result = await make('reach');
  const reached = JSON.parse(result.outcome === 'made' ? result.textures[0]!.key : '{}');
  const closed = expect.stringMatching(/no network|ERR_ACCESS_DENIED/);
  expect(reached).toEqual({
    read: 'ERR_ACCESS_DENIED',
    write: 'ERR_ACCESS_DENIED',
    spawn: closed,
    fetch: closed,
    socket: closed,
    // The second is sharp's own.
    environment: ['LANG', 'VIPSHOME'],
  });
});

test('[CK24] a job that is cancelled ends at once, whether it runs or waits', async () => {
  const cancel = new AbortController();
  const running = make('loop', { signal: cancel.signal, onProgress: () => cancel.abort() });
  expect(stopOf(await running)).toBe('cancelled');
  expect(stopOf(await make('none', { signal: AbortSignal.abort() }))).toBe('cancelled');
});

test('[CK25] closing ends what runs and what waits, and nothing of it is left', async () => {
  const folder = join(base, 'closing');
  const own = await openWorkshop({ folder, clock: systemClock, log: SILENT, entry: ENTRY, atOnce: 1 });
  const started = Promise.withResolvers<void>();
  const running = own.run(jobOf('loop'), { onProgress: ({ step }) => step === 'hero' && started.resolve() });
  const waiting = own.run(jobOf('none'));
  await started.promise;
  expect(own.waiting()).toBe(1);
  await Promise.all([own.close(), own.close()]);
  expect([stopOf(await running), stopOf(await waiting)]).toEqual(['cancelled', 'cancelled']);
  expect(readdirSync(folder)).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  '[CK26] a work process ends with the server, even while it computes (needs Linux)',
  async () => {
    const job = jobOf('loop');
    const source = `
      const { openWorkshop } = await import(${JSON.stringify(join(import.meta.dirname, 'workshop.ts'))});
      const log = { info() {}, warn() {}, error() {} };
      const workshop = await openWorkshop({ folder: ${JSON.stringify(join(base, 'killed'))}, clock: Date, log, entry: ${JSON.stringify(ENTRY)} });
      await workshop.run(${JSON.stringify(job)}, { onProgress: ({ step }) => console.log(step) });`;
    const server = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve) => {
      server.stdout.on('data', (text) => String(text).includes('hero') && resolve());
    });
    const children = () =>
      readdirSync('/proc').filter((pid) => commandLine(pid).includes(`--allow-fs-read=${job.source}`));
    expect(children()).toHaveLength(1);
    server.kill('SIGKILL');
    await vi.waitFor(() => expect(children()).toEqual([]), { timeout: 5_000, interval: 50 });
  },
);

function commandLine(pid: string): string {
  const file = `/proc/${pid}/cmdline`;
  try {
    return /^\d+$/.test(pid) && existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
}

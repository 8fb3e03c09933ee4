// A work process like the real one, but whose `make` does what the upload's file `trick` says: for tests of the workshop.
import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { DEFAULT_OPTIONS } from '../../../shared/model/delivery.ts';
import { followParent } from '../pipeline/follow.ts';
import type { Made } from '../pipeline/job.ts';
import { type Make, type Report, run } from '../pipeline/run.ts';

followParent(Number(process.argv[3]));

const MIB = 2 ** 20;
const nothing = { bytes: 1, triangles: 0, vertices: 0, drawCalls: 0, textures: 0, textureBytes: 0 };

/** What each trick does; what it returns is left as the result's first texture key, for the test to read. */
const TRICKS: Record<string, (out: string) => unknown> = {
  none: () => '',
  loop: () => {
    for (;;);
  },
  memory: () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(32 * MIB, 1));
  },
  heap: () => {
    const kept: unknown[] = [];
    for (;;) kept.push(Array.from({ length: 1000 }, () => ({})));
  },
  output: (out) => {
    for (;;) appendFileSync(join(out, 'endless'), Buffer.alloc(8 * MIB));
  },
  noise: async () => {
    for (;;) await new Promise((resolve) => process.stdout.write('x'.repeat(100_000), resolve));
  },
  signal: () => process.kill(process.pid, 'SIGSEGV'),
  exit: () => process.exit(3),
  throw: () => {
    throw new TypeError(`no ${import.meta.filename}`);
  },
  garbage: (out) => {
    writeFileSync(join(out, 'result.json'), '{"outcome":"made","files":"all"}');
    process.exit(0);
  },
  link: (out) => symlinkSync('/etc/passwd', join(out, 'hero.glb')),
  reach: (out) =>
    JSON.stringify({
      read: attempt(() => readFileSync('/etc/passwd', 'utf8').length),
      write: attempt(() => closeSync(openSync(join(out, '../outside'), 'w'))),
      spawn: attempt(() => spawnSync('true').status),
      fetch: attempt(() => fetch('http://127.0.0.1:9')),
      socket: attempt(() => connect(9, '127.0.0.1').destroy()),
      environment: Object.keys(process.env).sort(),
    }),
};

/** The code or the first words of what an attempt ends with. */
function attempt(what: () => unknown): string {
  try {
    return `done: ${what()}`;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code ?? message;
  }
}

const make: Make = async ({ job, resources, examination, report }): Promise<Made> => {
  report('hero', 1, 2);
  const trick = Buffer.from(resources.get('trick') ?? 'none').toString();
  const told = String((await TRICKS[trick]!(job.out)) ?? '');
  writeFileSync(join(job.out, 'original.glb'), 'x');
  const texture = { key: told, name: '', slots: [], widthPx: 1, heightPx: 1, bytes: 1 };
  return {
    outcome: 'made',
    examination,
    original: { ...nothing, file: 'original.glb' },
    files: trick === 'link' ? [{ ...nothing, level: 'hero', packing: 'web', file: 'hero.glb' }] : [],
    textures: [{ ...texture, outWidthPx: 1, outHeightPx: 1, outBytes: 1, outType: '' }],
    size: { mm: [1, 1, 1] },
    parts: [],
    explode: { steps: 0, parts: [] },
    shells: job.options.split === DEFAULT_OPTIONS.split ? 0 : 1,
    variants: [],
    animations: [],
    usdz: '',
  };
};

const report: Report = (step, done, total) => {
  process.stdout.write(`${JSON.stringify({ step, done, total })}\n`);
};

const none = () => Promise.reject(new Error('none'));
await run(process.argv[2]!, { make: async () => make, gpu: none, phone: none }, report);
process.exit(0);

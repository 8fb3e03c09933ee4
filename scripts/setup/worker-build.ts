import { rmSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastLines, run } from '../bootstrap/exec.cjs';
import type { Step } from '../bootstrap/steps.cjs';
import { cacheFolder, ROOT } from './paths.ts';
import { SetupError } from './setup-error.ts';
import { OVERLAY } from './worker-key.ts';
import { ensureBuildPackages } from './worker-needs.ts';
import { laySrtpSources } from './worker-srtp.ts';

const TARGET = 'mediasoup-worker';
const TAIL_LINES = 30;
const MESON = ['setup', '--buildtype', 'release', '-Db_ndebug=true', '--wrap-mode=nodownload'];

/** How far ninja is, from a line like "[12/262] Compiling …". */
export function ninjaProgress(line: string): { text: string; tenth: string } | undefined {
  const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
  if (!done || !all) return undefined;
  return { text: `${done}/${all}`, tenth: `${Math.floor((Number(done) / Number(all)) * 10) * 10} %` };
}

async function orExplain(
  command: string,
  args: string[],
  cwd: string,
  onLine?: (line: string) => void,
): Promise<void> {
  const ended = await run(command, args, { quiet: true, cwd, onLine });
  if (ended.code === 0) return;
  const log = join(cacheFolder(), 'worker-build.log');
  await writeFile(log, ended.output);
  throw new SetupError(
    `${lastLines(ended.output, TAIL_LINES)}\n\nThe media worker could not be compiled (${command} ${args[0]}; more in ${log}).\n` +
      'Set MEDIASOUP_WORKER_BIN to a worker of the same mediasoup version, or see scripts/worker/README.md.',
  );
}

// A distribution whose libsrtp can't be configured this way still has its packaged one. Answers which it is.
async function configure(work: string, sources: string, out: string): Promise<string> {
  const srtp = join(sources, 'subprojects', 'libsrtp2');
  if (await laySrtpSources(work, srtp)) {
    const ended = await run('meson', [...MESON, out], { quiet: true, cwd: sources });
    if (ended.code === 0) return 'own libsrtp with OpenSSL';
    await rm(out, { recursive: true, force: true });
  }
  await rm(srtp, { recursive: true, force: true });
  await orExplain('meson', [...MESON, out], sources);
  return "the system's libsrtp";
}

async function prepareSources(work: string): Promise<string> {
  const worker = join(work, 'worker');
  await cp(join(ROOT, 'node_modules', 'mediasoup', 'worker'), worker, { recursive: true });
  // The package's own wraps all fetch from other hosts.
  await rm(join(worker, 'subprojects'), { recursive: true, force: true });
  await cp(join(OVERLAY, 'subprojects'), join(worker, 'subprojects'), { recursive: true });
  await cp(join(OVERLAY, 'pch'), join(worker, 'pch'), { recursive: true });
  for (const patch of ['worker.patch', 'pch.patch']) {
    await orExplain('patch', ['-p1', '--forward', '-i', join(OVERLAY, patch)], work);
  }
  return worker;
}

/**
 * Compiles the worker from the installed package's own sources against the system's libraries: 5 to 10 minutes.
 * Answers how it was linked.
 */
export async function buildWorker(step: Step, target: string): Promise<string> {
  if (process.platform !== 'linux') {
    throw new SetupError(
      'The media worker could not be downloaded. Check the network, or set MEDIASOUP_WORKER_BIN.',
    );
  }
  await ensureBuildPackages((text) => step.note(text, text));
  const work = await mkdtemp(join(tmpdir(), 'vitrine-worker-'));
  const clean = () => rmSync(work, { recursive: true, force: true });
  process.once('exit', clean);
  try {
    const sources = await prepareSources(work);
    const out = join(work, 'out');
    step.note('configuring');
    const linked = await configure(work, sources, out);
    await orExplain('ninja', ['-C', out, TARGET], sources, (line) => {
      const progress = ninjaProgress(line);
      if (progress) step.note(progress.text, progress.tenth);
    });
    await orExplain('strip', ['-o', target, join(out, TARGET)], work);
    return linked;
  } finally {
    process.off('exit', clean);
    clean();
  }
}

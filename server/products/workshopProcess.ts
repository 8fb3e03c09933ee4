import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { WORK_STEPS } from '../../shared/model/draft.ts';
import type { Stop } from '../../shared/model/examination.ts';
import type { Progress } from './pipeline/job.ts';
import { folderBytes } from './workshopOutput.ts';

/** What one job may take. */
export type WorkLimits = { makeMs: number; gpuMs: number; memoryBytes: number; outputBytes: number };

/** How a work process has ended: by itself, or by a limit or the caller. */
export type Ending = { stop?: Stop; code: number | null; said: string };

const LOOK_EVERY_MS = 100;
const SAID_CHARS = 4_000;
const LINE_CHARS = 1_000;
const STDOUT_BYTES = 4_000_000;
const NO_ROOM = /heap out of memory|invalid array length Allocation failed|std::bad_alloc/;

type Watched = {
  command: [program: string, ...args: string[]];
  folder: string;
  out: string;
  limits: Omit<WorkLimits, 'makeMs' | 'gpuMs'> & { wallMs: number };
  onProgress(progress: Progress): void;
  signal: AbortSignal;
};

/** Runs a work process to its end and kills it, with all that it started, when it breaks a limit or is no longer wanted. */
export async function runProcess({
  command,
  folder,
  out,
  limits,
  onProgress,
  signal,
}: Watched): Promise<Ending> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd: folder,
    env: { LANG: 'C.UTF-8' },
    stdio: 'pipe',
    detached: true,
  });
  const ending: Ending = { code: null, said: '' };
  const end = (stop: Stop): void => {
    ending.stop ??= stop;
    killGroup(child);
  };
  const cancel = () => end('cancelled');
  signal.addEventListener('abort', cancel);
  const clock = setTimeout(() => end('too-slow'), limits.wallMs);
  const watch = watchLimits(child, out, limits, end);
  const abandon = () => killGroup(child);
  process.once('exit', abandon);
  try {
    beNice(child);
    listen(child, ending, onProgress, end);
    ending.code = await ended(child);
  } finally {
    process.off('exit', abandon);
    clearTimeout(clock);
    signal.removeEventListener('abort', cancel);
    killGroup(child);
    await watch.close();
  }
  if (ending.code !== 0 && NO_ROOM.test(ending.said)) ending.stop ??= 'too-much-memory';
  return ending;
}

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });

/** The process leads a group of its own, so that nothing of it is left. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

/** The server answers first; the work takes what is left, but is not starved out of its time by it. */
function beNice({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some systems forbid it: then the work runs like anything else.
  }
}

function listen(
  child: ChildProcess,
  ending: Ending,
  onProgress: (progress: Progress) => void,
  end: (stop: Stop) => void,
): void {
  let bytes = 0;
  // The input stays open: that it closes tells the process that the server has ended.
  child.stdin?.on('error', () => {});
  child.stdout?.on('data', (piece: Buffer) => {
    bytes += piece.byteLength;
    if (bytes > STDOUT_BYTES) end('broken');
  });
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const progress = readProgress(line);
    if (progress) onProgress(progress);
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    ending.said = (ending.said + text).slice(-SAID_CHARS);
  });
}

function readProgress(line: string): Progress | undefined {
  if (line.length > LINE_CHARS || !line.startsWith('{')) return undefined;
  try {
    const { step, done, total } = JSON.parse(line) as Progress;
    const fits = WORK_STEPS.includes(step) && Number.isFinite(done) && Number.isFinite(total);
    return fits ? { step, done, total } : undefined;
  } catch {
    return undefined;
  }
}

/** Looks at memory and output again and again, one look after the other. */
function watchLimits(
  { pid }: ChildProcess,
  out: string,
  limits: { memoryBytes: number; outputBytes: number },
  end: (stop: Stop) => void,
): { close(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let closed = pid === undefined;
  const look = async (): Promise<void> => {
    if ((await residentBytes(pid!)) > limits.memoryBytes) end('too-much-memory');
    if ((await folderBytes(out)).bytes > limits.outputBytes) end('too-much-output');
    if (!closed) timer = setTimeout(next, LOOK_EVERY_MS);
  };
  let looking = Promise.resolve();
  const next = (): void => {
    looking = look();
  };
  if (!closed) next();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await looking;
      clearTimeout(timer);
    },
  };
}

/** Memory that a process has in use; 0 when it has ended. */
async function residentBytes(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  }
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (_, text) =>
      resolve(Number.parseInt(text, 10) * 1024 || 0),
    );
  });
}

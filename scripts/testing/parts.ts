import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../bootstrap/exec.cjs';
import { createSteps, elapsed } from '../bootstrap/steps.cjs';
import { ensureClient } from '../setup/client-build.ts';
import { ROOT, SCRATCH } from '../setup/paths.ts';
import { type Check, staticChecks } from './checks.ts';
import { add, NONE, one, summaryLine, type Tally, withExitCode } from './tally.ts';

/** The parts of a full run, in order. */
export const PARTS = ['static', 'unit', 'e2e'] as const;

/** One of them. */
export type Part = (typeof PARTS)[number];

/** Whether a word names a part. */
export function isPart(word: string | undefined): word is Part {
  return PARTS.includes(word as Part);
}

interface Work {
  name: string;
  run: () => Promise<Tally>;
}

const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/** Two lanes: the types take about as long as all else. What each said is shown when its turn comes. */
function checkWork(): Work[] {
  type Ran = Promise<{ code: number; output: string }>;
  const checks = staticChecks();
  const start = ({ command }: Check): Ran => run(process.execPath, command, { cwd: ROOT, quiet: true });
  let ran: Map<Check, Ran> | undefined;
  const begin = (): Map<Check, Ran> => {
    const all = new Map<Check, Ran>();
    let last: Promise<unknown> = Promise.resolve();
    for (const check of checks) {
      const mine = check.isLong ? start(check) : last.then(() => start(check));
      if (!check.isLong) last = mine;
      all.set(check, mine);
    }
    return all;
  };
  return checks.map((check) => ({
    name: check.name,
    run: async () => {
      ran ??= begin();
      const { code, output } = await ran.get(check)!;
      if (output.trim()) console.log(output.trimEnd());
      return one(code === 0, check.name);
    },
  }));
}

async function runVitest(projects: string[], args: string[]): Promise<Tally> {
  const file = join(SCRATCH, `tally-${projects.join('-')}.json`);
  rmSync(file, { force: true });
  const named = projects.flatMap((project) => ['--project', project]);
  const command = [VITEST, 'run', ...named, '--passWithNoTests', ...args];
  const env = { ...process.env, VITRINE_TALLY: file };
  const { code } = await run(process.execPath, command, { cwd: ROOT, env });
  return withExitCode(readTally(file), code);
}

function readTally(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return NONE;
  }
}

async function buildClient(): Promise<Tally> {
  try {
    await ensureClient(createSteps(1, 1));
    return one(true);
  } catch (error) {
    console.error((error as Error).message);
    return one(false, 'Client build');
  }
}

async function notReady(): Promise<Tally> {
  console.error('What this needs could not be had; the set-up above says why.');
  return one(false, 'not ready');
}

function workOf(part: Part, args: string[], unready: boolean): Work[] {
  if (part === 'static') return checkWork();
  if (part === 'unit')
    return [
      { name: 'Unit and integration tests', run: () => (unready ? notReady() : runVitest(['node'], args)) },
    ];
  return [
    { name: 'Client build', run: buildClient },
    { name: 'Browser journeys', run: () => (unready ? notReady() : runVitest(['calm', 'e2e'], args)) },
  ];
}

/**
 * Runs parts of the tests one after the other, whatever fails, prints the sum last, and answers the exit code.
 * An unready part is not tried and counts as one failure.
 */
export async function runParts(parts: Part[], args: string[], unready: Part[] = []): Promise<number> {
  const works = parts.flatMap((part) => workOf(part, args, unready.includes(part)));
  let sum = NONE;
  for (const [index, work] of works.entries()) {
    const label = `[${index + 1}/${works.length}] ${work.name}`;
    const since = Date.now();
    console.log(`\n${label} …`);
    const tally = await work.run();
    console.log(
      `${label}: ${tally.failed === 0 ? 'ok' : 'FAILED'}, ${summaryLine(tally)}, ${elapsed(since)}`,
    );
    sum = add(sum, tally);
  }
  for (const { title, reason } of sum.skips) console.log(`skipped: ${title} (${reason})`);
  for (const { title, reason } of sum.faults) console.log(`failed: ${title}${reason && ` (${reason})`}`);
  console.log(`\n${summaryLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
}

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../bootstrap/exec.cjs';
import { createSteps, elapsed } from '../bootstrap/steps.cjs';
import { ensureClient } from '../setup/client-build.ts';
import { ROOT, SCRATCH } from '../setup/paths.ts';
import { staticChecks } from './checks.ts';
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

function checkWork(): Work[] {
  return staticChecks().map(({ name, command }) => ({
    name,
    run: async () => one((await run(process.execPath, command, { cwd: ROOT })).code === 0),
  }));
}

async function runVitest(project: string, args: string[]): Promise<Tally> {
  const file = join(SCRATCH, `tally-${project}.json`);
  rmSync(file, { force: true });
  const command = [VITEST, 'run', '--project', project, '--passWithNoTests', ...args];
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
    return one(false);
  }
}

async function notReady(): Promise<Tally> {
  console.error('What this needs could not be had; the set-up above says why.');
  return one(false);
}

function workOf(part: Part, args: string[], unready: boolean): Work[] {
  if (part === 'static') return checkWork();
  if (part === 'unit')
    return [
      { name: 'Unit and integration tests', run: () => (unready ? notReady() : runVitest('node', args)) },
    ];
  return [
    { name: 'Client build', run: buildClient },
    { name: 'Browser journeys', run: () => (unready ? notReady() : runVitest('e2e', args)) },
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
  console.log(`\n${summaryLine(sum)}`);
  return sum.failed === 0 ? 0 : 1;
}

import { examine } from '../setup/examine.ts';
import type { Task } from './task.ts';

const MARKS = { ok: 'ok', note: 'note', missing: 'MISSING' } as const;

/** Prints what this machine has and lacks, and what to do; exit code 1 if `npm start` could not work. */
export const doctor: Task = async () => {
  const findings = await examine();
  const width = Math.max(...findings.map(({ what }) => what.length));
  for (const { what, state, detail, todo } of findings) {
    console.log(`${what.padEnd(width)}  ${MARKS[state].padEnd(7)}  ${detail}`);
    for (const line of todo?.split('\n') ?? [])
      console.log(`${' '.repeat(width)}           → ${line.trim()}`);
  }
  const broken = findings.some(({ state }) => state === 'missing');
  console.log(broken ? '\nnpm start can not work yet.' : '\nnpm start can work.');
  return broken ? 1 : 0;
};

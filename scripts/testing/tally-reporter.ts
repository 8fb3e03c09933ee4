import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import type { Tally } from './tally.ts';

const NO_REASON = 'no reason given';

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? (test.options.mode === 'todo' ? 'not written yet' : NO_REASON);
}

/** Counts the tests of a run; a file that fails outside its tests counts as one failed test. */
export function tallyOf(modules: readonly TestModule[], strayErrors: number): Tally {
  const tally: Tally = { passed: 0, failed: strayErrors, skipped: 0, skips: [] };
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    for (const test of tests) {
      const { state } = test.result();
      if (state === 'skipped') tally.skips.push({ title: test.fullName, reason: reasonOf(test) });
      tally[state === 'pending' ? 'failed' : state] += 1;
    }
    const ownFailure = module.state() === 'failed' && !tests.some((test) => test.result().state === 'failed');
    if (ownFailure) tally.failed += 1;
  }
  return tally;
}

/** A vitest reporter that leaves the run's tally in the file that `VITRINE_TALLY` names. */
export class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env.VITRINE_TALLY;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(tallyOf(modules, errors.length)));
  }
}

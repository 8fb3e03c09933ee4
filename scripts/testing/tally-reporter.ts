import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { NONE, type Tally } from './tally.ts';

const NO_REASON = 'no reason given';

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? (test.options.mode === 'todo' ? 'not written yet' : NO_REASON);
}

const firstLine = (errors: readonly { message: string }[] | undefined): string =>
  errors?.[0]?.message.split('\n', 1)[0] ?? '';

/** Counts the tests of a run; a file that fails outside its tests counts as one failed test. */
export function tallyOf(modules: readonly TestModule[], stray: readonly SerializedError[]): Tally {
  const tally: Tally = { ...NONE, skips: [], faults: [] };
  const fail = (title: string, errors: readonly { message: string }[] | undefined) => {
    tally.failed += 1;
    tally.faults.push({ title, reason: firstLine(errors) });
  };
  for (const error of stray) fail('outside any test', [error]);
  for (const module of modules) {
    const tests = [...module.children.allTests()];
    const failures = tally.failed;
    for (const test of tests) {
      const { state, errors } = test.result();
      if (state === 'skipped') tally.skips.push({ title: test.fullName, reason: reasonOf(test) });
      if (state === 'failed' || state === 'pending') fail(test.fullName, errors);
      else tally[state] += 1;
    }
    if (module.state() === 'failed' && tally.failed === failures) fail(module.moduleId, module.errors());
  }
  return tally;
}

/** A vitest reporter that leaves the run's tally in the file that `VITRINE_TALLY` names. */
export class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const file = process.env.VITRINE_TALLY;
    if (!file) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(tallyOf(modules, errors)));
  }
}

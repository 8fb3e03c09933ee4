/** How many tests ended which way, and why some were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  skips: { title: string; reason: string }[];
}

/** No test at all. */
export const NONE: Tally = { passed: 0, failed: 0, skipped: 0, skips: [] };

/** A tally of one test. */
export function one(passed: boolean): Tally {
  return { ...NONE, passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** The sum of two tallies. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skips: [...a.skips, ...b.skips],
  };
}

/** A run that ended badly without a failed test (a crash, an error outside any test) counts as one failure. */
export function withExitCode(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/** The last line of every test run. */
export function summaryLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** How many tests ended which way, and why some were skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  skips: { title: string; reason: string }[];
  /** What failed, and the first line of why. */
  faults: { title: string; reason: string }[];
}

/** No test at all. */
export const NONE: Tally = { passed: 0, failed: 0, skipped: 0, skips: [], faults: [] };

/** A tally of one test. */
export function one(passed: boolean, title = ''): Tally {
  return passed
    ? { ...NONE, passed: 1 }
    : { ...NONE, failed: 1, faults: title ? [{ title, reason: '' }] : [] };
}

/** The sum of two tallies. */
export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    skips: [...a.skips, ...b.skips],
    faults: [...a.faults, ...b.faults],
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

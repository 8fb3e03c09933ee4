import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { parseTestArguments } from '../tasks/test.ts';
import { add, NONE, one, summaryLine, withExitCode } from './tally.ts';
import { tallyOf } from './tally-reporter.ts';

function fakeTest(state: string, note?: string) {
  const errors = [{ message: 'expected 1\nto be 2' }];
  return { fullName: `${state} test`, options: { mode: 'run' }, result: () => ({ state, note, errors }) };
}

function fakeModule(state: string, ...tests: ReturnType<typeof fakeTest>[]): TestModule {
  const errors = () => [{ message: 'can not load' }];
  return {
    moduleId: 'a.test.ts',
    state: () => state,
    errors,
    children: { allTests: () => tests },
  } as unknown as TestModule;
}

test('[SU11] the last line is the sum of all runs and checks', () => {
  const vitest = { ...NONE, passed: 40, skipped: 2, failed: 1 };
  expect(summaryLine([one(true), one(false), vitest].reduce(add))).toBe('41 passed, 2 failed, 2 skipped');
});

test('[SU11] a run that ends badly without a failed test counts as a failure', () => {
  expect(withExitCode({ ...NONE, passed: 3 }, 1).failed).toBe(1);
  expect(withExitCode({ ...NONE, failed: 2 }, 1).failed).toBe(2);
  expect(withExitCode({ ...NONE, passed: 3 }, 0).failed).toBe(0);
});

test('[SU11] tests are counted by outcome; a file that can not load and a stray error each count as failed', () => {
  const modules = [
    fakeModule('passed', fakeTest('passed'), fakeTest('skipped', 'no camera')),
    fakeModule('failed', fakeTest('failed')),
    fakeModule('failed'),
  ];
  const { faults, ...tally } = tallyOf(modules, [{ message: 'stray' }]);
  expect(tally).toMatchObject({ passed: 1, failed: 3, skipped: 1 });
  expect(faults).toEqual([
    { title: 'outside any test', reason: 'stray' },
    { title: 'failed test', reason: 'expected 1' },
    { title: 'a.test.ts', reason: 'can not load' },
  ]);
});

test('[SU12] a skipped test is listed with its reason', () => {
  const { skips } = tallyOf(
    [fakeModule('passed', fakeTest('skipped', 'no camera'), fakeTest('skipped'))],
    [],
  );
  expect(skips.map(({ reason }) => reason)).toEqual(['no camera', 'no reason given']);
});

test('[SU13] --only picks a part and leaves the rest to vitest', () => {
  expect(parseTestArguments(['--only', 'unit', 'money', '-t', 'x'])).toEqual({
    parts: ['unit'],
    rest: ['money', '-t', 'x'],
  });
  expect(parseTestArguments([]).parts).toEqual(['static', 'unit', 'e2e']);
  expect(() => parseTestArguments(['--only', 'some'])).toThrow('static, unit, e2e');
});

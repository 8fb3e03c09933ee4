import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createSteps, elapsed } from './steps.cjs';

function paper() {
  let text = '';
  const out = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return { out, read: () => text };
}

test('[SU10] a step is printed once with its number, name and time; a skipped one only counts', async () => {
  const { out, read } = paper();
  const steps = createSteps(5, 3, out);
  steps.skip();
  await steps.run('Building', async (step) => {
    step.note('1/20', '0 %');
    step.note('2/20', '0 %');
    step.note('10/20', '50 %');
  });
  expect(read()).toMatch(/^\[4\/5\] Building … 0 % 50 % {2}\d\.\d s\n$/);
});

test('[SU10] a step that fails says so and passes the error on', async () => {
  const { out, read } = paper();
  const broken = createSteps(2, 1, out).run('Trying', () => Promise.reject(new Error('no')));
  await expect(broken).rejects.toThrow('no');
  expect(read()).toMatch(/^\[1\/2\] Trying … {2}failed after \d\.\d s\n$/);
});

test.each([
  [3210, '3.2 s'],
  [31_400, '31 s'],
  [312_000, '5 min 12 s'],
])('[SU10] %i ms read as %s', (ms, text) => {
  expect(elapsed(0, ms)).toBe(text);
});

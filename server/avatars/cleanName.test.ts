import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanName } from './cleanName.ts';

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['李雷', '李雷'],
  ['a\u202Eb', 'ab'],
  ['A\u200Bd\u0000a\n', 'Ada'],
  ['e\u0301', 'é'],
  ['\u200B\u202E', 'Guest'],
  ['   ', 'Guest'],
])('[AV1] the name %j is shown as %j', (name, shown) => {
  expect(cleanName(name)).toBe(shown);
});

test('[AV1] whatever is typed, what is shown is clean, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const shown = cleanName(name);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|^\s|\s$|\s\s/u);
      expect(shown.length).toBeGreaterThan(0);
      expect(cleanName(shown)).toBe(shown);
    }),
    { numRuns: 2000 },
  );
});

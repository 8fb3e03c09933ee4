import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { create } from 'fontkit';
import { expect, test } from 'vitest';
import { openFaces } from './faces.ts';
import { readable } from './readable.ts';
import { openTypeface, type Shaped } from './typeface.ts';
import { levelsOf, visualRuns } from './visualRuns.ts';
import { unpackWoff2 } from './woff2.ts';
import { wrap } from './wrap.ts';

const typeface = openTypeface(openFaces(), 400);
const bold = openTypeface(openFaces(), 600);
const seen = (text: string): string[] => visualRuns(text, levelsOf(text)).map((run) => run.text);
/** Every character is one wide. */
const linesOf = (text: string, width: number, most = 99): string[] =>
  wrap(text, width, most, (part) => [...part].length).map(({ runs }) => runs.map((run) => run.text).join(''));
const codes = (run: readonly Shaped[]): string =>
  run.flatMap(({ codePoints }) => String.fromCodePoint(...codePoints)).join('');

test('[PP12] an unpacked font draws what the packed one draws', () => {
  const file = readFileSync(
    createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-greek-wght-normal.woff2'),
  );
  const [packed, plain] = [create(file), create(unpackWoff2(file))];
  for (const letter of 'ΑΒΓΔΕΖΗΘάέήίόύώ') {
    const [a, b] = [packed, plain].map((font) => font.layout(letter).glyphs[0]!);
    expect(b!.path.commands).toEqual(a!.path.commands);
    expect(b!.advanceWidth).toBe(a!.advanceWidth);
  }
});

test('[PP13] a heavier weight is drawn heavier, in every family', () => {
  for (const letter of ['n', 'ж', 'ن', '国']) {
    const [thin, thick] = [typeface, bold].map((face) => face.shape(letter, letter === 'ن')[0]!.outline());
    expect(thick!.contours).not.toEqual(thin!.contours);
  }
});

test('[PP14] Arabic letters are joined, and copied as they were written', () => {
  const word = typeface.shape('بيت', true);
  const alone = [...'بيت'].flatMap((letter) => typeface.shape(letter, true));
  expect(word.map(({ key }) => key).sort()).not.toEqual(alone.map(({ key }) => key).sort());
  expect([...codes(typeface.shape('تاريخ التسليم (فرع)', true))].reverse().join('')).toBe(
    'تاريخ التسليم (فرع)',
  );
});

test('[PP15] in mixed lines numbers and Latin run to the right, brackets face each other', () => {
  expect(seen('مصباح Fjord (LED)')).toEqual(['Fjord (LED)', 'مصباح ']);
  expect(seen('طاولة 42 سم')).toEqual([' سم', '42', 'طاولة ']);
  expect(seen('Table طاولة 42')).toEqual(['Table ', '42', 'طاولة ']);
  const [, open] = typeface.shape('ا(', true).toReversed();
  expect(open!.outline()).toEqual(typeface.shape(')', false)[0]!.outline());
});

test('[PP16] Latin words stay whole, Chinese breaks anywhere but before a stop or after an opening', () => {
  expect(linesOf('Hand-knotted rug', 12)).toEqual(['Hand-knotted', 'rug']);
  expect(linesOf('淮海中路，上海', 4)).toEqual(['淮海中', '路，上海']);
  expect(linesOf('淮海中（路）上', 4)).toEqual(['淮海中', '（路）上']);
  expect(linesOf('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  expect(linesOf('one two three four', 5, 2)).toEqual(['one', 'two…']);
});

test('[PP17] no line is wider than its place, and nothing is lost', () => {
  const word = fc.constantFrom(
    'Oslo',
    '橡木框架，羊毛',
    'كرسي',
    '(A-1)',
    '“峡湾”',
    'ABCDEFGHIJKLMNOP',
    '1 234,50 €',
    '👩‍👩‍👧',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 8, max: 40 }), (words, width) => {
      const text = words.join(' ');
      const lines = wrap(text, width, 999, (part) => [...part].length);
      for (const line of lines) expect(line.width).toBeLessThanOrEqual(width);
      const shown = lines.flatMap(({ runs }) => runs.map((run) => run.text)).join('');
      const letters = (of: string): string => [...of.replace(/\s/g, '')].sort().join('');
      expect(letters(shown)).toBe(letters(text));
    }),
  );
});

test('[PP18] figures have one width, article numbers a narrow hyphen', () => {
  const width = (text: string): number =>
    typeface.shape(text, false).reduce((sum, { advance }) => sum + advance, 0);
  expect(width('111.11')).toBe(width('888.88'));
  expect(width('A-1')).toBeLessThan(width('A') + width('−') + width('1'));
});

test('[PP19] a brand’s colour is darkened until it can be read', () => {
  expect(readable('#1b1a17')).toBe('#1b1a17');
  expect(readable('#ffffff')).not.toBe('#ffffff');
  expect(readable('#b08d57')).toMatch(/^#[0-9a-f]{6}$/);
});

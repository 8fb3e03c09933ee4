import { expect, test } from 'vitest';
import { colourOf } from './colours.ts';
import { callAt, namesFor, piecesOf } from './said.ts';

const kinds = (...args: Parameters<typeof piecesOf>) =>
  piecesOf(...args).map(({ kind, text }) => `${kind}:${text}`);

test('[CH11] names that were called are marked where they stand, and nothing else is', () => {
  expect(kinds('Look, @ada, and @Ada', [{ name: 'Ada' }])).toEqual([
    'text:Look, ',
    'mention:@ada',
    'text:, and ',
    'mention:@Ada',
  ]);
  expect(kinds('@Ada', [])).toEqual(['text:@Ada']);
  expect(kinds('@Ada Bo', [{ name: 'Ada' }, { name: 'Ada Bo' }])).toEqual(['mention:@Ada Bo']);
});

test('[CH11] addresses are links only where staff said them, without the stop after them', () => {
  const text = 'See https://example.org/a?b=1. Or javascript:alert(1)';
  expect(kinds(text)).toEqual([`text:${text}`]);
  expect(kinds(text, [], true)).toEqual([
    'text:See ',
    'link:https://example.org/a?b=1',
    'text:. Or javascript:alert(1)',
  ]);
});

test('[CH11] a name is completed from what stands after the @ before the caret', () => {
  expect(callAt('hello @')).toEqual({ at: 6, begun: '' });
  expect(callAt('@ad')).toEqual({ at: 0, begun: 'ad' });
  expect(callAt('mail@ad')).toBeUndefined();
  expect(callAt('hello')).toBeUndefined();
  expect(namesFor('a', ['Ada', 'Bo', 'adam', 'Ann', 'a'])).toEqual(['Ada', 'adam', 'Ann']);
  expect(namesFor('', ['1', '2', '3', '4', '5', '6'])).toHaveLength(5);
});

test('[CH9] a person’s name has one colour, and people differ', () => {
  expect(colourOf('abc')).toBe(colourOf('abc'));
  const colours = Array.from({ length: 100 }, (_, index) => colourOf(`person ${index}`));
  expect(new Set(colours).size).toBe(8);
});

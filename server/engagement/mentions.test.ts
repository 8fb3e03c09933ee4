import { expect, test } from 'vitest';
import { mentionsIn } from './mentions.ts';

const people = [
  { who: 'a', name: 'Ada' },
  { who: 'm', name: 'Adam' },
  { who: 'l', name: 'Ada Lovelace' },
  { who: 'b', name: 'Bo' },
  { who: 'c', name: 'bo' },
  { who: 'z', name: '小明' },
];
const named = (text: string) => mentionsIn(text, people).map(({ who }) => who);

test('[CH7] a line names whom it calls by @: the longest name that fits, in any case, each once', () => {
  expect(named('@Ada look')).toEqual(['a']);
  expect(named('@adam, @ADAM')).toEqual(['m']);
  expect(named('hello @Ada Lovelace.')).toEqual(['l']);
  expect(named('@小明 你好')).toEqual(['z']);
});

test('[CH7] everybody who bears the name is named; nobody is by a part of a word or an address', () => {
  expect(named('@Bo')).toEqual(['b', 'c']);
  expect(named('@Bob @Adamant mail@Ada Ada')).toEqual([]);
  expect(named('@')).toEqual([]);
});

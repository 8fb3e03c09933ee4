import { expect, test } from 'vitest';
import { putTogether } from './putTogether.ts';

const mark = (id: string, title: string) => ({ id, title });

test('[DZ8] what two have changed is put together leaf by leaf; where both changed the same, one’s own stays', () => {
  const base = {
    name: { en: 'Chair' },
    brand: '',
    tags: ['a'],
    marks: [mark('1', 'Seat'), mark('2', 'Leg')],
  };
  const mine = { ...base, brand: 'Oak', tags: ['a', 'm'], marks: [mark('1', 'My seat'), mark('3', 'Back')] };
  const theirs = {
    name: { en: 'Armchair', es: 'Sillón' },
    brand: 'Elm',
    tags: ['a', 't'],
    marks: [mark('1', 'Seat'), mark('2', 'Leg'), mark('4', 'Arm')],
  };
  expect(putTogether(base, mine, theirs)).toEqual({
    name: { en: 'Armchair', es: 'Sillón' },
    brand: 'Oak',
    tags: ['a', 'm'],
    marks: [mark('1', 'My seat'), mark('4', 'Arm'), mark('3', 'Back')],
  });
});

test('[DZ8] first entries of an empty list come from both; what one took away and the other changed stays', () => {
  expect(putTogether<unknown>([], [mark('1', 'Mine')], [mark('2', 'Theirs')])).toEqual([
    mark('2', 'Theirs'),
    mark('1', 'Mine'),
  ]);
  const base = [mark('1', 'Seat')];
  expect(putTogether(base, [], [mark('1', 'Their seat')])).toEqual([mark('1', 'Their seat')]);
  expect(putTogether(base, [mark('1', 'My seat')], [])).toEqual([mark('1', 'My seat')]);
  expect(putTogether(base, [], base)).toEqual([]);
  expect(putTogether(base, base, base)).toBe(base);
});

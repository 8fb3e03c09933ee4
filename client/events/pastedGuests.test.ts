import { expect, test } from 'vitest';
import { readPastedGuests } from './pastedGuests.ts';

test('[EV21] a pasted list is read however name and address are set apart', () => {
  const text = [
    'Ada Lovelace <Ada@Example.org>',
    'grace@example.org\tGrace Hopper',
    '"Liskov, Barbara"; barbara@example.org',
    '  ليلى ,layla@example.org',
    'alone@example.org',
    '',
  ].join('\r\n');
  expect(readPastedGuests(text)).toEqual({
    guests: [
      { name: 'Ada Lovelace', email: 'ada@example.org' },
      { name: 'Grace Hopper', email: 'grace@example.org' },
      { name: 'Liskov Barbara', email: 'barbara@example.org' },
      { name: 'ليلى', email: 'layla@example.org' },
      { name: 'alone', email: 'alone@example.org' },
    ],
    unread: [],
  });
});

test('[EV21] an address counts once; lines without one are given back as they were', () => {
  expect(readPastedGuests('a@b.cc\nA <a@b.cc>\nName;Mail\nx@y\n')).toEqual({
    guests: [{ name: 'a', email: 'a@b.cc' }],
    unread: ['Name;Mail', 'x@y'],
  });
});

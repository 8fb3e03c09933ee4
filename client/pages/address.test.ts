import { expect, test } from 'vitest';
import { inviteTo, pathOf, readAddress } from './address.ts';

const read = (url: string) => readAddress(new URL(url, 'https://vitrine.example'));

test('[SH6] an address says the showroom; the house itself is at the root', () => {
  expect(read('/')).toEqual({ showroom: 'atelier' });
  expect(read('/s/theatre')).toEqual({ showroom: 'theatre' });
  expect(read('/s/../etc')).toEqual({ showroom: 'atelier' });
  for (const showroom of ['atelier', 'garden']) expect(read(pathOf(showroom))).toEqual({ showroom });
});

test('[SH6] a ticket is read where it looks like one', () => {
  expect(read('/s/hall?ticket=aB3_x-Y')).toEqual({ showroom: 'hall', ticket: 'aB3_x-Y' });
  expect(read('/s/hall?ticket=<b>')).toEqual({ showroom: 'hall' });
  expect(read(`/s/hall?ticket=${'a'.repeat(65)}`)).toEqual({ showroom: 'hall' });
});

test('[SH6] an invitation leads to the room and the person; a broken one to the showroom', () => {
  const link = inviteTo('https://vitrine.example', 'hall', 'aB3_x-Y', 'Zz9');
  expect(read(link)).toEqual({ showroom: 'hall', room: 'aB3_x-Y', friend: 'Zz9' });
  expect(read('/s/hall#with=a')).toEqual({ showroom: 'hall' });
  expect(read('/s/hall#with=<b>.c')).toEqual({ showroom: 'hall' });
});

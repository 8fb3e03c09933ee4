import { expect, test } from 'vitest';
import { oggOpus, oggPages, opusHead } from '../testing/film.ts';
import { readOggOpus } from './ogg.ts';

test('[ST3] an Ogg file gives its Opus packets without the two headers', () => {
  const packets = [Buffer.from('a'), Buffer.from('packet'), Buffer.alloc(200, 3)];
  expect(readOggOpus(oggOpus(packets))).toEqual(packets);
});

test('[ST3] a packet of any length comes whole: 254, 255, 510 and 700 bytes, also across pages', () => {
  const packets = [254, 255, 256, 510, 700].map((bytes) => Buffer.alloc(bytes, bytes));
  expect(readOggOpus(oggOpus(packets))).toEqual(packets);
  expect(readOggOpus(oggOpus(packets, 2))).toEqual(packets);
});

test.each<[string, Buffer]>([
  ['an empty file', Buffer.alloc(0)],
  ['another file', Buffer.from('no Ogg at all, but long enough for a page header')],
  ['an Ogg file of something else', oggPages([[Buffer.from('vorbis')]])],
  ['a file cut inside a page header', oggOpus([Buffer.alloc(60)]).subarray(0, 65)],
  ['a file cut inside a packet', oggOpus([Buffer.alloc(60)]).subarray(0, -10)],
  ['rubbish after the first page', Buffer.concat([oggPages([[opusHead()]]), Buffer.from('rubbish')])],
])('[ST4] %s is refused', (_, file) => {
  expect(() => readOggOpus(file)).toThrow();
});

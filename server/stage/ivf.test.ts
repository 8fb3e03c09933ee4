import { expect, test } from 'vitest';
import { ivf, vp8Frame } from '../testing/film.ts';
import { readIvf } from './ivf.ts';

test('[ST1] a film file gives its frames with times, sizes and key frames', () => {
  const frames = [vp8Frame(20, true), vp8Frame(7, false), vp8Frame(3000, false)];
  const track = readIvf(ivf(frames));
  expect(track).toMatchObject({ width: 640, height: 360, durationMs: 120 });
  expect(track.frames.map(({ atMs, key }) => [atMs, key])).toEqual([
    [0, true],
    [40, false],
    [80, false],
  ]);
  expect(track.frames.map(({ data }) => Buffer.compare(data, frames.shift()!))).toEqual([0, 0, 0]);
});

test('[ST1] a film of one frame lasts a moment, so that it can go round', () => {
  expect(readIvf(ivf([vp8Frame(9, true)])).durationMs).toBeGreaterThan(0);
});

const good = ivf([vp8Frame(20, true), vp8Frame(20, false)]);
const edited = (edit: (file: Buffer) => void): Buffer => {
  const copy = Buffer.from(good);
  edit(copy);
  return copy;
};

test.each<[string, Buffer]>([
  ['an empty file', Buffer.alloc(0)],
  ['a file of another kind', Buffer.from('RIFF and so on, long enough to have a header')],
  ['another codec', edited((file) => file.write('AV01', 8))],
  ['a file cut inside a frame', good.subarray(0, good.length - 1)],
  ['a file cut inside a frame header', good.subarray(0, good.length - 21)],
  ['a time base of nothing', edited((file) => file.writeUInt32LE(0, 16))],
  ['no frame at all', good.subarray(0, 32)],
  ['a first frame that is no key frame', ivf([vp8Frame(9, false)])],
  ['an empty frame', edited((file) => file.writeUInt32LE(0, 32))],
  ['a header length that points into itself', edited((file) => file.writeUInt16LE(0, 6))],
])('[ST2] %s is refused', (_, file) => {
  expect(() => readIvf(file)).toThrow();
});

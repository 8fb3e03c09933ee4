import { expect, test } from 'vitest';
import { tinyFilm } from '../testing/film.ts';
import { openPump } from './house.ts';

const timestampOf = (packet: Buffer) => packet.readUInt32BE(4);
const sequenceOf = (packet: Buffer) => packet.readUInt16BE(2);

function pump(frames?: number, packets?: number) {
  const video: Buffer[] = [];
  const audio: Buffer[] = [];
  const reports: Buffer[] = [];
  const made = openPump(tinyFilm(frames, packets), 77, {
    video: (packet) => video.push(packet),
    audio: (packet) => audio.push(packet),
    rtcp: (packet) => reports.push(packet),
  });
  return { ...made, video, audio, reports };
}

/** The differences between neighbours. */
const steps = (values: number[]) => values.slice(1).map((value, index) => value - values[index]!);

test('[ST7] packets go out when they are due: one frame each 40 ms, one sound packet each 20 ms', () => {
  const { advance, video, audio } = pump();
  advance(0);
  expect([video.length, audio.length]).toEqual([1, 1]);
  advance(39);
  expect([video.length, audio.length]).toEqual([1, 2]);
  advance(1);
  expect([video.length, audio.length]).toEqual([2, 3]);
  for (let tick = 0; tick < 80; tick++) advance(12);
  expect([video.length, audio.length]).toEqual([26, 51]);
});

test('[ST8] the film goes round and round without a jump in times or numbers', () => {
  const { advance, video, audio } = pump(5, 10);
  for (let tick = 0; tick < 200; tick++) advance(12);
  expect(new Set(steps(video.map(timestampOf)))).toEqual(new Set([40 * 90]));
  expect(new Set(steps(audio.map(timestampOf)))).toEqual(new Set([20 * 48]));
  expect(new Set([...steps(video.map(sequenceOf)), ...steps(audio.map(sequenceOf))])).toEqual(new Set([1]));
  expect(video.length).toBeGreaterThan(50);
});

test('[ST8] sound and pictures of different length both go round in their own time', () => {
  const { advance, video, audio } = pump(5, 3);
  for (let tick = 0; tick < 100; tick++) advance(12);
  expect(Math.abs(timestampOf(video.at(-1)!) / 90 - timestampOf(audio.at(-1)!) / 48)).toBeLessThanOrEqual(40);
});

test('[ST9] a stall is skipped: no burst of more than half a second, and it goes on from there', () => {
  const { advance, video, audio } = pump();
  advance(0);
  advance(60_000);
  expect(video.length).toBeLessThanOrEqual(14);
  expect(audio.length).toBeLessThanOrEqual(27);
  const before = video.length;
  advance(40);
  expect(video.length - before).toBe(1);
});

test('[ST10] a film without sound plays', () => {
  const { advance, video, audio } = pump(3, 0);
  advance(100);
  expect([video.length, audio.length]).toEqual([3, 0]);
});

test('[ST30] each second a sender report for each stream ties its time to the wall clock', () => {
  const { advance, reports } = pump();
  for (let tick = 0; tick < 100; tick++) advance(12);
  expect(reports.map((report) => report.readUInt32BE(4))).toEqual([77, 78, 77, 78]);
  expect(reports.every((report) => report.length === 28 && report[1] === 200)).toBe(true);
});

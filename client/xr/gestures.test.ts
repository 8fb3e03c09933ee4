import { expect, test } from 'vitest';
import { newPad, type Pad } from '../world/pads.ts';
import { type HandSign, openGestures } from './gestures.ts';

const SECONDS = 1 / 72;
const EYES = 1.65;
type Place = [x: number, y: number, z: number];

const hand = ([x, y, z]: Place, more: Partial<Pad> = {}): Pad => {
  const pad = newPad();
  Object.assign(pad.grip, { x, y, z });
  return Object.assign(pad, { here: true, ...more });
};

/** What is heard while both hands go through so many frames. */
function play(
  frames: number,
  left: (at: number) => Place,
  right: (at: number) => Place,
  more?: Partial<Pad>,
) {
  const gestures = openGestures();
  const heard: HandSign[] = [];
  for (let at = 0; at < frames; at++) {
    const sign = gestures.step(SECONDS, hand(left(at), more), hand(right(at), more), EYES);
    if (sign) heard.push(sign);
  }
  return heard;
}

const down: Place = [-0.3, 0.9, -0.2];

test('[VR10] hands that come together quickly clap, once for each time; slowly, or holding something, they say nothing', () => {
  const beat = (at: number): number => 0.04 + 0.2 * Math.abs(Math.sin((at * Math.PI) / 36));
  const clap =
    (side: number) =>
    (at: number): Place => [side * beat(at), 1.2, -0.3];
  expect(play(109, clap(-1), clap(1))).toEqual(['clap', 'clap', 'clap']);
  const slow =
    (side: number) =>
    (at: number): Place => [side * Math.max(0.04, 0.2 - at * 0.001), 1.2, -0.3];
  expect(play(300, slow(-1), slow(1))).toEqual([]);
  expect(play(109, clap(-1), clap(1), { squeeze: true })).toEqual([]);
});

test('[VR10] both hands thrown up cheer, and not again at once', () => {
  const up = (side: number) => (): Place => [side * 0.3, EYES + 0.3, -0.2];
  expect(play(72, up(-1), up(1))).toEqual(['cheer']);
  expect(play(72, () => down, up(1))).toEqual([]);
});

test('[VR10] a raised hand that goes from side to side waves; one that hangs does not', () => {
  const side = (at: number): number => 0.3 + 0.12 * Math.sin((at * 2 * Math.PI) / 40);
  expect(
    play(
      90,
      () => down,
      (at) => [side(at), EYES, -0.3],
    ),
  ).toEqual(['wave']);
  expect(
    play(
      90,
      () => down,
      (at) => [side(at), 1, -0.3],
    ),
  ).toEqual([]);
});

import { expect, test } from 'vitest';
import {
  BORDERS,
  coming,
  FADE_SECONDS,
  type Fade,
  going,
  HYSTERESIS,
  type Level,
  pickLevel,
  pixelsOf,
  pressure,
  stepFade,
} from './levels.ts';

const fade = (): Fade => ({ shown: 0, leaving: -1, share: 1 });

test('[AV10] who appears large is drawn in full, who appears small as an outline', () => {
  const { fine, light } = BORDERS;
  expect(pickLevel(fine[0] + 1, -1, fine)).toBe(0);
  expect(pickLevel(fine[0] - 1, -1, fine)).toBe(1);
  expect(pickLevel(fine[1] - 1, -1, fine)).toBe(2);
  expect(pickLevel(5000, -1, light)).toBe(1);
  expect(pickLevel(light[1] - 1, -1, light)).toBe(2);
});

test('[AV10] twice as far is half as large, and nobody is nearer than the eye can be', () => {
  expect(pixelsOf(1.7, 4, 800)).toBeCloseTo(2 * pixelsOf(1.7, 8, 800));
  expect(pixelsOf(1.7, 0, 800)).toBe(17 * 800);
});

test('[AV11] near a border one keeps the level one has, from both sides', () => {
  for (const border of [0, 1] as const) {
    const at = BORDERS.fine[border];
    const [finer, coarser] = [border as Level, (border + 1) as Level];
    for (const part of [1 - HYSTERESIS + 0.01, 1, 1 + HYSTERESIS - 0.01])
      for (const level of [finer, coarser]) expect(pickLevel(at * part, level, BORDERS.fine)).toBe(level);
    expect(pickLevel(at * (1 - HYSTERESIS - 0.01), finer, BORDERS.fine)).toBe(coarser);
    expect(pickLevel(at * (1 + HYSTERESIS + 0.01), coarser, BORDERS.fine)).toBe(finer);
  }
});

test("[AV12] many in view are drawn in coarser levels, but who is within arm's reach never", () => {
  for (const border of [0, 1] as const) {
    expect(pressure(0, border)).toBe(1);
    expect(pressure(20, border)).toBe(1);
    expect(pressure(60, border)).toBeGreaterThan(1.2);
    expect(pressure(90, border)).toBeGreaterThan(pressure(60, border));
  }
  expect(BORDERS.fine[0] * pressure(5000, 0)).toBeLessThan(pixelsOf(1.7, 2.5, 720 / (2 * Math.tan(0.4))));
});

test('[AV13] a change of level lasts its time, and the next one waits for its end', () => {
  const one = fade();
  stepFade(one, 1, 0.016);
  expect(one).toEqual({ shown: 1, leaving: 0, share: 0 });
  stepFade(one, 2, FADE_SECONDS / 2);
  expect(one).toEqual({ shown: 1, leaving: 0, share: 0.5 });
  stepFade(one, 2, FADE_SECONDS);
  expect(one).toEqual({ shown: 1, leaving: -1, share: 1 });
  stepFade(one, 2, 0.016);
  expect(one).toEqual({ shown: 2, leaving: 1, share: 0 });
});

test('[AV13] at each moment of a change every pixel is drawn in exactly one of the two levels', () => {
  // as crowd.fragment.fx decides by a pixel's grain
  const drawn = (value: number, grain: number) =>
    value < 0.999 ? grain < value : value < 1.5 || grain >= value - 2;
  for (const share of [0, 0.2, 0.5, 0.9])
    for (let grain = 0.025; grain < 1; grain += 0.05)
      expect(drawn(coming(share), grain)).toBe(!drawn(going(share), grain));
});

import { expect, test } from 'vitest';
import { openShowLevels } from './showLevels.ts';

const run = (seconds: number, loudness: number, clapping = 0, people = 10, levels = openShowLevels()) => {
  for (let time = 0; time < seconds; time += 0.05) levels.step(0.05, loudness, clapping, people);
  return levels;
};

test('[LS1] the beams of the programme follow its sound, and never go out while it runs', () => {
  expect(run(3, 0).programme).toBeGreaterThan(0.15);
  expect(run(1, 0.3).programme).toBeGreaterThan(0.9);
  const levels = run(1, 0.3);
  expect(run(4, 0, 0, 10, levels).programme).toBeLessThan(0.3);
});

test('[LS2] the beams of the applause need hands, and more of them shine more', () => {
  expect(run(2, 0.3, 0).applause).toBe(0);
  const one = run(2, 0, 1).applause;
  const many = run(2, 0, 6).applause;
  expect(one).toBeGreaterThan(0);
  expect(many).toBeGreaterThan(one * 2);
  expect(run(2, 0, 0, 0).applause).toBe(0);
});

test('[LS3] the sweep goes on at its own pace, faster when it is lively', () => {
  expect(run(4, 0.3).phase).toBeGreaterThan(run(4, 0).phase * 1.5);
});

import { expect, test } from 'vitest';
import { firstGuess, openGovernor, stillBudget } from './quality.ts';

/** Feeds frames of one duration until the governor has judged so many windows; answers every change. */
function feed(governor: ReturnType<typeof openGovernor>, durationMs: number, frames: number, moving = false) {
  const changes = [];
  for (let frame = 0; frame < frames; frame++) {
    const change = governor.frame(durationMs, moving);
    if (change) changes.push(change);
  }
  return changes;
}

test('[QU1] software renderers start light, phones in the middle, others fine', () => {
  expect(firstGuess('ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device))', false)).toBe('low');
  expect(firstGuess('Adreno (TM) 740', true)).toBe('medium');
  expect(firstGuess('NVIDIA GeForce RTX 4070', false)).toBe('high');
});

test('[QU2] slow frames make the picture coarser step by step, then the tier lower', () => {
  const governor = openGovernor('high', true);
  const changes = feed(governor, 300, 12 * 5);
  expect(changes).toEqual([
    { scale: 1.25 },
    { scale: 1.6 },
    { scale: 2 },
    { scale: 2.5 },
    { tier: 'medium' },
  ]);
});

test('[QU3] a tier chosen by hand stays, however slow', () => {
  const governor = openGovernor('high', false);
  expect(feed(governor, 300, 12 * 12).some((change) => change.tier)).toBe(false);
});

test('[QU4] fast frames make it finer again, but only when the finer picture would still be in time', () => {
  const governor = openGovernor('low', true);
  expect(governor.scale()).toBe(2);
  expect(feed(governor, 20, 12 * 2)).toEqual([{ scale: 1.6 }]);
  expect(feed(governor, 80, 12 * 6)).toEqual([]);
});

test('[QU5] while one moves, frames must be faster than while one stands still', () => {
  expect(feed(openGovernor('low', true), 90, 12)).toEqual([]);
  expect(feed(openGovernor('low', true), 90, 12, true)).toEqual([{ scale: 2.5 }]);
});

test('[QU6] a small window is kept fluid, a large one rather sharp', () => {
  expect(stillBudget(640 * 360)).toBeLessThan(1000 / 15);
  expect(stillBudget(320 * 180)).toBe(stillBudget(640 * 360));
  expect(stillBudget(1280 * 720)).toBeGreaterThan(stillBudget(900 * 500));
  expect(stillBudget(3840 * 2160)).toBeLessThan(150);
});

import { expect, test } from 'vitest';
import { GAITS, GESTURES } from '../../shared/model/avatar.ts';
import { openWalker } from '../world/walker.ts';
import { openSelf } from './self.ts';

const AREA = {
  outline: [
    [-5, -5],
    [5, -5],
    [5, 5],
    [-5, 5],
  ],
  holes: [],
} as never;

/** Oneself in a world whose frames come when asked; `told` fills with what the room hears. */
function oneself() {
  const steps = new Set<(seconds: number) => void>();
  const told: string[] = [];
  const walker = openWalker(AREA);
  const onFrame = (step: (seconds: number) => void) => {
    steps.add(step);
    return () => steps.delete(step);
  };
  const link = {
    on: () => () => {},
    send: (_: string, { gait }: { gait: number }) => told.push(GAITS[gait]!),
  };
  const self = openSelf({ onFrame } as never, link as never, walker, () => false);
  const pass = (seconds: number): void => {
    for (let time = 0; time < seconds; time += 0.1) for (const step of steps) step(0.1);
  };
  return { self, walker, told, pass, steps };
}

test('[AV20] a gesture is told, shown for its time, and ends by itself', () => {
  const { self, told, pass } = oneself();
  pass(0.2);
  self.gesture('wave');
  expect(GAITS[self.gait()]).toBe('wave');
  pass(GESTURES.wave + 0.3);
  expect(GAITS[self.gait()]).toBe('idle');
  expect(told).toEqual(['idle', 'wave', 'idle']);
});

test('[AV20] who walks off has ended it; leaving frees the frame', () => {
  const { self, walker, pass, steps } = oneself();
  self.gesture('dance');
  walker.speed = 1.4;
  pass(0.2);
  expect(GAITS[self.gait()]).toBe('walk');
  walker.speed = 0;
  pass(0.2);
  expect(GAITS[self.gait()]).toBe('idle');
  expect(steps.size).toBe(1);
  self.dispose();
  self.dispose();
  expect(steps.size).toBe(0);
});

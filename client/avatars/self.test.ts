import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GAITS, GESTURES } from '../../shared/model/avatar.ts';
import { type FloorPoint, sweep } from '../../shared/model/geometry.ts';
import { floorWith } from '../world/testing/floor.ts';
import { openWalker } from '../world/walker.ts';
import { openSelf } from './self.ts';

const AREA = floorWith([1, 1], [3, 3]);

/** Oneself in a world whose frames come when asked; `told` fills with what the room hears. */
function oneself() {
  const steps = new Set<(seconds: number) => void>();
  const told: string[] = [];
  const places: FloorPoint[] = [];
  const walker = openWalker(AREA);
  const onFrame = (step: (seconds: number) => void) => {
    steps.add(step);
    return () => steps.delete(step);
  };
  const link = {
    on: () => () => {},
    send: (_: string, { gait, x, z }: { gait: number; x: number; z: number }) => {
      told.push(GAITS[gait]!);
      places.push([x, z]);
    },
  };
  const self = openSelf({ onFrame } as never, link as never, walker, AREA, () => false);
  const pass = (seconds: number): void => {
    for (let time = 0; time < seconds; time += 0.1) for (const step of steps) step(0.1);
  };
  return { self, walker, told, places, pass, steps };
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

test('[AV27] however seldom frames come and however one walks, every way that the room is told is free', () => {
  const turn = fc.tuple(
    fc.double({ min: -4, max: 4, noNaN: true }),
    fc.double({ min: 0.2, max: 1.2, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.constantFrom(4, 7, 15, 60), fc.array(turn, { maxLength: 12 }), (rate, turns) => {
      const { walker, places, steps } = oneself();
      walker.place(0.7, 2);
      for (const [yaw, seconds] of turns)
        for (let frame = 0; frame < seconds * rate; frame++) {
          walker.step(1 / rate, { ahead: 1, aside: 0, hurry: true }, yaw);
          for (const step of steps) step(1 / rate);
        }
      for (const [index, place] of places.slice(1).entries())
        expect(sweep(AREA, places[index]!, place)).toBe(1);
    }),
    { numRuns: 300 },
  );
});

test('[AV27] who slides around a corner is told at the corner', () => {
  for (let start = 1.05; start < 1.4; start += 0.005) {
    const { walker, places, steps } = oneself();
    walker.place(0.98, start);
    for (let frame = 0; frame < 60; frame++) {
      walker.step(1 / 60, { ahead: 1, aside: 0, hurry: true }, -Math.PI / 4);
      for (const step of steps) step(1 / 60);
    }
    for (const [index, place] of places.slice(1).entries())
      expect(sweep(AREA, places[index]!, place)).toBe(1);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, type Level, planModels } from './streaming.ts';

const stand = (id: string, metres: number, more: Partial<Candidate> = {}): Candidate => ({
  id,
  metres,
  inView: true,
  looked: false,
  has: undefined,
  bytes: { low: 20, full: 100 },
  ...more,
});
const WIDE = { bytes: 10_000, fullMetres: 5 };

test('[SG1] the nearest in view come first, and each in its low file', () => {
  const { load } = planModels(
    [stand('far', 9), stand('behind', 3, { inView: false }), stand('near', 2), stand('middle', 6)],
    WIDE,
  );
  expect(load.map(({ id }) => id)).toEqual(['near', 'middle', 'behind', 'far']);
  expect(new Set(load.map(({ level }) => level))).toEqual(new Set(['low']));
});

test('[SG1] what one walks to comes before what is nearer', () => {
  const { load } = planModels([stand('near', 1), stand('looked', 9, { looked: true })], WIDE);
  expect(load[0]).toEqual({ id: 'looked', level: 'low' });
});

test('[SG2] what is near or looked at is shown in full once all are there', () => {
  const { load, hold } = planModels(
    [
      stand('near', 2, { has: 'low' }),
      stand('far', 8, { has: 'low' }),
      stand('looked', 9, { has: 'low', looked: true }),
    ],
    WIDE,
  );
  expect(load).toEqual([
    { id: 'looked', level: 'full' },
    { id: 'near', level: 'full' },
  ]);
  expect(hold.get('far')).toBe('low');
});

test('[SG3] what was loaded stays while there is room, and the farthest is freed when there is none', () => {
  const kept = [stand('left', 8, { has: 'full' }), stand('near', 2, { has: 'low' })];
  expect(planModels(kept, WIDE).hold.get('left')).toBe('full');
  const tight = planModels(kept, { bytes: 130, fullMetres: 5 });
  expect(tight.hold).toEqual(
    new Map<string, Level>([
      ['near', 'full'],
      ['left', 'low'],
    ]),
  );
  expect(tight.load[0]).toEqual({ id: 'left', level: 'low' });
  expect(planModels(kept, { bytes: 110, fullMetres: 5 }).hold.has('left')).toBe(false);
});

test('[SG3] a tier without full models holds low ones only', () => {
  const { hold } = planModels([stand('near', 1, { has: 'full', looked: true })], {
    bytes: 1000,
    fullMetres: 0,
  });
  expect(hold.get('near')).toBe('low');
});

test('[SG3] whatever there is, the budget is kept', () => {
  const level = fc.constantFrom<Level | undefined>('low', 'full', undefined);
  const some = fc.array(
    fc.record({
      metres: fc.double({ min: 0, max: 30, noNaN: true }),
      inView: fc.boolean(),
      looked: fc.boolean(),
      has: level,
      low: fc.integer({ min: 1, max: 50 }),
      more: fc.integer({ min: 0, max: 200 }),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 3000 }), fc.constantFrom(0, 6), (list, bytes, fullMetres) => {
      const candidates = list.map(({ low, more, ...rest }, index) => ({
        ...rest,
        id: String(index),
        bytes: { low, full: low + more },
      }));
      const { hold } = planModels(candidates, { bytes, fullMetres });
      const spent = candidates.reduce(
        (sum, { id, bytes: of }) => sum + (hold.has(id) ? of[hold.get(id)!] : 0),
        0,
      );
      expect(spent).toBeLessThanOrEqual(bytes);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openBucket, openBuckets } from './rateLimit.ts';

test('[RL1] a bucket lets a burst through, then as much as refills', () => {
  const bucket = openBucket({ perSecond: 2, burst: 3 });
  expect([0, 0, 0, 0].map((at) => bucket.take(at))).toEqual([true, true, true, false]);
  expect(bucket.take(499)).toBe(false);
  expect(bucket.take(500)).toBe(true);
  expect(bucket.take(500)).toBe(false);
  expect([9000, 9000, 9000, 9000].map((at) => bucket.take(at))).toEqual([true, true, true, false]);
});

test('[RL1] whatever the times, no more gets through than burst and refill allow', () => {
  const steps = fc.array(fc.nat(2000), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      (waits, perSecond, burst) => {
        const bucket = openBucket({ perSecond, burst });
        let now = 0;
        let through = 0;
        for (const wait of waits) {
          now += wait;
          if (bucket.take(now)) through++;
          expect(through).toBeLessThanOrEqual(burst + ((now - waits[0]!) / 1000) * perSecond + 1e-6);
        }
      },
    ),
  );
});

test('[RL2] a clock that goes back gives nothing away', () => {
  const bucket = openBucket({ perSecond: 1, burst: 2 });
  bucket.take(10_000);
  bucket.take(10_000);
  expect(bucket.take(0)).toBe(false);
  expect(bucket.take(5_000)).toBe(false);
});

test('[RL3] each key has its own bucket', () => {
  const buckets = openBuckets({ perSecond: 1, burst: 1 });
  expect([buckets.take('a', 0), buckets.take('b', 0), buckets.take('a', 0)]).toEqual([true, true, false]);
});

test('[RL3] beyond its capacity the longest unused key is forgotten', () => {
  const buckets = openBuckets({ perSecond: 0.001, burst: 1 }, 2);
  buckets.take('a', 0);
  buckets.take('b', 0);
  buckets.take('a', 0);
  buckets.take('c', 0);
  expect(buckets.take('a', 0)).toBe(false);
  expect(buckets.take('b', 0)).toBe(true);
});

import type { RateLimit } from '../shared/wire/contract.ts';

/** A token bucket: `take` answers whether one more is allowed now. */
export type Bucket = { take(nowMs: number): boolean };

/** A full bucket of `burst` tokens that refills by `perSecond`. */
export function openBucket({ perSecond, burst }: RateLimit): Bucket {
  let tokens = burst;
  let last = Number.NEGATIVE_INFINITY;
  return {
    take(nowMs) {
      if (last !== Number.NEGATIVE_INFINITY)
        tokens = Math.min(burst, tokens + ((nowMs - last) / 1000) * perSecond);
      last = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** Buckets by key (an address, a person); forgets the longest unused beyond `capacity`. */
export function openBuckets(
  limit: RateLimit,
  capacity = 10_000,
): { take(key: string, nowMs: number): boolean } {
  const buckets = new Map<string, Bucket>();
  return {
    take(key, nowMs) {
      const bucket = buckets.get(key) ?? openBucket(limit);
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > capacity) buckets.delete(buckets.keys().next().value!);
      return bucket.take(nowMs);
    },
  };
}

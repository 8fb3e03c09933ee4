import { expect, test, vi } from 'vitest';
import { openApi } from './api.ts';
import { serverClock } from './serverClock.ts';

test('[SH8] the time is what the server said and what has passed since', () => {
  let elapsed = 5000;
  const now = serverClock(1_000_000, () => elapsed);
  expect(now()).toBe(1_000_000);
  elapsed += 2500;
  expect(now()).toBe(1_002_500);
});

test('[SH8] a device whose clock is wrong gets the server’s time with the showrooms', async () => {
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  vi.stubGlobal('localStorage', { getItem: () => null });
  try {
    const { now } = await openApi(async () => Response.json({ showrooms: [], now: 9e11 })).showrooms();
    expect(now()).toBeGreaterThanOrEqual(9e11);
    expect(now()).toBeLessThan(9e11 + 60_000);
  } finally {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  }
});

import { expect, test } from 'vitest';
import { kept } from './kept.ts';

test('[PC18] a large catalogue is asked for once a minute, a small one each time', async () => {
  let [asked, now] = [0, 0];
  const list = (length: number) =>
    kept(
      async () => {
        asked++;
        return Array.from({ length }, (_, at) => at);
      },
      () => now,
    );
  const large = list(500);
  await large();
  expect(await large()).toHaveLength(500);
  expect(asked).toBe(1);
  now = 61_000;
  await large();
  expect(asked).toBe(2);
  const small = list(8);
  await small();
  await small();
  expect(asked).toBe(4);
});

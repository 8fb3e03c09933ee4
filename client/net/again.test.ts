import { expect, test } from 'vitest';
import { Refusal } from '../../shared/wire/refusal.ts';
import { untilDone } from './again.ts';

test('[FL1] what the server does not answer is tried again until it does', async () => {
  const answers = ['offline', 'too-many', 'offline'] as const;
  let tries = 0;
  const done = await untilDone(async () => {
    const refused = answers[tries++];
    if (refused) throw new Refusal(refused);
    return 'in';
  }, 1);
  expect([done, tries]).toEqual(['in', 4]);
});

test('[FL1] what does not pass by itself ends it at once, and so does the time', async () => {
  let tries = 0;
  const refuse = (code: 'not-open' | 'offline') => async () => {
    tries++;
    throw new Refusal(code);
  };
  await expect(untilDone(refuse('not-open'), 1)).rejects.toMatchObject({ code: 'not-open' });
  expect(tries).toBe(1);
  await expect(untilDone(refuse('offline'), 1, -1)).rejects.toMatchObject({ code: 'offline' });
  expect(tries).toBe(2);
});

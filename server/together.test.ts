import { expect, test } from 'vitest';
import { togetherBy } from './together.ts';

/** Reads that end when they are told to. */
function reads() {
  const begun: { asked: string; end(answer: string): void; fail(error: Error): void }[] = [];
  const read = (asked: string) =>
    new Promise<string>((resolve, reject) => begun.push({ asked, end: resolve, fail: reject }));
  return { begun, ask: togetherBy(read, (asked) => asked) };
}

test('[PG8] who asks for the same while a read is under way shares the next one, which begins after they asked', async () => {
  const { begun, ask } = reads();
  const first = ask('a');
  const another = ask('b');
  await expect.poll(() => begun.map(({ asked }) => asked)).toEqual(['a', 'b']);
  const others = [ask('a'), ask('a')];
  begun[0]!.end('old');
  expect(await first).toBe('old');
  await expect.poll(() => begun.length).toBe(3);
  const late = ask('a');
  begun[2]!.end('new');
  expect(await Promise.all(others)).toEqual(['new', 'new']);
  await expect.poll(() => begun.length).toBe(4);
  begun[3]!.end('newest');
  begun[1]!.end('b');
  expect(await Promise.all([late, another])).toEqual(['newest', 'b']);
});

test('[PG8] a read that fails is told to those who share it alone', async () => {
  const { begun, ask } = reads();
  const first = ask('a');
  await expect.poll(() => begun.length).toBe(1);
  const second = ask('a');
  begun[0]!.fail(new Error('broken'));
  await expect(first).rejects.toThrow('broken');
  await expect.poll(() => begun.length).toBe(2);
  begun[1]!.end('fine');
  expect(await second).toBe('fine');
  const third = ask('a');
  await expect.poll(() => begun.length).toBe(3);
  begun[2]!.end('again');
  expect(await third).toBe('again');
});

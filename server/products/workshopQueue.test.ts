import { expect, test } from 'vitest';
import { openQueue } from './workshopQueue.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('[CK27] no more than its places are taken at a time, and one given back twice is one', async () => {
  const queue = openQueue(2);
  const [first] = [await queue.enter('ada'), await queue.enter('ada')];
  const order: string[] = [];
  for (const name of ['b', 'c']) void queue.enter(name).then(() => order.push(name));
  await settled();
  expect(queue.waiting()).toBe(2);
  first!();
  first!();
  await settled();
  expect(order).toEqual(['b']);
});

test('[CK27] whoever has many jobs does not keep others waiting', async () => {
  const queue = openQueue(2);
  const order: string[] = [];
  const enter = (owner: string) =>
    queue.enter(owner).then((leave) => {
      order.push(owner);
      return leave;
    });
  const leaving = [enter('ada'), enter('ada'), enter('ada'), enter('ben'), enter('ada'), enter('cleo')];
  for (const next of leaving.slice(0, 2)) (await next)();
  for (const next of leaving.slice(2)) void next.then((leave) => leave());
  await Promise.all(leaving);
  expect(order.slice(0, 2)).toEqual(['ada', 'ada']);
  expect(order.indexOf('ben')).toBeLessThan(order.lastIndexOf('ada'));
  expect(queue.waiting()).toBe(0);
});

test('[CK27] who gives up waiting takes no place', async () => {
  const queue = openQueue(1);
  const leave = await queue.enter('ada');
  const cancel = new AbortController();
  const given = queue.enter('ben', cancel.signal);
  cancel.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  leave();
  (await queue.enter('cleo'))();
});

test('[CK27] what can wait comes after what people wait for', async () => {
  const queue = openQueue(1);
  const leave = await queue.enter('ada');
  const order: string[] = [];
  const enter = (name: string, canWait: boolean) =>
    queue.enter(name, undefined, canWait).then((done) => {
      order.push(name);
      done();
    });
  const all = [enter('packing', true), enter('upload', false), enter('another', false)];
  leave();
  await Promise.all(all);
  expect(order).toEqual(['upload', 'another', 'packing']);
});

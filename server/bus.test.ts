import { expect, test } from 'vitest';
import { inProcessBus } from './bus.ts';

/** So many pieces left of one thing. */
const left = (stock: number) => ({ slug: 'deer', sku: 'D-1', left: stock, stock });
const fail = (error: unknown) => expect.unreachable(String(error));

test('[BU1] an event reaches each listener of its name, in the order in which they came, until they go', () => {
  const bus = inProcessBus(fail);
  const heard: string[] = [];
  const undo = bus.subscribe('stock.changed', ({ stock }) => heard.push(`first ${stock}`));
  bus.subscribe('stock.changed', ({ stock }) => heard.push(`second ${stock}`));
  bus.subscribe('stand.changed', () => heard.push('stand'));
  bus.publish('stock.changed', left(3));
  undo();
  undo();
  bus.publish('stock.changed', left(2));
  expect(heard).toEqual(['first 3', 'second 3', 'second 2']);
});

test('[BU1] a listener that goes while an event is told changes nothing for the others', () => {
  const bus = inProcessBus(fail);
  const heard: string[] = [];
  const undo = bus.subscribe('stock.changed', () => {
    undo();
    heard.push('once');
  });
  bus.subscribe('stock.changed', () => heard.push('always'));
  for (const stock of [1, 2]) bus.publish('stock.changed', left(stock));
  expect(heard).toEqual(['once', 'always', 'always']);
});

test('[BU2] a listener that fails keeps the event from nobody, nor breaks who told it', () => {
  const failures: unknown[] = [];
  const bus = inProcessBus((error) => failures.push(error));
  const heard: number[] = [];
  bus.subscribe('stock.changed', () => {
    throw new Error('broken room');
  });
  bus.subscribe('stock.changed', ({ stock }) => heard.push(stock));
  expect(() => bus.publish('stock.changed', left(1))).not.toThrow();
  expect(heard).toEqual([1]);
  expect(failures).toEqual([new Error('broken room')]);
});

import { expect, test, vi } from 'vitest';
import type { ProductContent } from '../../../shared/model/catalogue.ts';
import type { ProductVersion } from '../../../shared/model/productVersion.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { openVersionEditor } from './versionEditor.ts';

const content = (brand: string) => ({ brand }) as ProductContent;
const version = (brand: string, changedAt: number) =>
  ({ version: 1, state: 'draft', changedAt, content: content(brand) }) as ProductVersion;
const brand = (next: string) => (now: ProductContent) => ({ ...now, brand: next });

/** A server with one version that knows who wrote last. */
function serving() {
  let now = version('', 1);
  const written: string[] = [];
  return {
    written,
    others: (next: string) => {
      now = version(next, now.changedAt + 1);
    },
    write: async (next: ProductContent, changedAt: number) => {
      if (changedAt !== now.changedAt) throw new Refusal('conflict', 'somebody else has changed it');
      written.push(next.brand);
      now = version(next.brand, changedAt + 1);
      return now;
    },
    read: async () => now,
  };
}

test('[DZ3] what is written is kept by itself after a rest, one change after another; typing is undone as one', async () => {
  vi.useFakeTimers();
  const server = serving();
  const editor = openVersionEditor(await server.read(), server);
  for (const next of ['O', 'Oa', 'Oak']) editor.change(brand(next), 'brand');
  expect(editor.saved.value.state).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(1000);
  expect([server.written, editor.saved.value.state]).toEqual([['Oak'], 'saved']);
  editor.change(brand('Ash'));
  editor.undo();
  expect(editor.content.value.brand).toBe('Oak');
  editor.undo();
  expect([editor.content.value.brand, editor.canUndo.value]).toEqual(['', false]);
  editor.redo();
  await editor.flush();
  expect(server.written.at(-1)).toBe('Oak');
  editor.dispose();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test('[DZ3] nobody’s work is written over unasked: a conflict waits for an answer, and both answers can be undone', async () => {
  const server = serving();
  const editor = openVersionEditor(await server.read(), server);
  server.others('Elm');
  editor.change(brand('Oak'));
  await editor.flush();
  expect([server.written, editor.saved.value.state]).toEqual([[], 'conflict']);
  await editor.resolve('theirs');
  expect([editor.content.value.brand, editor.saved.value.state]).toEqual(['Elm', 'saved']);
  editor.undo();
  expect(editor.content.value.brand).toBe('Oak');
  server.others('Fir');
  await editor.flush();
  await editor.resolve('mine');
  expect([server.written, editor.saved.value.state]).toEqual([['Oak'], 'saved']);
  editor.dispose();
});

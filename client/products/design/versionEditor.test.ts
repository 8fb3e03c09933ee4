import { expect, test, vi } from 'vitest';
import type { ProductContent } from '../../../shared/model/catalogue.ts';
import type { ProductVersion } from '../../../shared/model/productVersion.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { openVersionEditor } from './versionEditor.ts';

const content = (brand: string, origin = '') => ({ brand, origin }) as ProductContent;
const version = (said: ProductContent, changedAt: number) =>
  ({ version: 1, state: 'draft', changedAt, content: said }) as ProductVersion;
const brand = (next: string) => (now: ProductContent) => ({ ...now, brand: next });

/** A server with one version that knows who wrote last. */
function serving() {
  let now = version(content(''), 1);
  const written: string[] = [];
  return {
    written,
    others: (next: string, origin?: string) => {
      now = version(content(next, origin), now.changedAt + 1);
    },
    write: async (next: ProductContent, changedAt: number) => {
      if (changedAt !== now.changedAt) throw new Refusal('conflict', 'somebody else has changed it');
      written.push(next.brand);
      now = version(next, changedAt + 1);
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
  expect(server.written).toEqual([]);
  expect(editor.saved.value).toMatchObject({ state: 'conflict', theirs: { content: { brand: 'Elm' } } });
  await editor.resolve('theirs');
  expect([editor.content.value.brand, editor.saved.value.state]).toEqual(['Elm', 'saved']);
  editor.undo();
  expect(editor.content.value.brand).toBe('Oak');
  server.others('Fir');
  await editor.flush();
  await editor.resolve('together');
  expect([server.written, editor.saved.value.state]).toEqual([['Oak'], 'saved']);
  editor.dispose();
});

test('[DZ8] what somebody else wrote meanwhile is still there after both are put together, and after all of one’s own is undone', async () => {
  const server = serving();
  const editor = openVersionEditor(await server.read(), server);
  server.others('', 'CN');
  editor.change(brand('Oak'));
  editor.change(brand('Ash'));
  await editor.flush();
  await editor.resolve('together');
  expect(editor.content.value).toEqual({ brand: 'Ash', origin: 'CN' });
  while (editor.canUndo.value) editor.undo();
  expect(editor.content.value).toEqual({ brand: '', origin: 'CN' });
  editor.dispose();
});

test('[DZ8] what can’t be read after a conflict is tried again', async () => {
  vi.useFakeTimers();
  const server = serving();
  const read = vi.fn(server.read).mockRejectedValueOnce(new Refusal('offline'));
  const editor = openVersionEditor(await server.read(), { ...server, read });
  server.others('Elm');
  editor.change(brand('Oak'));
  await editor.flush();
  expect(editor.saved.value.state).toBe('failed');
  await vi.advanceTimersByTimeAsync(5000);
  expect(editor.saved.value.state).toBe('conflict');
  editor.dispose();
  vi.useRealTimers();
});

import { expect, test, vi } from 'vitest';
import type { LayoutContent, Placement } from '../../shared/model/layout.ts';
import {
  changeBetween,
  changed,
  type LayoutChange,
  type OpenLayout,
} from '../../shared/model/layoutChange.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { openLayoutsApi } from './layoutsApi.ts';
import { openTogether } from './together.ts';

const piece = (id: string, x = 0): Placement => ({
  ...{ id, product: 'chair', sku: 'chair', mount: 'floor', x, y: 0, z: 0, yaw: 0, scale: 1 },
});
const content = (...placements: Placement[]): LayoutContent => ({ name: '', placements, room: null });

/** A server with one layout, and pages that have it open. */
function openServer() {
  let layout: OpenLayout = { ...content(piece('a')), id: 'l', rev: 1, savedAt: 0, mine: true, key: '' };
  const lines = new Map<(name: string, data: string) => void, () => void>();
  let isThere = true;
  const change = (by: LayoutChange, from = ''): { rev: number } => {
    layout = { ...changed(layout, by), rev: layout.rev + 1 } as OpenLayout;
    for (const tell of lines.keys()) tell('step', JSON.stringify({ ...by, rev: layout.rev, from }));
    return { rev: layout.rev };
  };
  const ask = async (_method: string, _path: string, body?: unknown) => {
    if (!isThere) throw new Refusal('offline');
    const { from, ...by } = body as LayoutChange & { from: string };
    return change(by, from) as never;
  };
  return {
    now: () => layout,
    change,
    cut: () => {
      isThere = false;
      for (const end of lines.values()) end();
    },
    mend: () => {
      isThere = true;
    },
    /** Opens a page, with what it shows. */
    page(mine = true, unsent?: { content: LayoutContent; since: LayoutContent }) {
      let shown: LayoutContent = unsent?.content ?? content(...layout.placements);
      const states: string[] = [];
      const hidden = new Set<string>();
      const together = openTogether({
        kept: openLayoutsApi(ask),
        layout: { ...layout, ...unsent?.content, mine },
        since: unsent?.since,
        events: (_path, tell, signal) =>
          new Promise((resolve, reject) => {
            if (!isThere) return reject(new Refusal('offline'));
            const end = () => {
              lines.delete(tell);
              resolve();
            };
            signal.addEventListener('abort', end);
            lines.set(tell, end);
            tell('layout', JSON.stringify(layout));
          }),
        read: () => shown,
        prepare: async () => undefined,
        take: (by) => {
          shown = changed(shown, { ...by, placed: by.placed.filter(({ id }) => !hidden.has(id)) });
        },
        onState: (state) => states.push(state),
        everyMs: 5,
        againMs: 5,
      });
      return {
        states,
        shown: () => shown.placements,
        hide: (id: string) => hidden.add(id),
        close: together.close,
        unsent: together.unsent,
        set(next: LayoutContent) {
          shown = next;
          together.changed();
        },
      };
    },
  };
}

test('[PN20] what leads from one content to another leads there, and the same content needs nothing', () => {
  const before = content(piece('a'), piece('b'), piece('c'));
  const after = { ...content(piece('a'), piece('c', 2), piece('d')), name: 'Home' };
  const change = changeBetween(before, after)!;
  expect(change).toEqual({ placed: [piece('c', 2), piece('d')], gone: ['b'], name: 'Home' });
  expect(changed(before, change)).toEqual(after);
  expect(changeBetween(before, structuredClone(before))).toBeUndefined();
});

test('[PN21] what is moved on one page is moved on the other; only what has changed is told', async () => {
  const server = openServer();
  const [ada, bob] = [server.page(), server.page()];
  ada.set(content(piece('a', 1), piece('b')));
  await vi.waitFor(() => expect(bob.shown()).toEqual([piece('a', 1), piece('b')]));
  bob.set(content(piece('a', 1), piece('b', 5)));
  await vi.waitFor(() => expect(ada.shown()).toEqual([piece('a', 1), piece('b', 5)]));
  expect(server.now().rev).toBe(3);
  await Promise.all([ada.close(), bob.close()]);
});

test('[PN22] what is still on its way from here is not written over by what comes from elsewhere', async () => {
  const server = openServer();
  const ada = server.page();
  ada.set(content(piece('a', 1)));
  server.change({ placed: [piece('a', 9), piece('b')], gone: [] });
  await vi.waitFor(() => expect(ada.shown()).toEqual([piece('a', 1), piece('b')]));
  await vi.waitFor(() => expect(server.now().placements).toEqual([piece('a', 1), piece('b')]));
  await ada.close();
});

test('[PN23] a line that broke comes back with all that has happened, and what was changed meanwhile is told', async () => {
  const server = openServer();
  const ada = server.page();
  server.cut();
  ada.set(content(piece('a'), piece('own')));
  await vi.waitFor(() => expect(ada.states).toContain('offline'));
  server.change({ placed: [piece('theirs')], gone: ['a'] });
  server.mend();
  await vi.waitFor(() => expect(ada.states.at(-1)).toBe('kept'));
  expect(ada.shown().map(({ id }) => id)).toEqual(['own', 'theirs']);
  expect(
    server
      .now()
      .placements.map(({ id }) => id)
      .sort(),
  ).toEqual(['own', 'theirs']);
  await ada.close();
});

test('[PN24] who may only look tells nothing, and sees everything; closing tells what was left to tell', async () => {
  const server = openServer();
  const [guest, ada] = [server.page(false), server.page()];
  guest.set(content(piece('a', 7)));
  ada.set(content(piece('a', 2)));
  await ada.close();
  expect(server.now().placements).toEqual([piece('a', 2)]);
  await guest.close();
  expect(server.now().rev).toBe(2);
});

test('[PN25] a piece that can’t be shown here stays for the others', async () => {
  const server = openServer();
  const ada = server.page();
  ada.hide('b');
  server.change({ placed: [piece('b')], gone: [] });
  ada.set(content(piece('a', 3)));
  await vi.waitFor(() => expect(server.now().placements).toEqual([piece('a', 3), piece('b')]));
  await vi.waitFor(() => expect(ada.states.at(-1)).toBe('kept'));
  expect(ada.shown()).toEqual([piece('a', 3)]);
  await ada.close();
});

test('[PN26] what was changed on an earlier visit without a line is told on the next one; of what it left alone others have the last word', async () => {
  const server = openServer();
  const since = content(piece('a'), piece('b'), piece('c'));
  server.change({ placed: [piece('b'), piece('c')], gone: [] });
  // Without a line `a` was moved, `c` taken away and `d` added; meanwhile others have moved `b`.
  server.change({ placed: [piece('b', 7)], gone: [] });
  const mine = { content: content(piece('a', 1), piece('b'), piece('d')), since };
  const ada = server.page(true, mine);
  expect(ada.unsent()).toEqual(since);
  const all = [piece('a', 1), piece('b', 7), piece('d')];
  await vi.waitFor(() => expect(server.now().placements).toEqual(all));
  await vi.waitFor(() => expect(ada.unsent()).toBeUndefined());
  expect(ada.shown()).toEqual(all);
  await ada.close();
});

import type { LayoutContent } from '../../shared/model/layout.ts';
import type { LayoutChange, LayoutEntry, OpenLayout } from '../../shared/model/layoutChange.ts';

/** Any call of the server's interface. */
export type Ask = <T>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<T>;

/** Layouts as the server keeps them; verbs throw its Refusal. */
export type LayoutsApi = ReturnType<typeof openLayoutsApi>;

/** Letters of a fresh id by chance. */
const ID_BYTES = 16;

/** An id for a new layout, which nobody guesses. */
export function newLayoutId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The layouts of who asks, and those that they have a link to. */
export function openLayoutsApi(ask: Ask) {
  const at = (id: string): string => `/api/layouts/${encodeURIComponent(id)}`;
  const keyed = (key: string | undefined): Record<string, string> => (key ? { 'layout-key': key } : {});
  return {
    list: async () => (await ask<{ layouts: LayoutEntry[] }>('GET', '/api/layouts')).layouts,
    get: (id: string, key?: string) => ask<OpenLayout>('GET', at(id), undefined, keyed(key)),
    /** `rev` 0 makes it. */
    save: ({ name, placements, room }: LayoutContent, id: string, rev: number, key?: string) =>
      ask<OpenLayout>('PUT', at(id), { name, placements, room, rev }, keyed(key)),
    /** `from` names this page, so that it knows its own changes when they are told. */
    change: (id: string, change: LayoutChange, from: string, key?: string) =>
      ask<{ rev: number }>('POST', `${at(id)}/changes`, { ...change, from }, keyed(key)),
    /** Lets others change it by a fresh key, or not any more. */
    share: (id: string, may: boolean) => ask<OpenLayout>('PUT', `${at(id)}/key`, { may }),
    remove: (id: string) => ask<unknown>('DELETE', at(id)),
    /** Where its changes are told. */
    eventsAt: (id: string): string => `${at(id)}/events`,
  };
}

import type { BulkResult, Carrier, DeskCounts, DeskOrder, DeskPage } from '../../../shared/model/desk.ts';
import type { Market } from '../../../shared/model/market.ts';
import type { Api } from '../../net/api.ts';

/** Who carries a parcel, under which number; a carrier's id, or a name with a link of its own. */
export type Label = { carrier: string; tracking: string; url?: string };
/** A parcel to be sent. */
export type ParcelBody = Label & { lines?: { sku: string; quantity: number }[] };
/** What goes back. */
export type RefundBody = { reason: string; restock: boolean } & (
  | { whole: true }
  | { lines?: { sku: string; quantity: number }[]; delivery?: boolean }
  | { amount: number }
);
/** What is done with many. */
export type BulkBody =
  | { act: 'pack' | 'unpack' | 'deliver'; orders: string[] }
  | { act: 'ship'; parcels: (Label & { order: string })[] };
/** What a shop that can be trusted shows. */
export type Health = {
  attempts: { at: number; what: string }[];
  healed: { at: number }[];
  breaches: string[];
};

/** The calls of the desk; each throws the server's Refusal. */
export function openDeskApi({ ask }: Pick<Api, 'ask'>) {
  const at = (id: string, rest = ''): string => `/api/desk/orders/${encodeURIComponent(id)}${rest}`;
  const once = (key: string) => ({ 'idempotency-key': key });
  const act = (id: string, rest: string, body?: unknown, headers?: Record<string, string>) =>
    ask<DeskOrder>('POST', at(id, rest), body, headers);
  return {
    list: (query: URLSearchParams) => ask<DeskPage>('GET', `/api/desk/orders?${query}`),
    counts: () => ask<DeskCounts>('GET', '/api/desk/counts'),
    health: () => ask<Health>('GET', '/api/desk/health'),
    carriers: async () => (await ask<{ carriers: Carrier[] }>('GET', '/api/desk/carriers')).carriers,
    markets: async () => (await ask<{ markets: Market[] }>('GET', '/api/market')).markets,
    order: (id: string) => ask<DeskOrder>('GET', at(id)),
    pack: (id: string) => act(id, '/pack'),
    unpack: (id: string) => act(id, '/unpack'),
    deliver: (id: string, parcel?: string) =>
      act(id, parcel ? `/parcels/${encodeURIComponent(parcel)}/delivery` : '/delivery'),
    ship: (id: string, key: string, parcels: ParcelBody[]) => act(id, '/parcels', { parcels }, once(key)),
    relabel: (id: string, parcel: string, label: Label) =>
      ask<DeskOrder>('PUT', at(id, `/parcels/${encodeURIComponent(parcel)}`), label),
    refund: (id: string, key: string, body: RefundBody) => act(id, '/refunds', body, once(key)),
    cancel: (id: string, key: string, reason: string) => act(id, '/cancellation', { reason }, once(key)),
    note: (id: string, text: string) => act(id, '/notes', { text }),
    /** These answer the order as its buyer sees it. */
    write: (id: string, text: string) => ask<unknown>('POST', at(id, '/messages'), { text }),
    read: (id: string) => ask<unknown>('POST', at(id, '/messages/read')),
    answer: (
      id: string,
      returned: string,
      body: {
        status: 'accepted' | 'refused' | 'received';
        text: string;
        restock?: boolean;
        refund?: boolean;
      },
    ) => ask<unknown>('POST', at(id, `/returns/${encodeURIComponent(returned)}`), body),
    bulk: async (body: BulkBody, key: string) =>
      (await ask<{ results: BulkResult[] }>('POST', '/api/desk/bulk', body, once(key))).results,
    csv: (query: URLSearchParams): string => `/api/desk/orders.csv?${query}`,
    packingLists: (ids: readonly string[]): string => `/api/desk/packing-lists?orders=${ids.join(',')}`,
    paper: (id: string, number: string): string => at(id, `/papers/${encodeURIComponent(number)}`),
  };
}

/** The calls of the desk. */
export type DeskApi = ReturnType<typeof openDeskApi>;

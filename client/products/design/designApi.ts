import type { Offer, ProductContent } from '../../../shared/model/catalogue.ts';
import type { MakeOptions } from '../../../shared/model/delivery.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import type { ProductMove } from '../../../shared/model/productState.ts';
import type { ProductEntry, ProductRecord, ProductVersion } from '../../../shared/model/productVersion.ts';
import type { RowFault } from '../../../shared/model/rowFault.ts';
import type { Api } from '../../net/api.ts';

/** The calls of the designer's desk; each throws a Refusal. */
export type DesignApi = ReturnType<typeof openDesignApi>;

/** What would become, or became, of each product of a file that is taken in. */
export type Imported = {
  created: number;
  changed: number;
  same: number;
  taken: { row: number; slug: string; outcome: 'created' | 'changed'; fields: string[] }[];
  refused: (RowFault & { row: number; slug: string })[];
};
export type TransferFormat = 'csv' | 'json';

const TYPES = { csv: 'text/csv', json: 'application/json' } as const;

/** The designer's side of the catalogue over the interface. */
export function openDesignApi({ ask, token, events }: Pick<Api, 'ask' | 'token' | 'events'>) {
  const draft = (id: string, rest = ''): string => `/api/designer/drafts/${encodeURIComponent(id)}${rest}`;
  const product = (slug: string, rest = ''): string =>
    `/api/designer/products/${encodeURIComponent(slug)}${rest}`;
  const file = (format: TransferFormat, attempt: boolean): string =>
    `/api/designer/import?${new URLSearchParams({ format, attempt: attempt ? '1' : '0' })}`;
  return {
    token,
    drafts: async () => (await ask<{ drafts: Draft[] }>('GET', '/api/designer/drafts')).drafts,
    draft: (id: string) => ask<Draft>('GET', draft(id)),
    announce: (name: string, files: { path: string; bytes: number }[]) =>
      ask<Draft>('POST', '/api/designer/drafts', { name, files }),
    addFiles: (id: string, files: { path: string; bytes: number }[]) =>
      ask<Draft>('POST', draft(id, '/files'), { files }),
    make: (id: string, wish: { options?: Partial<MakeOptions>; main?: string }) =>
      ask<Draft>('POST', draft(id, '/make'), wish),
    each: async (id: string) => (await ask<{ drafts: Draft[] }>('POST', draft(id, '/each'))).drafts,
    cancel: (id: string) => ask<Draft>('POST', draft(id, '/cancel')),
    remove: (id: string) => ask('DELETE', draft(id)),
    /** Calls back with an upload as it is and with each change, until the signal ends it. */
    follow: (id: string, onDraft: (draft: Draft) => void, signal: AbortSignal) =>
      events(draft(id, '/events'), (_, data) => onDraft(JSON.parse(data) as Draft), signal),
    products: (query: { words: string; offset: number; limit: number }) =>
      ask<{ entries: ProductEntry[]; total: number }>(
        'GET',
        `/api/designer/products?${new URLSearchParams({ ...(query.words && { words: query.words }), offset: String(query.offset), limit: String(query.limit) })}`,
      ),
    create: (slug: string, name: string, upload: string, why: string) =>
      ask<ProductVersion>('POST', '/api/designer/products', { slug, name, draft: upload, why }),
    product: (slug: string) => ask<ProductRecord>('GET', product(slug)),
    setOffers: async (slug: string, offers: Offer[]) =>
      (await ask<{ offers: Offer[] }>('PUT', product(slug, '/offers'), { offers })).offers,
    next: (slug: string, of: { from?: number; draft?: string; why?: string }) =>
      ask<ProductVersion>('POST', product(slug, '/versions'), of),
    version: (slug: string, version: number) =>
      ask<ProductVersion>('GET', product(slug, `/versions/${version}`)),
    write: (slug: string, version: number, content: ProductContent, changedAt: number) =>
      ask<ProductVersion>('PUT', product(slug, `/versions/${version}`), { content, changedAt }),
    move: (slug: string, version: number, move: ProductMove, why: string) =>
      ask<ProductRecord>('POST', product(slug, `/versions/${version}/${move}`), { why }),
    /** Keeps a picture or a film and answers its address. */
    keep: async (file: Blob) =>
      (
        await ask<{ url: string }>(
          'POST',
          '/api/designer/files',
          new Blob([file], { type: 'application/octet-stream' }),
        )
      ).url,
    export: (format: TransferFormat) =>
      ask<unknown>('GET', `/api/designer/export?format=${format}`).then((answer) =>
        typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2),
      ),
    import: (text: string, format: TransferFormat, attempt: boolean) =>
      ask<Imported>('POST', file(format, attempt), new Blob([text], { type: TYPES[format] })),
  };
}

import { signal } from '@preact/signals';
import type { ListDraft } from './listDraft.ts';
import { openLoaded } from './loaded.ts';
import type { PricesApi } from './pricesApi.ts';
import { openStock } from './stock.ts';

/** The parts of the page, as its address names them. */
export const PARTS = ['stock', 'lists', 'rates', 'warehouses'] as const;
export type Part = (typeof PARTS)[number];

/** Where one is: a part, and in `lists` the list that is open (`new` for one that is being made). */
type Place = { part: Part; list: string };

/** The state of the page: what is fetched is kept from part to part, and so is what is typed. */
export type Pricing = ReturnType<typeof openPricing>;

/** Opens the page at what the address says; `follow` follows it until its undo is called. */
export function openPricing(api: PricesApi) {
  const place = signal<Place>(placeOf(location.hash));
  /** Lists as they are typed, by their id. */
  const drafts = signal<ReadonlyMap<string, ListDraft>>(new Map());
  const go = (part: Part, list = ''): void => {
    place.value = { part, list };
    history.pushState(null, '', list ? `#${part}/${encodeURIComponent(list)}` : `#${part}`);
  };
  return {
    ...{ api, place, drafts, go },
    stock: openStock(api),
    lists: openLoaded(api.lists),
    markets: openLoaded(api.markets),
    rates: openLoaded(api.rates),
    warehouses: openLoaded(api.warehouses),
    /** Keeps what is typed of a list; undefined forgets it. */
    draft(id: string, draft: ListDraft | undefined): void {
      const next = new Map(drafts.value);
      if (draft) next.set(id, draft);
      else next.delete(id);
      drafts.value = next;
    },
    follow(): () => void {
      const back = (): void => {
        place.value = placeOf(location.hash);
      };
      const leave = (event: BeforeUnloadEvent): void => {
        if (drafts.value.size > 0) event.preventDefault();
      };
      back();
      addEventListener('popstate', back);
      addEventListener('beforeunload', leave);
      return () => {
        removeEventListener('popstate', back);
        removeEventListener('beforeunload', leave);
      };
    },
  };
}

function placeOf(hash: string): Place {
  const [name, list = ''] = hash.slice(1).split('/');
  const part = PARTS.find((one) => one === name) ?? 'stock';
  return { part, list: part === 'lists' ? decoded(list) : '' };
}

/** Somebody may have typed the address. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

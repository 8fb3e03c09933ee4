import { batch, computed, effect, signal } from '@preact/signals';
import type { LobbyEntry } from '../../../shared/model/showroom.ts';
import type { Api } from '../../net/api.ts';
import { type Choice, openChoice } from './choice.ts';
import { openDesignApi } from './designApi.ts';
import { openSender } from './sending.ts';
import { openUploads } from './uploads.ts';

/** Products a page of the list has. */
const PAGE = 50;

/** What all parts of the designer's desk share: the calls, what is chosen, what is known of uploads and products. */
export type Desk = ReturnType<typeof openDesk>;

/** Opens the desk. It lives as long as its page. */
export function openDesk(api: Api) {
  const design = openDesignApi(api);
  const choice = openChoice();
  const sender = openSender(design.token);
  const uploads = openUploads(design, sender);
  const words = signal('');
  const entries = signal<Awaited<ReturnType<typeof design.products>> | undefined>(undefined);
  let asked = 0;
  /** Asks for the list of products, or for its next page; only the latest answer counts. */
  const loadProducts = async (more = false): Promise<void> => {
    const mine = ++asked;
    const before = more ? (entries.value?.entries ?? []) : [];
    const found = await design.products({ words: words.value.trim(), offset: before.length, limit: PAGE });
    if (mine !== asked) return;
    entries.value = { entries: [...before, ...found.entries], total: found.total };
  };
  const choose = (next: Choice): void => choice.choose(next);
  effect(() => {
    const { value } = choice.chosen;
    uploads.watch(value.kind === 'upload' ? value.id : undefined);
  });
  return {
    api: design,
    sender,
    uploads,
    words,
    products: entries,
    loadProducts,
    chosen: choice.chosen,
    choose,
    /** The upload that is looked at, as far as it is known. */
    upload: computed(() => {
      const { value } = choice.chosen;
      return value.kind === 'upload' ? uploads.drafts.value?.find(({ id }) => id === value.id) : undefined;
    }),
    showrooms: async (): Promise<LobbyEntry[]> => (await api.showrooms()).showrooms,
    stands: api.console.stands,
    place: api.console.place,
    /** Changes several things at once. */
    together: batch,
  };
}

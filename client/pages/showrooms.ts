import { inLanguage } from '../../shared/model/localText.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { language } from '../ui/i18n.ts';
import { api, serverNow, showrooms } from './state.ts';

const LIST_KEY = 'vitrine.showrooms';

/** A showroom by its address, once the list of them is there. */
export const showroomOf = (slug: string): LobbyEntry | undefined =>
  showrooms.value.find((each) => each.slug === slug);

/** The name of a showroom in the reader's language. */
export function nameOf(slug: string): string {
  const showroom = showroomOf(slug);
  return showroom ? inLanguage(showroom.name, language.value) : slug;
}

/** Asks for the showrooms of the house, and for its time; keeps them for a visit without network. */
export async function refreshShowrooms(): Promise<void> {
  const list = await api.showrooms();
  localStorage.setItem(LIST_KEY, JSON.stringify(list.showrooms));
  serverNow.value = list.now;
  showrooms.value = list.showrooms;
}

/** Takes the showrooms of the last visit; false if there was none. */
export function recallShowrooms(): boolean {
  const kept = localStorage.getItem(LIST_KEY);
  if (kept) showrooms.value = JSON.parse(kept) as LobbyEntry[];
  return kept !== null;
}

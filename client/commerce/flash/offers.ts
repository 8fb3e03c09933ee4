import { signal } from '@preact/signals';
import type { LocalText } from '../../../shared/model/localText.ts';
import type { Flash } from '../../../shared/wire/state.ts';
import type { Link } from '../../net/link.ts';

/** A flash offer of the room as this page knows it; `over` once it has ended, until it is put away. */
export type Offer = {
  id: string;
  product: string;
  title: LocalText;
  left: number;
  total: number;
  endsAt: number;
  perPerson: number;
  over: boolean;
};

/** Milliseconds for which an offer that is over still says so. */
const OVER_MS = 12_000;

/** Follows the flash offers of a room, those that have ended for a moment longer; the opener disposes it. */
export function followOffers(link: Link) {
  const offers = signal<readonly Offer[]>([]);
  const undo: (() => void)[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const put = (id: string, offer: Offer | undefined): void => {
    const others = offers.value.filter((one) => one.id !== id);
    offers.value = offer ? [...others, offer].sort((a, b) => a.endsAt - b.endsAt) : others;
  };
  const read = (id: string, { product, title, left, total, endsAt, perPerson }: Flash): Offer => ({
    ...{ id, product, left, total, endsAt, perPerson, over: false },
    title: JSON.parse(title || '{"en":""}') as LocalText,
  });
  undo.push(
    link.watch.added('flashes', (flash, id) => {
      put(id, read(id, flash));
      undo.push(link.watch.changed(flash, () => link.state.flashes.has(id) && put(id, read(id, flash))));
    }),
    link.watch.removed('flashes', (_, id) => {
      const known = offers.value.find((one) => one.id === id);
      if (!known) return;
      put(id, { ...known, over: true });
      const timer = setTimeout(() => {
        timers.delete(timer);
        if (!link.state.flashes.has(id)) put(id, undefined);
      }, OVER_MS);
      timers.add(timer);
    }),
  );
  return {
    offers,
    dispose(): void {
      for (const step of undo.splice(0)) step();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

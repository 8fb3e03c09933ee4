import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Product } from '../../../shared/model/catalogue.ts';
import type { Refusal } from '../../../shared/wire/refusal.ts';
import { toRefusal } from '../../ui/report.ts';

/** Milliseconds of quiet after which what is typed is looked for. */
const QUIET_MS = 250;

/** What was found for which words, and why nothing could be. */
export type Found = { words: string; products: Product[]; trouble: Refusal | undefined };

/** Looks for what is typed once the hand rests; an answer that comes too late is dropped. What was found last stays until there is something else. `skip` tells for which words nothing is asked. */
export function useSearch(
  words: string,
  find: (words: string) => Promise<Product[]>,
  skip = false,
): { found: ReadonlySignal<Found | undefined>; again(): void } {
  const found = useSignal<Found | undefined>(undefined);
  const round = useSignal(0);
  const wanted = words.trim();
  useEffect(() => {
    if (skip) {
      found.value = undefined;
      return;
    }
    let over = false;
    const look = async (): Promise<void> => {
      const answer = await find(wanted).then(
        (products) => ({ words: wanted, products, trouble: undefined }),
        (error) => ({ words: wanted, products: [], trouble: toRefusal(error) }),
      );
      if (!over) found.value = answer;
    };
    const timer = setTimeout(() => void look(), wanted ? QUIET_MS : 0);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [wanted, skip, round.value]);
  return {
    found,
    again: () => {
      round.value++;
    },
  };
}

import type { Send } from './lines.ts';

/** How one buyer's way through a shop ended: the seconds are those of the whole way. */
export type Outcome = { end: 'paid' | 'sold-out' | 'failed'; ms: number; at: number; why: string };

/** One buyer's whole way; throws `SoldOut` where the shop says so. */
export type Way = (buyer: number, send: Send) => Promise<void>;

/** The shop has no more of it, in so many words. */
export class SoldOut extends Error {}

async function go(way: Way, buyer: number, send: Send): Promise<Outcome> {
  const began = performance.now();
  const ended = (end: Outcome['end'], why = ''): Outcome => {
    const at = performance.now();
    return { end, ms: at - began, at, why };
  };
  try {
    await way(buyer, send);
    return ended('paid');
  } catch (error) {
    return error instanceof SoldOut ? ended('sold-out') : ended('failed', (error as Error).message);
  }
}

/** Buyers who come a few at a time: another as soon as one is through. */
export async function atOnce(way: Way, buyers: number, concurrency: number, send: Send): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < buyers) outcomes.push(await go(way, next++, send));
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, buyers) }, lane));
  return outcomes;
}

/** Buyers who all come within some time, evenly, however slow the shop is. */
export async function within(way: Way, buyers: number, ms: number, send: Send): Promise<Outcome[]> {
  const all: Promise<Outcome>[] = [];
  const began = performance.now();
  while (all.length < buyers) {
    const due = Math.min(buyers, Math.ceil(((performance.now() - began) / ms) * buyers));
    while (all.length < due) all.push(go(way, all.length, send));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(all);
}

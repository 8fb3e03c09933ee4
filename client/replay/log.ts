import type { ReplayEntry } from '../../shared/model/replay.ts';
import type { Api } from '../net/api.ts';

/** All of an event's log, page by page. */
export async function fetchLog(api: Pick<Api, 'replay'>, event: string): Promise<ReplayEntry[]> {
  const all: ReplayEntry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<Api['replay']['log']>> = await api.replay.log(event, after);
    all.push(...page.entries);
    after = page.next;
  }
  return all;
}

/** The products that a log tells of. */
export function productsIn(entries: readonly ReplayEntry[]): string[] {
  const slugs = entries.flatMap((entry) =>
    entry.kind === 'pin' || entry.kind === 'stand' ? [entry.data.product] : [],
  );
  return [...new Set(slugs)].filter(Boolean);
}

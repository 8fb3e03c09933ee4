/** Entries from which a list is dear to ask for. */
const LARGE = 200;
/** Milliseconds for which a large one is kept. */
const KEPT_MS = 60_000;

/** Asks for a list each time while it is short; a long one is asked for once a minute at most. */
export function kept<T>(
  ask: () => Promise<T[]>,
  now: () => number = () => performance.now(),
): () => Promise<T[]> {
  let last: { list: T[]; at: number } | undefined;
  return async () => {
    if (last && last.list.length > LARGE && now() - last.at < KEPT_MS) return last.list;
    last = { list: await ask(), at: now() };
    return last.list;
  };
}

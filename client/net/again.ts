import { Refusal } from '../../shared/wire/refusal.ts';

/** Milliseconds between two tries, on average, and for which it is tried. */
const EVERY_MS = 1000;
const FOR_MS = 120_000;
/** What passes by itself: the server is away, or too many ask at once. */
const PASSING: readonly string[] = ['offline', 'too-many'];

/** Tries until it is done, at uneven times so that a whole room does not ask at once; throws what does not pass by itself, or lasts too long. */
export async function untilDone<T>(
  attempt: () => Promise<T>,
  everyMs = EVERY_MS,
  forMs = FOR_MS,
): Promise<T> {
  const end = performance.now() + forMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Refusal) || !PASSING.includes(error.code) || performance.now() > end)
        throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs * (0.5 + Math.random())));
  }
}

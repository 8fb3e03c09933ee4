import { Refusal } from '../../shared/wire/refusal.ts';

/** What went wrong as a Refusal; anything that is not one is our bug: it goes to the browser's console and becomes `internal`. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // biome-ignore lint/suspicious/noConsole: the one place where a page reports its own bugs
  console.error(error);
  return new Refusal('internal');
}

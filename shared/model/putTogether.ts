import { named } from './productVersion.ts';

/**
 * What two have made of the same thing, put together leaf by leaf: what only one of them changed is as that one has it,
 * and where both did, `mine` stays. Lists are put together when their entries have a name, and are one leaf otherwise.
 */
export function putTogether<Value>(base: Value, mine: Value, theirs: Value): Value {
  if (alike(mine, base)) return theirs;
  if (alike(theirs, base) || alike(theirs, mine)) return mine;
  const lists = [mine, theirs].every(Array.isArray);
  const [was, a, b] = [base, mine, theirs].map((value) => entriesOf(value, lists));
  if (!a || !b) return mine ?? theirs;
  const entries = [...new Set([...b.keys(), ...a.keys()])]
    .map((key) => [key, putTogether(was?.get(key), a.get(key), b.get(key))] as const)
    .filter(([, value]) => value !== undefined);
  return (lists ? entries.map(([, value]) => value) : Object.fromEntries(entries)) as Value;
}

const alike = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** An empty list may be the rest of one whose entries had names. */
const entriesOf = (value: unknown, lists: boolean): Map<string, unknown> | undefined =>
  lists && Array.isArray(value) && value.length === 0 ? new Map() : named(value);

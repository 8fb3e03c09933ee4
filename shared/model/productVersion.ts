import type { MadeModel, Offer, ProductContent } from './catalogue.ts';
import type { LocalText } from './localText.ts';
import type { ProductState } from './productState.ts';

/** A version in the list of a product's versions. */
export type VersionEntry = {
  version: number;
  state: ProductState;
  why: string;
  byName: string;
  at: number;
  changedAt: number;
};

/** A version whole; `changedAt` is to be sent back with a change, so that nobody's work is written over. */
export type ProductVersion = VersionEntry & { content: ProductContent; model: MadeModel };

/** One thing that was done with a product. */
export type ProductStep = { version: number; step: string; why: string; byName: string; at: number };

/** A product as its designers see it. */
export type ProductRecord = {
  slug: string;
  published: number | null;
  latest: number;
  versions: VersionEntry[];
  steps: ProductStep[];
  offers: Offer[];
};

/** A product in a list of designers. */
export type ProductEntry = {
  slug: string;
  name: LocalText;
  thumbnail: string;
  published: number | null;
  latest: number;
  /** The state of the latest version. */
  state: ProductState;
  changedAt: number;
};

/** Where two versions differ: the way to a value, and the value in both (JSON, undefined where there is none). */
export type Difference = { path: string; before: unknown; after: unknown };

/** Where two values differ, leaf by leaf; lists are compared as a whole unless their entries have a name. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [a, b] = [named(before), named(after)];
  if (!a || !b) return [{ path, before, after }];
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].flatMap((key) => differences(a.get(key), b.get(key), path ? `${path}.${key}` : key));
}

/** The entries of an object, or of a list whose entries have a name of their own (`id`, `part`, `variant` or `clip`), in their order. */
export function named(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const names = value.map((entry) => entry?.id ?? entry?.part ?? entry?.variant ?? entry?.clip);
  const all = names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
  return all && value.length > 0 ? new Map(value.map((entry, at) => [String(names[at]), entry])) : undefined;
}

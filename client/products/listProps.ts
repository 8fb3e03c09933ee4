import type { Product } from '../../shared/model/catalogue.ts';
import type { Refusal } from '../../shared/wire/refusal.ts';
import type { OnShow } from './shelf.ts';

/** What a list of products shows, and what can be done with them. */
export type ListProps = {
  items: OnShow[];
  loaded: boolean;
  /** Why they could not be had. */
  trouble: Refusal | undefined;
  onRetry(): void;
  onOpen(stand: string): void;
  onGoTo?: ((stand: string) => void) | undefined;
  /** All that is on sale, by words. */
  find(words: string): Promise<Product[]>;
  /** What this page knows of by itself. */
  known(): Iterable<Product>;
  /** Takes a product in hand that stands nowhere here. */
  onInspect(slug: string): void;
};

import type { LocalText } from './catalogue.ts';
import type { Money } from './money.ts';

/** One product in a cart, at today's price; `stock` is what is left of it. */
export type CartLine = {
  slug: string;
  name: LocalText;
  quantity: number;
  unitPrice: Money;
  total: Money;
  stock: number;
  thumbnail: string;
};

/** A cart; `total` is null when it is empty. */
export type Cart = { lines: CartLine[]; total: Money | null };

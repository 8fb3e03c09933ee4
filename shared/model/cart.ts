import type { LocalText } from './localText.ts';
import type { Money } from './money.ts';

/** One SKU in a cart, at today's price; `stock` is what is left of it, `variant` and `label` say which it is of its product. */
export type CartLine = {
  slug: string;
  sku: string;
  variant: string;
  label: LocalText | null;
  name: LocalText;
  quantity: number;
  unitPrice: Money;
  total: Money;
  stock: number;
  thumbnail: string;
};

/** A cart; `total` is null when it is empty. */
export type Cart = { lines: CartLine[]; total: Money | null };

import type { Selling } from './cart.ts';
import type { LocalText } from './localText.ts';
import type { Money } from './money.ts';

/** What a SKU is called at the desk, and its base price; `name` is null for one that is not on sale. */
export type Ware = {
  sku: string;
  name: LocalText | null;
  label: LocalText | null;
  thumbnail: string;
  price: Money | null;
};

/** What is there of a SKU: `levels` has each place that ever had some; `incoming` may be sold before it is there. */
export type SkuStock = {
  sku: string;
  product: string;
  variant: string;
  selling: Selling;
  readyAt: number | null;
  levels: { warehouse: string; quantity: number }[];
  stock: number;
  incoming: number;
};

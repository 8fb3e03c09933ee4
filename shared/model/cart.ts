import type { LocalText } from './localText.ts';
import type { MarketChoice } from './market.ts';
import type { Money } from './money.ts';
import type { Discount, TaxPart } from './order.ts';

/** How a SKU is sold when there is none left: not at all, ordered once more, or before there ever was one. */
export const SELLINGS = ['stock', 'backorder', 'preorder'] as const;
export type Selling = (typeof SELLINGS)[number];

/** How many of a SKU may be ordered before they are there; 0 unless its shop says so. */
export const aheadOf = ({
  selling = 'stock',
  incoming = 0,
}: {
  selling?: Selling;
  incoming?: number;
}): number => (selling === 'stock' ? 0 : incoming);

/** What is otherwise than when the buyer last saw their cart. */
export type CartChange =
  | { kind: 'price'; was: Money }
  /** Fewer are left than the cart asks for. */
  | { kind: 'stock'; left: number }
  /** It is not sold any more, or not there. */
  | { kind: 'gone' };

/** One SKU in a cart, at today's price; `stock` is what is left of it, `variant` and `label` say which it is of its product. */
export type CartLine = {
  slug: string;
  sku: string;
  variant: string;
  label: LocalText | null;
  name: LocalText;
  quantity: number;
  unitPrice: Money;
  compareAt: Money | null;
  discounts: Discount[];
  taxes: TaxPart[];
  total: Money;
  stock: number;
  selling: Selling;
  /** How many may be sold beyond the stock, and from when they can be sent; the buyer agreed when `ahead` is true. */
  incoming: number;
  readyAt: number | null;
  ahead: boolean;
  thumbnail: string;
  change: CartChange | null;
};

/** A code that someone typed, and why it does nothing now. */
export type CartCode = { code: string; title: LocalText; fault: CodeFault | null };
export const CODE_FAULTS = [
  'too-early',
  'over',
  'used-up',
  'used-by-you',
  'minimum',
  'not-these',
  'not-here',
  'not-together',
] as const;
export type CodeFault = (typeof CODE_FAULTS)[number];

/** A cart; the sums are null when it is empty. `tax` is an estimate while only the country is known. */
export type Cart = {
  choice: MarketChoice;
  lines: CartLine[];
  codes: CartCode[];
  goods: Money | null;
  discount: Money | null;
  tax: Money | null;
  taxes: TaxPart[];
  total: Money | null;
};

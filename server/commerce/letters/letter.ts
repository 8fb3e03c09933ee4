/** What the mails of an order are about. */
export const LETTER_KINDS = [
  'received',
  'paid',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
  'failed',
  'returned',
  'message',
  'delayed',
  'return-asked',
  'return-accepted',
  'return-refused',
  'shop-message',
  'shop-return',
  'shop-cancelled',
  'disputed',
  'dispute-won',
  'dispute-lost',
  'refund-failed',
] as const;

/** Those that go to the shop, in its language; their link leads to the desk. */
export const SHOP_LETTERS: readonly LetterKind[] = [
  'shop-message',
  'shop-return',
  'shop-cancelled',
  'disputed',
  'dispute-won',
  'dispute-lost',
  'refund-failed',
];

/** What all mails of an order know; amounts in minor units, names in the buyer's language. */
export type OrderFacts = {
  order: string;
  /** The buyer's. */
  name: string;
  brand: string;
  /** `#rrggbb`. */
  colour: string;
  /** The order's page. */
  link: string;
  currency: string;
  lines: { name: string; variant?: string; quantity: number; amount: number }[];
  shipping?: number;
  total: number;
};

/** What each kind says beside: the parcel, the amount, the words, the new date. Times are milliseconds, told in `zone`. */
export type LetterData = {
  received: OrderFacts;
  paid: OrderFacts & { amount: number };
  shipped: OrderFacts & { carrier: string; tracking: string; trackingLink?: string };
  delivered: OrderFacts;
  cancelled: OrderFacts;
  refunded: OrderFacts & { amount: number };
  /** `link` is where to pay again. */
  failed: OrderFacts;
  returned: OrderFacts;
  message: OrderFacts & { text: string };
  delayed: OrderFacts & { expectedAt: number; zone: string };
  /** `text` = the pieces, and what the shop says. */
  'return-asked': OrderFacts & { text: string };
  'return-accepted': OrderFacts & { text: string };
  'return-refused': OrderFacts & { text: string };
  'shop-message': OrderFacts & { text: string };
  'shop-return': OrderFacts & { text: string };
  'shop-cancelled': OrderFacts;
  disputed: OrderFacts;
  'dispute-won': OrderFacts;
  'dispute-lost': OrderFacts;
  'refund-failed': OrderFacts & { amount: number };
};

/** One of the kinds. */
export type LetterKind = (typeof LETTER_KINDS)[number];

/** A mail without its address: what stands above it, and the same in plain text and as a page. */
export type Letter = { subject: string; text: string; html: string };

/** What a letter says, before it is plain text or a page. */
export type LetterParts = {
  title: string;
  paragraphs: string[];
  /** The order's lines with their amounts; none where they would only repeat. */
  sums: { label: string; detail?: string; amount: string; strong?: boolean }[];
  links: { label: string; address: string }[];
  foot: string;
};

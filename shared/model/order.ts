import type { Address } from './address.ts';
import type { LocalText } from './localText.ts';
import type { Money } from './money.ts';

/** Where an order stands. `cart` is a checkout that is open and holds its stock; see `docs/commerce.md`. */
export const ORDER_STATUSES = [
  'cart',
  'placed',
  'authorised',
  'paid',
  'packed',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
  'disputed',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** What may happen to an order. */
export type OrderEvent =
  | 'place'
  | 'decline'
  | 'authorise'
  | 'pay'
  | 'lapse'
  | 'cancel'
  | 'pack'
  | 'unpack'
  | 'ship'
  | 'deliver'
  | 'refund'
  | 'dispute'
  | 'win';

/** What a guard may look at. */
export type OrderFacts = {
  /** Its stock is held, or has been used up by it. */
  holdsStock: boolean;
  /** It says who buys, where it goes and how, and the buyer agreed. */
  complete: boolean;
  /** What came is what was asked: amount and currency. */
  moneyMatches: boolean;
  /** All that was paid has gone back. */
  refundedWhole: boolean;
  /** Some of its money is still ours, or it cost nothing: it is not being cancelled. */
  wanted: boolean;
  /** Every line is in a parcel. */
  allInParcels: boolean;
  /** Where it stood before a dispute. */
  before: OrderStatus | null;
};

/** Why a transition is not taken, by name. */
export const GUARDS = {
  holdsStock: (facts: OrderFacts) => facts.holdsStock,
  complete: (facts: OrderFacts) => facts.complete,
  moneyMatches: (facts: OrderFacts) => facts.moneyMatches,
  refundedWhole: (facts: OrderFacts) => facts.refundedWhole,
  wanted: (facts: OrderFacts) => facts.wanted,
  allInParcels: (facts: OrderFacts) => facts.allInParcels,
  wasDisputed: (facts: OrderFacts) => facts.before !== null,
} as const;
export type Guard = keyof typeof GUARDS;

type Transition = {
  from: readonly OrderStatus[];
  /** `before` = where it stood before the dispute. */
  to: OrderStatus | 'before';
  guards: readonly Guard[];
};

/** The one transition table. `cart`, `placed` and `authorised` hold a reservation; `cancelled` has given it back. */
export const ORDER_TRANSITIONS: Record<OrderEvent, Transition> = {
  place: { from: ['cart'], to: 'placed', guards: ['holdsStock', 'complete'] },
  decline: { from: ['placed'], to: 'cart', guards: [] },
  authorise: { from: ['placed'], to: 'authorised', guards: ['holdsStock', 'moneyMatches'] },
  // Money may come after the reservation has ended: it counts when the stock can be had again, else it goes back.
  pay: {
    from: ['placed', 'authorised', 'cart', 'cancelled'],
    to: 'paid',
    guards: ['holdsStock', 'moneyMatches'],
  },
  lapse: { from: ['cart', 'placed', 'authorised'], to: 'cancelled', guards: [] },
  cancel: { from: ['cart', 'placed', 'authorised'], to: 'cancelled', guards: [] },
  pack: { from: ['paid'], to: 'packed', guards: ['holdsStock', 'wanted'] },
  unpack: { from: ['packed'], to: 'paid', guards: [] },
  ship: { from: ['paid', 'packed'], to: 'shipped', guards: ['allInParcels', 'wanted'] },
  deliver: { from: ['shipped'], to: 'delivered', guards: [] },
  refund: {
    from: ['paid', 'packed', 'shipped', 'delivered', 'disputed'],
    to: 'refunded',
    guards: ['refundedWhole'],
  },
  dispute: { from: ['paid', 'packed', 'shipped', 'delivered'], to: 'disputed', guards: [] },
  win: { from: ['disputed'], to: 'before', guards: ['wasDisputed'] },
};

/** What an event makes of an order, or which guard holds it back; undefined when the event means nothing there. */
export function moveOrder(
  status: OrderStatus,
  event: OrderEvent,
  facts: OrderFacts,
): { to: OrderStatus } | { guard: Guard } | undefined {
  const { from, to, guards } = ORDER_TRANSITIONS[event];
  if (!from.includes(status)) return undefined;
  const guard = guards.find((name) => !GUARDS[name](facts));
  if (guard) return { guard };
  return { to: to === 'before' ? facts.before! : to };
}

/** Whether an order still waits for its money and holds stock meanwhile. */
export const isOpen = (status: OrderStatus): boolean =>
  status === 'cart' || status === 'placed' || status === 'authorised';

/** Whether an order was bought: money came, whatever became of it since. */
export const isBought = (status: OrderStatus): boolean => !isOpen(status) && status !== 'cancelled';

/** Why something costs less. */
export type Discount = { promotion: string; title: LocalText; amount: Money };

/** A tax within an amount. `ratePpm` are millionths: 190 000 is 19 %. */
export type TaxPart = {
  name: string;
  country: string;
  region: string;
  ratePpm: number;
  base: Money;
  amount: Money;
};

/** One line of an order, as it was when its checkout was opened. */
export type OrderLine = {
  sku: string;
  slug: string;
  name: LocalText;
  label: LocalText | null;
  thumbnail: string;
  quantity: number;
  /** Price of one before discounts, and what it was said to cost otherwise. */
  unitPrice: Money;
  compareAt: Money | null;
  discounts: Discount[];
  taxes: TaxPart[];
  /** After discounts; with tax where the market shows prices with tax. */
  total: Money;
  /** How many of them come only later, and from when (milliseconds since 1970), as the buyer agreed. */
  ahead: number;
  readyAt: number | null;
};

/** How it travels. `days` are working days from now, at least and at most. */
export type Delivery = {
  method: string;
  name: LocalText;
  carrier: string;
  days: [least: number, most: number];
  price: Money;
  discounts: Discount[];
  taxes: TaxPart[];
  total: Money;
};

/** What it all costs. */
export type Totals = {
  /** Lines before discounts. */
  goods: Money;
  discount: Money;
  delivery: Money;
  /** All taxes, by name and rate. */
  taxes: TaxPart[];
  tax: Money;
  taxIncluded: boolean;
  total: Money;
};

/** What the buyer has to do so that they can pay. */
export type PaymentAction =
  | { kind: 'confirm'; prompt: string }
  | { kind: 'stripe'; clientSecret: string; publishableKey: string; script: string };

/** A parcel on its way. */
export type Shipment = {
  id: string;
  carrier: string;
  tracking: string;
  url: string;
  lines: { sku: string; quantity: number }[];
  shippedAt: number;
  deliveredAt: number | null;
};

/** Money that goes back. */
export type Refund = {
  id: string;
  status: 'started' | 'done' | 'failed';
  total: Money;
  lines: { sku: string; quantity: number; amount: Money }[];
  delivery: Money;
  reason: string;
  at: number;
};

/** Goods that come back. */
export type Return = {
  id: string;
  status: 'asked' | 'accepted' | 'refused' | 'received';
  lines: { sku: string; quantity: number }[];
  reason: string;
  answer: string;
  /** The refund of its pieces, once it has begun. */
  refund: string | null;
  at: number;
};

/** One thing that happened to an order. */
export type OrderStep = {
  event: string;
  from: OrderStatus;
  to: OrderStatus;
  /** Who did it: `buyer`, `bank`, `payment`, nobody (''), or for the shop `shop`; the desk reads who of the shop. */
  by: string;
  note: string;
  at: number;
};

/** What was written about an order. */
export type OrderMessage = {
  id: string;
  from: 'buyer' | 'shop';
  name: string;
  text: string;
  at: number;
  /** When the other side saw it. */
  readAt: number | null;
};

/** A paper of an order. */
export type OrderPaper = { kind: 'invoice' | 'credit-note'; number: string; at: number };

/** Who buys, and where it goes. */
export type Buyer = {
  email: string;
  phone: string;
  language: string;
  address: Address;
  /** Where the bill goes; null = where the goods go. */
  billing: Address | null;
  taxNumber: string;
  note: string;
};

/** An order as its buyer sees it; times are milliseconds since 1970. */
export type Order = {
  id: string;
  number: string;
  status: OrderStatus;
  market: string;
  lines: OrderLine[];
  delivery: Delivery | null;
  totals: Totals;
  /** What has gone back of it so far. */
  refunded: Money;
  buyer: Buyer | null;
  /** Until when its stock is held, while it is open. */
  holdsUntil: number | null;
  placedAt: number | null;
  paidAt: number | null;
  /** What the buyer has to do for the payment that is on its way. */
  action: PaymentAction | null;
  /** Why the last payment failed, while it can be tried again. */
  declined: string;
  steps: OrderStep[];
  shipments: Shipment[];
  refunds: Refund[];
  returns: Return[];
  /** Days for which its market lets pieces go back; null where that is not asked for. */
  returnDays: number | null;
  papers: OrderPaper[];
  messages: OrderMessage[];
};

import type { LocalText } from './localText.ts';
import type { Money } from './money.ts';
import type { Order, OrderStatus } from './order.ts';
import type { PaymentStatus } from './payment.ts';

/** The statuses that the desk lists: a checkout that was only opened is no order yet. */
export const DESK_STATUSES = [
  'placed',
  'authorised',
  'paid',
  'packed',
  'shipped',
  'delivered',
  'refunded',
  'disputed',
  'cancelled',
] as const satisfies readonly OrderStatus[];

/** What the desk may do with an order now. */
export const DESK_ACTS = ['pack', 'unpack', 'ship', 'deliver', 'cancel', 'refund'] as const;
export type DeskAct = (typeof DESK_ACTS)[number];

/** An order in the desk's list. */
export type DeskRow = {
  id: string;
  number: string;
  status: OrderStatus;
  market: string;
  country: string;
  name: string;
  email: string;
  total: Money;
  refunded: Money;
  placedAt: number;
  paidAt: number | null;
  /** The first lines; `pieces` counts all. */
  lines: { sku: string; name: LocalText; quantity: number; thumbnail: string }[];
  pieces: number;
  /** Parcels so far, and how many of them have arrived. */
  parcels: number;
  arrived: number;
  /** The buyer waits for a word, or for what becomes of a return. */
  waiting: boolean;
};

/** Some orders, and from where the next ones come; null when there are no more. A search that looked far may answer fewer than there are. */
export type DeskPage = { orders: DeskRow[]; next: string | null };

/** Orders of one status are counted up to here; one more says that there are more. */
export const COUNTED_MOST = 9999;

/** How many orders there are of each status (at most one more than `COUNTED_MOST`), and of how many the buyer waits. */
export type DeskCounts = { counts: Record<(typeof DESK_STATUSES)[number], number>; waiting: number };

/** How many of a line are where. `left` are to be sent still. */
export type LinePieces = { sku: string; ordered: number; sent: number; refunded: number; left: number };

/** An order as the shop sees it: with what the buyer is not told. */
export type DeskOrder = Order & {
  /** It was bought by an account, not by a guest. */
  hasAccount: boolean;
  language: string;
  pieces: LinePieces[];
  /** What may go back at most. */
  refundable: Money;
  /** What delivery is worth when it goes back; 0 when it went back already. */
  deliveryWorth: Money;
  acts: DeskAct[];
  notes: { id: string; name: string; text: string; at: number }[];
  payments: {
    id: string;
    provider: string;
    ref: string | null;
    status: PaymentStatus;
    amount: Money;
    reason: string;
    at: number;
  }[];
  mails: { kind: string; ref: string; at: number; sentAt: number | null; attempts: number }[];
  /** Who gave money back, and whether the pieces went back into stock. */
  refundsBy: { id: string; by: string; restock: boolean }[];
};

/** A carrier that we know; `link` has `{tracking}` where the number goes, and is empty for one without. */
export type Carrier = { id: string; name: string; link: string };

/** What happened to one order of many. */
export type BulkResult = {
  id: string;
  number: string;
  status: OrderStatus | null;
  done: boolean;
  /** Why not: a refusal's code and its detail. */
  code: string;
  detail: string;
};

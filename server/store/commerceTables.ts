import type { Generated } from 'kysely';
import type { OrderStatus, Refund, Return } from '../../shared/model/order.ts';
import type { PaymentStatus } from '../../shared/model/payment.ts';
import type { Promotion } from '../../shared/model/promotion.ts';

/** The tables of the shop; see `Tables` for how values are kept. */
export type CommerceTables = {
  warehouse: {
    id: string;
    name: string;
    country: string;
    lead_days: number;
    /** `incoming` is what may be sold before it is there. */
    kind: 'stock' | 'incoming';
    place: number;
  };
  stock_level: { sku: string; warehouse: string; quantity: number };
  /** Every change of a stock level, so that opening plus moves is the level, always. */
  stock_move: {
    id: Generated<number>;
    sku: string;
    warehouse: string;
    order_id: string | null;
    delta: number;
    reason: 'opening' | 'counted' | 'reserved' | 'returned' | 'restocked';
    /** What the desk named its change with, so that it counts once. */
    change_key: Generated<string | null>;
    at: number;
  };
  asked_once: { path: string; key: string; digest: string; at: number };
  price_list: {
    id: string;
    name: string;
    market: string;
    currency: string;
    starts_at: number;
    ends_at: number | null;
    place: Generated<number>;
    rev: Generated<number>;
    changed_at: number;
  };
  price: { list: string; sku: string; min_quantity: number; amount: number; compare_amount: number | null };
  exchange_rate: { base: string; quote: string; rate: string; date: string; source: string };
  buyer_market: { visitor: string; country: string; region: string; currency: string; changed_at: number };
  cart_line: {
    visitor: string;
    sku: string;
    quantity: number;
    changed_at: number;
    ahead: Generated<number>;
    seen_amount: number | null;
    seen_currency: Generated<string>;
  };
  cart_code: { visitor: string; code: string; at: number };
  promotion: {
    id: string;
    kind: Promotion['kind'];
    code: string;
    title: string;
    conditions: string;
    effect: string;
    limit_total: number | null;
    limit_person: number | null;
    limit_order: number | null;
    starts_at: number;
    ends_at: number | null;
    used: Generated<number>;
    status: Promotion['status'];
    combines: Generated<number>;
    showroom: Generated<string>;
    created_at: number;
    changed_at: number;
  };
  promotion_use: { promotion: string; person: string; used: number };
  /** `uses` = which promotions it holds, as JSON; `buyer`, `delivery`, `totals` are those of an Order. */
  orders: {
    id: string;
    number: string | null;
    visitor: string;
    account: Generated<string>;
    status: OrderStatus;
    before: OrderStatus | null;
    market: string;
    country: string;
    region: string;
    currency: string;
    tax_included: number;
    language: Generated<string>;
    name: Generated<string>;
    email: Generated<string>;
    buyer: string | null;
    delivery: string | null;
    totals: string;
    total_amount: number;
    refunded_amount: Generated<number>;
    uses: Generated<string>;
    consents: string | null;
    declined: Generated<string>;
    showroom: Generated<string>;
    holds_until: number | null;
    placed_at: number | null;
    paid_at: number | null;
    created_at: number;
    changed_at: number;
  };
  order_line: {
    order_id: string;
    line: number;
    product: string;
    sku: string;
    name: string;
    label: string | null;
    thumbnail: string;
    quantity: number;
    unit_amount: number;
    compare_amount: number | null;
    discounts: string;
    taxes: string;
    total_amount: number;
    ahead: number;
    ready_at: number | null;
    weight_grams: number;
    hs_code: string;
    origin: string;
  };
  /** Where the pieces of an order come from: held while it is open, used up once it is paid. */
  reservation: { order_id: string; sku: string; warehouse: string; quantity: number };
  /** Its id is the key by which the provider knows it. */
  payment: {
    id: string;
    order_id: string;
    provider: string;
    ref: string | null;
    status: PaymentStatus;
    amount: number;
    currency: string;
    token: Generated<string>;
    action: string | null;
    idempotency_key: Generated<string>;
    reason: Generated<string>;
    created_at: number;
    changed_at: number;
  };
  refund: {
    id: string;
    order_id: string;
    payment: string;
    status: Refund['status'];
    amount: number;
    currency: string;
    delivery_amount: number;
    lines: string;
    reason: string;
    restock: number;
    idempotency_key: string;
    ref: string | null;
    attempts: Generated<number>;
    by: string;
    at: number;
    changed_at: number;
  };
  provider_event: {
    provider: string;
    id: string;
    type: string;
    ref: string;
    at: number;
    handled_at: number | null;
  };
  /** Double entry: each row takes from one account and gives to another. Only added to. */
  ledger: {
    id: Generated<number>;
    at: number;
    debit: string;
    credit: string;
    amount: number;
    currency: string;
    order_id: string;
    source: string;
  };
  order_step: {
    id: Generated<number>;
    order_id: string;
    event: string;
    from_status: OrderStatus;
    to_status: OrderStatus;
    by: string;
    note: string;
    at: number;
  };
  /** The words by which the desk finds an order. */
  order_word: { word: string; placed_at: number; order_id: string };
  shipment: {
    id: string;
    order_id: string;
    carrier: string;
    tracking: string;
    url: string;
    lines: string;
    shipped_at: number;
    delivered_at: number | null;
  };
  order_return: {
    id: string;
    order_id: string;
    status: Return['status'];
    lines: string;
    reason: string;
    answer: Generated<string>;
    at: number;
    changed_at: number;
  };
  /** `note` is seen by the shop alone. */
  order_message: {
    id: string;
    order_id: string;
    author: 'buyer' | 'shop' | 'note';
    name: string;
    text: string;
    at: number;
    read_at: number | null;
  };
  /** Mails that are due, written with what they tell of; `sent_at` is set when one has gone. */
  order_mail: {
    order_id: string;
    kind: string;
    ref: string;
    data: string;
    attempts: Generated<number>;
    next_at: number;
    sent_at: number | null;
  };
  paper: {
    number: string;
    kind: 'invoice' | 'credit-note';
    order_id: string;
    ref: string;
    data: string;
    issued_at: number;
  };
  counter: { name: string; value: number };
  /** Requests that tried to set what only the shop sets. */
  tamper: { id: Generated<number>; at: number; visitor: string; address: string; path: string; what: string };
};

import { z } from '@hono/zod-openapi';
import { type Cart, CODE_FAULTS, SELLINGS } from '../../shared/model/cart.ts';
import { ORDER_STATUSES, type Order } from '../../shared/model/order.ts';
import type { OpenCheckout } from './checkoutParts.ts';
import { PAPER_LANGUAGES } from './papers/paper.ts';

const money = z.object({ amount: z.number().int(), currency: z.string() }).openapi('Money');
const text = z.object({ en: z.string() }).catchall(z.string());
const count = z.number().int();
const time = count;

const discount = z.object({ promotion: z.string(), title: text, amount: money }).openapi('Discount');
const tax = z
  .object({
    name: z.string(),
    country: z.string(),
    region: z.string(),
    ratePpm: count,
    base: money,
    amount: money,
  })
  .openapi('TaxPart');

/** Where someone shops from, as it travels. */
export const choiceSchema = z
  .object({
    market: z.string(),
    country: z.string(),
    region: z.string(),
    currency: z.string(),
    taxIncluded: z.boolean(),
  })
  .openapi('MarketChoice');

const change = z.union([
  z.object({ kind: z.literal('price'), was: money }),
  z.object({ kind: z.literal('stock'), left: count }),
  z.object({ kind: z.literal('gone') }),
]);

const bought = {
  slug: z.string(),
  sku: z.string(),
  label: text.nullable(),
  name: text,
  thumbnail: z.string(),
  quantity: count,
  unitPrice: money,
  compareAt: money.nullable(),
  discounts: z.array(discount),
  taxes: z.array(tax),
  total: money,
  readyAt: time.nullable(),
};

/** A cart as it travels. */
export const cartSchema = z
  .object({
    choice: choiceSchema,
    lines: z.array(
      z.object({
        ...bought,
        variant: z.string(),
        stock: count,
        selling: z.enum(SELLINGS),
        incoming: count,
        ahead: z.boolean(),
        change: change.nullable(),
      }),
    ),
    codes: z.array(z.object({ code: z.string(), title: text, fault: z.enum(CODE_FAULTS).nullable() })),
    goods: money.nullable(),
    discount: money.nullable(),
    tax: money.nullable(),
    taxes: z.array(tax),
    total: money.nullable(),
  })
  .openapi('Cart') satisfies z.ZodType<Cart>;

const short = (max: number) => z.string().trim().max(max);
/** An address as it is handed over; the country's form says which parts it needs. */
export const addressSchema = z
  .strictObject({
    name: short(120),
    company: short(120).default(''),
    lines: z.array(short(120)).max(3),
    district: short(80).default(''),
    city: short(80).default(''),
    region: short(80).default(''),
    postcode: short(20).default(''),
    country: z.string().regex(/^[A-Z]{2}$/),
  })
  .openapi('Address');

const buyer = z.object({
  email: z.string(),
  phone: z.string(),
  language: z.string(),
  address: addressSchema,
  billing: addressSchema.nullable(),
  taxNumber: z.string(),
  note: z.string(),
});

const delivery = z.object({
  method: z.string(),
  name: text,
  carrier: z.string(),
  days: z.tuple([count, count]),
  price: money,
  discounts: z.array(discount),
  taxes: z.array(tax),
  total: money,
});

const action = z.union([
  z.object({ kind: z.literal('confirm'), prompt: z.string() }),
  z.object({
    kind: z.literal('stripe'),
    clientSecret: z.string(),
    publishableKey: z.string(),
    script: z.string(),
  }),
]);

const pieces = z.array(z.object({ sku: z.string(), quantity: count }));
const status = z.enum(ORDER_STATUSES);

/** A refund as it travels. */
export const refundSchema = z
  .object({
    id: z.string(),
    status: z.enum(['started', 'done', 'failed']),
    total: money,
    lines: z.array(z.object({ sku: z.string(), quantity: count, amount: money })),
    delivery: money,
    reason: z.string(),
    at: time,
  })
  .openapi('Refund');

/** An order as it travels. */
export const orderSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    status,
    market: z.string(),
    lines: z.array(z.object({ ...bought, ahead: count })),
    delivery: delivery.nullable(),
    totals: z.object({
      goods: money,
      discount: money,
      delivery: money,
      taxes: z.array(tax),
      tax: money,
      taxIncluded: z.boolean(),
      total: money,
    }),
    refunded: money,
    buyer: buyer.nullable(),
    holdsUntil: time.nullable(),
    placedAt: time.nullable(),
    paidAt: time.nullable(),
    action: action.nullable(),
    declined: z.string(),
    steps: z.array(
      z.object({
        event: z.string(),
        from: status,
        to: status,
        by: z.string(),
        note: z.string(),
        at: time,
      }),
    ),
    shipments: z.array(
      z.object({
        id: z.string(),
        carrier: z.string(),
        tracking: z.string(),
        url: z.string(),
        lines: pieces,
        shippedAt: time,
        deliveredAt: time.nullable(),
      }),
    ),
    refunds: z.array(refundSchema),
    returns: z.array(
      z.object({
        id: z.string(),
        status: z.enum(['asked', 'accepted', 'refused', 'received']),
        lines: pieces,
        reason: z.string(),
        answer: z.string(),
        refund: z.string().nullable(),
        at: time,
      }),
    ),
    returnDays: count.nullable(),
    papers: z.array(z.object({ kind: z.enum(['invoice', 'credit-note']), number: z.string(), at: time })),
    messages: z.array(
      z.object({
        id: z.string(),
        from: z.enum(['buyer', 'shop']),
        name: z.string(),
        text: z.string(),
        at: time,
        readAt: time.nullable(),
      }),
    ),
  })
  .openapi('Order') satisfies z.ZodType<Order>;

const part = z.enum(['name', 'company', 'line1', 'line2', 'district', 'city', 'region', 'postcode']);
/** How a country's address is asked for. */
export const formSchema = z
  .object({
    country: z.string(),
    rows: z.array(z.array(part)),
    required: z.array(part),
    regions: z.array(z.object({ code: z.string(), name: z.string() })),
    postcode: z.string(),
  })
  .openapi('AddressForm');

/** An open checkout as it travels. */
export const checkoutSchema = z
  .object({
    order: orderSchema,
    methods: z.array(delivery.pick({ method: true, name: true, carrier: true, days: true, price: true })),
    form: formSchema,
    needsRegion: z.boolean(),
    terms: z.boolean(),
    /** The server's time, by which `holdsUntil` is counted. */
    now: time,
    /** Who takes payments; `test` wants a card's token, others tell by the order's action what to do. */
    provider: z.string(),
  })
  .openapi('Checkout') satisfies z.ZodType<OpenCheckout & { now: number; provider: string }>;

/** What a buyer says; anything else is refused, and written down. */
export const detailsSchema = z.strictObject({
  email: z.email().max(254).optional(),
  phone: short(40).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2}$/)
    // Papers and mails are written in what we speak.
    .transform((said) => PAPER_LANGUAGES.find((one) => one === said) ?? 'en')
    .optional(),
  address: addressSchema.optional(),
  billing: addressSchema.nullable().optional(),
  taxNumber: short(40).optional(),
  note: short(500).optional(),
  delivery: short(40).optional(),
  terms: z.boolean().optional(),
  marketing: z.boolean().optional(),
  showroom: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .optional(),
});

export { money as moneySchema };

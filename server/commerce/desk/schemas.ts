import { z } from '@hono/zod-openapi';
import {
  type BulkResult,
  DESK_ACTS,
  DESK_STATUSES,
  type DeskCounts,
  type DeskOrder,
  type DeskPage,
} from '../../../shared/model/desk.ts';
import { ORDER_STATUSES } from '../../../shared/model/order.ts';
import { PAYMENT_STATUSES } from '../../../shared/model/payment.ts';
import { moneySchema, orderSchema } from '../schemas.ts';

const count = z.number().int();
const name = z.object({ en: z.string() }).catchall(z.string());
const status = z.enum(ORDER_STATUSES);

const id = z.string().regex(/^[\w-]{1,64}$/);
/** The way to an order. */
export const orderPath = z.object({ id });
/** The way to a parcel of an order. */
export const parcelPath = orderPath.extend({ parcel: id });
/** Who asks twice is answered once. */
export const keyHeader = z.object({ 'idempotency-key': z.string().min(8).max(64) });

/** A page of the list as it travels. */
export const pageSchema = z
  .object({
    orders: z.array(
      z
        .object({
          ...{ id: z.string(), number: z.string(), status, market: z.string(), country: z.string() },
          ...{ name: z.string(), email: z.string(), total: moneySchema, refunded: moneySchema },
          ...{ placedAt: count, paidAt: count.nullable(), pieces: count, parcels: count, arrived: count },
          lines: z.array(z.object({ sku: z.string(), name, quantity: count, thumbnail: z.string() })),
          waiting: z.boolean(),
        })
        .openapi('DeskRow'),
    ),
    next: z.string().nullable(),
  })
  .openapi('DeskPage') satisfies z.ZodType<DeskPage>;

/** Counts as they travel. */
export const countsSchema = z
  .object({
    counts: z.object(
      Object.fromEntries(DESK_STATUSES.map((one) => [one, count])) as Record<
        (typeof DESK_STATUSES)[number],
        typeof count
      >,
    ),
    waiting: count,
  })
  .openapi('DeskCounts') satisfies z.ZodType<DeskCounts>;

const payment = z.object({
  ...{ id: z.string(), provider: z.string(), ref: z.string().nullable(), status: z.enum(PAYMENT_STATUSES) },
  ...{ amount: moneySchema, reason: z.string(), at: count },
});

/** An order as the desk sees it, as it travels. */
export const deskOrderSchema = orderSchema
  .extend({
    ...{ hasAccount: z.boolean(), language: z.string(), refundable: moneySchema, deliveryWorth: moneySchema },
    pieces: z.array(z.object({ sku: z.string(), ordered: count, sent: count, refunded: count, left: count })),
    acts: z.array(z.enum(DESK_ACTS)),
    notes: z.array(z.object({ id: z.string(), name: z.string(), text: z.string(), at: count })),
    payments: z.array(payment),
    mails: z.array(
      z.object({
        ...{ kind: z.string(), ref: z.string(), at: count, sentAt: count.nullable(), attempts: count },
      }),
    ),
    refundsBy: z.array(z.object({ id: z.string(), by: z.string(), restock: z.boolean() })),
  })
  .openapi('DeskOrder') satisfies z.ZodType<DeskOrder>;

const time = z.coerce.number().int().min(0).max(8.64e15);
const someStatuses = z
  .string()
  .max(120)
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(z.enum(DESK_STATUSES)));

/** What a list is filtered by. */
export const wishSchema = z
  .strictObject({
    status: someStatuses.optional(),
    market: z
      .string()
      .regex(/^[\w-]{1,32}$/)
      .optional(),
    paidFrom: time.optional(),
    paidTo: time.optional(),
    q: z.string().max(200).optional(),
    waiting: z.enum(['1']).optional(),
    after: z.string().max(96).optional(),
  })
  .transform(({ status: statuses, q: words, waiting, ...rest }) => ({
    ...{ ...rest, statuses, words },
    waiting: waiting !== undefined,
  }));

const quantity = z.number().int().min(1).max(9999);
/** Pieces of an order's lines. */
const piecesSchema = z
  .array(z.strictObject({ sku: z.string().min(1).max(64), quantity }))
  .min(1)
  .max(200);

const label = {
  carrier: z.string().trim().min(1).max(60),
  // What carriers print on labels; anything else would be a slip, or worse in a mail's link.
  tracking: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]{0,63}$/u)
    .or(z.literal('')),
  url: z.string().max(500).optional(),
};
/** Who carries a parcel, and under which number. */
export const labelSchema = z.strictObject(label);
/** Parcels to be sent. */
export const parcelsSchema = z.strictObject({
  parcels: z
    .array(z.strictObject({ ...label, lines: piecesSchema.optional() }))
    .min(1)
    .max(50),
});

const reason = z.string().trim().max(500);
/** What is to be given back: all that is left, or pieces and delivery, or an amount. */
export const refundSchema = z
  .union([
    z.strictObject({ whole: z.literal(true), reason, restock: z.boolean() }),
    z.strictObject({
      ...{ lines: piecesSchema.optional(), delivery: z.boolean().optional() },
      ...{ reason, restock: z.boolean() },
    }),
    z.strictObject({ amount: z.number().int().min(1), reason, restock: z.literal(false) }),
  ])
  .refine((wish) => 'whole' in wish || 'amount' in wish || wish.lines || wish.delivery, 'names nothing');
/** An order that is called off. */
export const cancelSchema = z.strictObject({ reason });
/** A note. */
export const noteSchema = z.strictObject({ text: z.string().trim().min(1).max(4000) });

const orders = z.array(id).min(1).max(200);
/** What is to be done with many. */
export const bulkSchema = z.union([
  z.strictObject({ act: z.enum(['pack', 'unpack', 'deliver']), orders }),
  z.strictObject({
    act: z.literal('ship'),
    parcels: z
      .array(z.strictObject({ ...label, order: id }))
      .min(1)
      .max(200),
  }),
]);
/** What became of each. */
export const resultsSchema = z.object({
  results: z.array(
    z
      .object({
        ...{ id: z.string(), number: z.string(), status: status.nullable(), done: z.boolean() },
        ...{ code: z.string(), detail: z.string() },
      })
      .openapi('BulkResult') satisfies z.ZodType<BulkResult>,
  ),
});
/** Some orders in an address. */
export const someOrders = z.strictObject({
  orders: z
    .string()
    .max(8000)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(id).min(1).max(100)),
});

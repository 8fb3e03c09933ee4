import { z } from '@hono/zod-openapi';
import type { Promotion } from '../../shared/model/promotion.ts';

const text = z.strictObject({
  en: z.string().trim().min(1).max(80),
  ...Object.fromEntries(['zh', 'es', 'ar', 'id'].map((one) => [one, z.string().trim().max(80).optional()])),
}) as unknown as z.ZodType<Promotion['title']>;
const time = z.number().int().min(0).max(8.64e15);
const currency = z.string().regex(/^[A-Z]{3}$/);
const amounts = (least: number) =>
  z
    .record(currency, z.number().int().min(least).max(1e12))
    .refine((given) => Object.keys(given).length > 0, 'no amount');
const names = (most: number) => z.array(z.string().min(1).max(64)).max(most);
const condition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code') }),
  z.strictObject({ kind: z.literal('products'), slugs: names(200), skus: names(500) }),
  z.strictObject({ kind: z.literal('minimum'), amounts: amounts(1) }),
  z.strictObject({ kind: z.literal('markets'), markets: names(60).min(1) }),
  z.strictObject({ kind: z.literal('event'), event: z.string().min(1).max(64) }),
]);
const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), ppm: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('amount'), amounts: amounts(1) }),
  z.strictObject({ kind: z.literal('price'), amounts: amounts(0) }),
  z.strictObject({ kind: z.literal('free-delivery') }),
]);
const limit = z.number().int().min(1).max(1e9).nullable();

/** What the desk may say of a promotion; that a coupon wants its code need not be said. */
export const wishSchema = z
  .strictObject({
    kind: z.enum(['coupon', 'flash']),
    code: z.string().trim().max(40).default(''),
    title: text,
    conditions: z.array(condition).max(5),
    effect,
    limits: z.strictObject({ total: limit, perPerson: limit, perOrder: limit }),
    startsAt: time,
    endsAt: time.nullable(),
    status: z.enum(['draft', 'on', 'off']),
    combines: z.boolean(),
    showroom: z.string().max(64).default(''),
  })
  .openapi('PromotionWish');
export type PromotionWish = Omit<Promotion, 'id' | 'used'>;

/** A promotion as it travels to the desk. */
export const promotionSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['coupon', 'flash']),
    code: z.string(),
    title: z.object({ en: z.string() }).catchall(z.string()),
    conditions: z.array(condition),
    effect,
    limits: z.object({ total: limit, perPerson: limit, perOrder: limit }),
    startsAt: z.number(),
    endsAt: z.number().nullable(),
    used: z.number().int(),
    status: z.enum(['draft', 'on', 'off']),
    combines: z.boolean(),
    showroom: z.string(),
  })
  .openapi('Promotion') satisfies z.ZodType<Promotion>;

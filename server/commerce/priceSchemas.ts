import { z } from '@hono/zod-openapi';
import { SELLINGS } from '../../shared/model/cart.ts';

/** Pieces that the routes of prices and of stock share. */
export const count = z.number().int();
export const time = count.min(0).max(8.64e15);
export const sku = z.string().min(1).max(64);
export const id = z.string().min(1).max(64);
export const fine = z.object({ ok: z.literal(true) });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
/** A body that must come. */
export const body = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { ...json(schema), required: true },
});
/** The one good answer. */
export const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});

const text = z.object({ en: z.string() }).catchall(z.string());
/** What a SKU is called, its picture, and its base price. */
const called = {
  name: text.nullable(),
  label: text.nullable(),
  thumbnail: z.string(),
  price: z.object({ amount: count, currency: z.string() }).nullable(),
};

const head = {
  name: z.string().trim().min(1).max(80),
  market: id,
  currency: z.string().regex(/^[A-Z]{3}$/),
  startsAt: time,
  endsAt: time.nullable(),
  place: count.min(0).max(1000),
};
const price = z.strictObject({
  sku,
  minQuantity: count.min(1).max(9999),
  amount: count.min(0).max(1e12),
  compareAt: count.min(0).max(1e12).nullable(),
});
export const listWish = z.strictObject({ ...head, prices: z.array(price).max(20_000) });
/** Over which writing of the list it is meant. */
export const listRewrite = listWish.extend({ rev: count.min(1) });
export const listed = z.object({ id, rev: count, ...head, priced: count });
export const whole = z.object({
  ...{ id, rev: count, ...head },
  prices: z.array(price),
  goods: z.array(z.object({ sku, ...called })),
});

export const rate = z.strictObject({
  base: z.string().regex(/^[A-Z]{3}$/),
  quote: z.string().regex(/^[A-Z]{3}$/),
  rate: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,8})?$/)
    .refine((value) => Number(value) > 0, 'nothing'),
  date: z.iso.date(),
  source: z.string().trim().min(3).max(120),
});
export const allRates = z.object({ rates: z.array(rate), coming: z.array(rate), now: z.number() });

export const warehouseWish = z.strictObject({
  name: z.string().trim().min(1).max(80),
  country: z.string().regex(/^[A-Z]{2}$/),
  leadDays: count.min(0).max(365),
});
export const allWarehouses = z.object({
  warehouses: z.array(z.object({ id, name: z.string(), country: z.string(), leadDays: count })),
});

export const stockRow = z.object({
  sku,
  product: z.string(),
  variant: z.string(),
  ...called,
  selling: z.enum(SELLINGS),
  readyAt: z.number().nullable(),
  levels: z.array(z.object({ warehouse: z.string(), quantity: count })),
  stock: count,
  incoming: count,
});

import { z } from '@hono/zod-openapi';
import { type Authoring, HOTSPOT_KINDS } from '../../shared/model/authoring.ts';
import { SELLINGS } from '../../shared/model/cart.ts';
import type { MadeModel, Product, ProductContent, ProductSheet } from '../../shared/model/catalogue.ts';
import { LOSSES, type MakeOptions, UP_AXES } from '../../shared/model/delivery.ts';
import { MOUNTS } from '../../shared/model/layout.ts';
import type { ExplodePlan } from '../../shared/model/part.ts';
import { count, facts, partWith } from './modelShapes.ts';

/** What addresses a product. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'small letters, digits, hyphens');
/** What a SKU may be. */
export const skuSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/, 'letters, digits, . _ / -');

const finite = z.number().min(-1e6).max(1e6);
const vec3 = z.tuple([finite, finite, finite]);
const id = z.string().regex(/^[\w-]{1,40}$/);
const name = z.string().max(256);
/** A text in languages, of at most so many characters each; English is always there. */
const text = (max: number) =>
  z.object({ en: z.string().trim().max(max) }).catchall(z.string().trim().max(max));
const label = text(120);
/** A file of ours. */
const fileUrl = z
  .string()
  .regex(/^(?:\/files\/[\w.-]{1,120}|\/assets\/[\w./-]{1,160})?$/, 'a file of this house');

export const explodeSchema = z.object({
  steps: z.number().int().min(0).max(500),
  parts: z
    .array(z.object({ id, offset: vec3, step: z.number().int().min(0).max(499), on: id.optional() }))
    .max(500),
}) satisfies z.ZodType<ExplodePlan>;

const section = z.object({ axis: z.enum(['x', 'y', 'z']), at: finite, flip: z.boolean() });

/** What a designer adds to a model. */
export const authoringSchema = z.object({
  hotspots: z
    .array(
      z.object({
        id,
        kind: z.enum(HOTSPOT_KINDS),
        part: z.string().max(40),
        at: vec3,
        normal: vec3,
        to: vec3.optional(),
        title: label,
        text: text(2000),
        file: fileUrl.optional(),
      }),
    )
    .max(100),
  dimensions: z.array(z.object({ id, from: vec3, to: vec3, label: label.nullable() })).max(50),
  explode: explodeSchema.nullable(),
  parts: z.array(z.object({ part: id, name: label, number: z.string().trim().max(40) })).max(500),
  variants: z
    .array(z.object({ variant: name, label, swatch: z.string().regex(/^(?:#[0-9a-f]{6})?$/i) }))
    .max(200),
  clips: z.array(z.object({ clip: name, label })).max(100),
  stops: z
    .array(
      z.object({
        id,
        title: label,
        text: text(2000),
        yaw: finite,
        pitch: finite,
        metres: z.number().positive().max(1e5),
        target: vec3,
        explode: z.number().min(0).max(1),
        variant: name,
        section: section.nullable(),
        xray: z.boolean(),
      }),
    )
    .max(50),
}) satisfies z.ZodType<Authoring>;

const fileFacts = z.object({ url: z.string(), ...facts });
const packed = z.object({ web: fileFacts.optional(), gpu: fileFacts.optional() });
const files = z.object({ hero: packed.optional(), room: packed.optional(), far: packed.optional() });
/** What the pipeline made of an upload. */
const modelSchema = z.object({
  files,
  original: z.string(),
  usdz: z.string(),
  sizeMm: z.tuple([z.number(), z.number(), z.number()]),
  parts: z.array(partWith(vec3)),
  explode: explodeSchema,
  variants: z.array(z.string()),
  animations: z.array(z.object({ name: z.string(), seconds: z.number() })),
}) satisfies z.ZodType<MadeModel>;
const pictures = z.object({
  thumbnail: fileUrl,
  poster: fileUrl,
  social: fileUrl,
  turntable: z
    .object({
      url: fileUrl,
      frames: z.number().int().min(1).max(360),
      columns: z.number().int().min(1).max(60),
    })
    .nullable(),
});
const attributes = z.array(z.object({ name: label, value: text(400) })).max(60);
const word = z.string().trim().min(1).max(60);

/** What a designer writes about a product. */
export const contentSchema = z.object({
  name: z.object({ en: z.string().trim().min(1).max(120) }).catchall(z.string().trim().max(120)),
  text: text(4000),
  materials: text(400),
  care: text(1000),
  brand: z.string().trim().max(80),
  categories: z.array(word).max(12),
  tags: z.array(word).max(40),
  weightGrams: z.number().int().min(0).max(1e8),
  origin: z.string().regex(/^(?:[A-Z]{2})?$/, 'two letters of ISO 3166'),
  hsCode: z.string().regex(/^(?:\d{6,10})?$/, '6 to 10 digits'),
  attributes,
  mount: z.enum(MOUNTS).default('floor'),
  standYaw: z.number().min(-10).max(10),
  pictures,
  authoring: authoringSchema,
}) satisfies z.ZodType<ProductContent>;

const money = z.object({
  amount: z.number().int().min(0).max(1e12),
  currency: z.string().regex(/^[A-Z]{3}$/),
});
/** One thing that can be bought. */
export const offerSchema = z.object({
  sku: skuSchema,
  variant: name.default(''),
  part: z.string().max(40).default(''),
  label: label.nullable().default(null),
  price: money,
  stock: z.number().int().min(0).max(1e9),
  selling: z.enum(SELLINGS).optional(),
  incoming: z.number().int().min(0).max(1e9).optional(),
  readyAt: z.number().int().min(0).max(8.64e15).nullable().optional(),
  compareAt: money.nullable().optional(),
});

/** A product as it travels between shops: everything but its model. */
export const traveller = z.object({
  slug: slugSchema,
  content: contentSchema.omit({ pictures: true, authoring: true, standYaw: true }),
  offers: z.array(offerSchema).max(500),
});
export type Traveller = z.infer<typeof traveller>;

/** A product as it travels. */
export const productSchema = z
  .object({
    slug: z.string(),
    sku: z.string(),
    price: money,
    compareAt: money.nullable().optional(),
    reason: label.optional(),
    stock: count,
    selling: z.enum(SELLINGS).optional(),
    incoming: count.optional(),
    readyAt: z.number().int().nullable().optional(),
    name: label,
    text: text(4000),
    materials: text(400),
    sizeMm: z.tuple([z.number(), z.number(), z.number()]),
    weightGrams: z.number(),
    origin: z.string(),
    model: z.string(),
    thumbnail: z.string(),
    standYaw: z.number(),
    mount: z.enum(MOUNTS),
    version: z.number().int(),
    files,
    brand: z.string(),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
  })
  .openapi('Product') satisfies z.ZodType<Product>;

/** All of a product as it travels. */
export const sheetSchema = productSchema
  .extend({
    care: text(1000),
    hsCode: z.string(),
    attributes,
    pictures,
    authoring: authoringSchema,
    offers: z.array(offerSchema.extend({ reason: label.optional() })),
  })
  .extend(modelSchema.omit({ files: true, sizeMm: true, original: true }).shape)
  .openapi('ProductSheet') satisfies z.ZodType<ProductSheet>;

/** A product as the house's own catalogue file has it: on a stand of the first showroom, or on none. */
export const seedSchema = z.object({
  slug: slugSchema,
  stand: z.string().nullable(),
  content: contentSchema,
  model: modelSchema,
  offers: z.array(offerSchema).min(1),
});

/** What a designer asks of the pipeline; what is left out has its default. */
export const optionsSchema = z
  .object({
    unit: z.number().min(1e-6).max(1e6),
    up: z.enum(UP_AXES),
    turn: z.number().min(-360).max(360),
    toFloor: z.boolean(),
    split: z.boolean(),
    loss: z.object({ hero: z.enum(LOSSES), room: z.enum(LOSSES), far: z.enum(LOSSES) }),
    textures: z.record(z.string().max(64), z.enum(LOSSES)),
  })
  .partial() satisfies z.ZodType<Partial<MakeOptions>>;

import { z } from '@hono/zod-openapi';
import {
  LAYOUT_METRES,
  type LayoutContent,
  MOST_CORNERS,
  MOST_OPENINGS,
  MOST_PLACEMENTS,
  MOUNTS,
  type Opening,
  type Placement,
  type RoomPlan,
  SCALES,
} from '../../shared/model/layout.ts';
import type { LayoutChange, LayoutEntry, OpenLayout } from '../../shared/model/layoutChange.ts';

/** Lowest and highest ceiling of a room, metres. */
const HEIGHTS = { least: 1.5, most: 12 } as const;
/** Longest name of a layout. */
const NAME_MOST = 80;
/** Signs that can't be seen, and those that turn what is written after them around. */
const UNSEEN = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

const metres = z.number().min(-LAYOUT_METRES).max(LAYOUT_METRES);
const length = z
  .number()
  .min(0)
  .max(2 * LAYOUT_METRES);

/** A layout's id: made by chance by who saves it first, so that nobody guesses it. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{20,64}$/, '20 letters and digits by chance');
const pieceId = z.string().regex(/^[\w-]{1,64}$/);
const nameSchema = z
  .string()
  .trim()
  .max(NAME_MOST)
  .refine((name) => !UNSEEN.test(name), 'signs that can’t be seen');

const placement = z.strictObject({
  id: pieceId,
  product: z.string().regex(/^[a-z0-9-]{1,64}$/),
  sku: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/),
  mount: z.enum(MOUNTS),
  ...{ x: metres, y: metres, z: metres },
  yaw: z.number().min(-100).max(100),
  scale: z.number().min(SCALES.least).max(SCALES.most),
}) satisfies z.ZodType<Placement>;

const opening = z
  .strictObject({
    kind: z.enum(['door', 'window']),
    wall: z
      .number()
      .int()
      .min(0)
      .max(MOST_CORNERS - 1),
    ...{ from: length, width: length.positive(), bottom: length, top: length },
  })
  .refine(({ bottom, top }) => top > bottom, 'top lies above bottom') satisfies z.ZodType<Opening>;

const room = z
  .strictObject({
    corners: z
      .array(z.tuple([metres, metres]))
      .min(3)
      .max(MOST_CORNERS),
    height: z.number().min(HEIGHTS.least).max(HEIGHTS.most),
    openings: z.array(opening).max(MOST_OPENINGS),
  })
  .refine(
    ({ corners, openings }) => openings.every(({ wall }) => wall < corners.length),
    'an opening in no wall',
  ) satisfies z.ZodType<RoomPlan>;

const once = (pieces: readonly { id: string }[]): boolean =>
  new Set(pieces.map(({ id }) => id)).size === pieces.length;
const placements = z.array(placement).max(MOST_PLACEMENTS).refine(once, 'two pieces of one id');

const content = { name: nameSchema, placements, room: room.nullable() };
const rev = z.number().int().min(0);

/** A layout as it is sent to be kept. */
export const saveSchema = z.strictObject({ ...content, rev }) satisfies z.ZodType<LayoutContent>;

const change = {
  placed: placements,
  gone: z.array(pieceId).max(MOST_PLACEMENTS),
  room: room.nullable().optional(),
  name: nameSchema.optional(),
};
/** What somebody has moved; `from` names the page that it was moved on. */
export const changeSchema = z.strictObject({
  ...change,
  from: z.string().max(64),
}) satisfies z.ZodType<LayoutChange>;

/** A layout as it travels. */
export const layoutSchema = z
  .object({
    ...{ id: z.string(), ...content, rev, savedAt: z.number().int() },
    ...{ mine: z.boolean(), key: z.string().nullable() },
  })
  .openapi('Layout') satisfies z.ZodType<OpenLayout>;

/** A layout in a list. */
export const entrySchema = z.object({
  ...{ id: z.string(), name: z.string(), rev, savedAt: z.number().int() },
  products: z.array(z.string()),
}) satisfies z.ZodType<LayoutEntry>;

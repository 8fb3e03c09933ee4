import { createRoute, z } from '@hono/zod-openapi';
import { SELLINGS } from '../../shared/model/cart.ts';
import type { AuditVerb } from '../../shared/model/moderation.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Routes, required } from '../http/app.ts';
import type { Person } from '../http/person.ts';
import type { Goods } from './cart.ts';
import { keyHeader } from './desk/schemas.ts';
import type { Once } from './once.ts';
import {
  allWarehouses,
  body,
  count,
  fine,
  id,
  ok,
  sku,
  stockRow,
  time,
  warehouseWish,
} from './priceSchemas.ts';
import type { StockDesk } from './stockDesk.ts';
import type { Warehouses } from './warehouses.ts';
import { waresOf } from './wares.ts';

/** What the routes of stock need. */
export type StockRoutesParts = {
  warehouses: Warehouses;
  stock: StockDesk;
  once: Once;
  goods: Pick<Goods, 'facts'>;
  /** The slugs of products that are called so. */
  named(words: string): Promise<string[]>;
  /** Writes down who did what to which list, SKU or warehouse, and why. */
  note(actor: Person, verb: AuditVerb, target: string, reason: string): Promise<void>;
};

/** Where goods lie. */
export function warehouseRoutes(routes: Routes, { warehouses, note }: StockRoutesParts): void {
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/warehouses',
      summary: 'The warehouses. Desk only',
      responses: ok('They', allWarehouses),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json({ warehouses: [...warehouses.all()] }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/warehouses',
      summary: 'Make a warehouse. Desk only',
      request: body(warehouseWish),
      responses: ok('They', allWarehouses),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const made = await warehouses.make(c.req.valid('json'));
      await note(person, 'warehouse', made.id, 'made');
      return c.json({ warehouses: [...warehouses.all()] }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/desk/warehouses/{id}',
      summary: 'Write a warehouse. Desk only',
      request: {
        params: z.object({ id: z.string().regex(/^[a-z0-9-]{2,40}$/) }),
        ...body(warehouseWish),
      },
      responses: ok('They', allWarehouses),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const named = c.req.valid('param').id;
      // What may be sold before it is there is no place.
      if (named === 'incoming') throw new Refusal('conflict', 'id: taken incoming');
      await warehouses.set({ id: named, ...c.req.valid('json') });
      await note(person, 'warehouse', named, '');
      return c.json({ warehouses: [...warehouses.all()] }, 200);
    },
  );
}

/** What is there of each SKU, and how it is sold when none is left. */
export function stockRoutes(routes: Routes, { stock, goods, named, once, note }: StockRoutesParts): void {
  const reason = z.string().trim().min(1).max(200);
  const place = { warehouse: id, reason };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/stock',
      summary: 'What is there of each SKU, by words, or of which few are left; a page at a time. Desk only',
      request: {
        query: z.object({
          words: z.string().max(80).default(''),
          atMost: z.coerce.number().int().min(0).max(1e9).optional(),
          after: z.string().max(64).default(''),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      },
      responses: ok('They', z.object({ rows: z.array(stockRow), next: z.string().nullable() })),
    }),
    async (c) => {
      required(c, 'desk');
      const { atMost = null, ...query } = c.req.valid('query');
      const products = query.words.trim() ? await named(query.words) : [];
      const rows = await stock.list({ ...query, atMost, products });
      const ware = await waresOf(
        goods,
        rows.map(({ sku: one }) => one),
      );
      const called = rows.map((row) => ({ ...row, ...ware(row.sku) }));
      return c.json({ rows: called, next: rows.length === query.limit ? rows.at(-1)!.sku : null }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/stock/{sku}',
      summary:
        'Change what is there of a SKU in a warehouse: counted, or by so many, and why. The same Idempotency-Key never counts twice. Desk only',
      request: {
        params: z.object({ sku }),
        headers: keyHeader,
        ...body(
          z.union([
            z.strictObject({ ...place, counted: count.min(0).max(1e9) }),
            z.strictObject({ ...place, by: count.min(-1e9).max(1e9) }),
          ]),
        ),
      },
      responses: ok('What is there now', z.object({ left: count })),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const { reason: why, ...change } = c.req.valid('json');
      const named = c.req.valid('param').sku;
      const { left, isMade } = await once(c, (key) => stock.change({ key, sku: named, ...change }));
      if (isMade) await note(person, 'stock', named, why);
      return c.json({ left }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/desk/stock/{sku}/selling',
      summary:
        'How a SKU is sold when none is left: not at all, back-order, or pre-order from a day. Desk only',
      request: {
        params: z.object({ sku }),
        ...body(z.strictObject({ selling: z.enum(SELLINGS), readyAt: time.nullable() })),
      },
      responses: ok('Done', fine),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const named = c.req.valid('param').sku;
      await stock.sell(named, c.req.valid('json'));
      await note(person, 'stock', named, c.req.valid('json').selling);
      return c.json({ ok: true as const }, 200);
    },
  );
}

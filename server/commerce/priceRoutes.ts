import { createRoute, z } from '@hono/zod-openapi';
import type { PriceList } from '../../shared/model/priceList.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import type { Exchange } from './exchange.ts';
import type { Markets } from './markets.ts';
import {
  allRates,
  body,
  count,
  fine,
  id,
  listed,
  listRewrite,
  listWish,
  ok,
  rate,
  whole,
} from './priceSchemas.ts';
import type { Prices } from './prices.ts';
import { checkedList, type PriceTransfer } from './priceTransfer.ts';
import { type StockRoutesParts, stockRoutes, warehouseRoutes } from './stockRoutes.ts';
import { waresOf } from './wares.ts';

/** What the routes of prices and stock need. */
export type PriceRoutesParts = StockRoutesParts & {
  prices: Prices;
  priceTransfer: PriceTransfer;
  exchange: Exchange;
  markets: Markets;
  clock: Clock;
};

/** Price lists, exchange rates, warehouses and stock, for the desk; rates for owners. */
export function priceRoutes(parts: PriceRoutesParts): Routes {
  const routes = openRoutes();
  listRoutes(routes, parts);
  fileRoutes(routes, parts);
  rateRoutes(routes, parts);
  warehouseRoutes(routes, parts);
  stockRoutes(routes, parts);
  return routes;
}

function listRoutes(routes: Routes, { prices, markets, goods, clock, note }: PriceRoutesParts): void {
  /** A list with what its SKUs are called. */
  const named = async (list: PriceList) => {
    const skus = [...new Set(list.prices.map(({ sku }) => sku))];
    const ware = await waresOf(goods, skus);
    return { ...list, goods: skus.map((sku) => ({ sku, ...ware(sku) })) };
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/prices',
      summary: 'All price lists, without their prices. Desk only',
      responses: ok('They', z.object({ lists: z.array(listed), now: z.number() })),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json({ lists: await prices.lists(), now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/prices/{id}',
      summary: 'A price list with its prices, and what its SKUs are called. Desk only',
      request: { params: z.object({ id }) },
      responses: ok('It', whole),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json(await named(await prices.list(c.req.valid('param').id)), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/prices',
      summary: 'Make a price list. Desk only',
      request: body(listWish),
      responses: ok('It', whole),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const list = await prices.set(checkedList(c.req.valid('json'), markets));
      await note(person, 'prices', list.name, '');
      return c.json(await named(list), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/desk/prices/{id}',
      summary:
        'Write a price list whole, over the `rev` that one knows; open checkouts keep their prices. Desk only',
      request: { params: z.object({ id }), ...body(listRewrite) },
      responses: ok('It', whole),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const { rev, ...wish } = c.req.valid('json');
      const { id: known } = await prices.list(c.req.valid('param').id);
      const list = await prices.set(checkedList(wish, markets), { id: known, rev });
      await note(person, 'prices', list.name, '');
      return c.json(await named(list), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/desk/prices/{id}',
      summary: 'Take a price list away. Desk only',
      request: { params: z.object({ id }) },
      responses: ok('Done', fine),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const { name } = await prices.list(c.req.valid('param').id);
      await prices.remove(c.req.valid('param').id);
      await note(person, 'prices', name, 'removed');
      return c.json({ ok: true as const }, 200);
    },
  );
}

function fileRoutes(routes: Routes, { priceTransfer, prices, note }: PriceRoutesParts): void {
  const params = z.object({ id });
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/prices/{id}/file',
      summary: 'The prices of a list as CSV. Desk only',
      request: { params },
      responses: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } } },
    }),
    async (c) => {
      required(c, 'desk');
      const text = await priceTransfer.export(c.req.valid('param').id);
      return c.body(text, 200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="prices.csv"',
      }) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/prices/{id}/file',
      summary:
        'Take the prices of a list in from CSV; nothing is taken while a row is wrong. With `attempt` only says what would become of it. Desk only',
      request: {
        params,
        query: z.object({ attempt: z.stringbool().default(false) }),
        body: { content: { 'text/csv': { schema: z.string() } }, required: false },
      },
      responses: ok(
        'What became of it',
        z.object({
          created: count,
          changed: count,
          removed: count,
          same: count,
          refused: z.array(z.object({ row: count, sku: z.string(), fault: z.string(), value: z.string() })),
        }),
      ),
    }),
    async (c) => {
      const person = required(c, 'desk');
      const { attempt } = c.req.valid('query');
      const list = c.req.valid('param').id;
      const outcome = await priceTransfer.import(list, await c.req.text(), attempt);
      if (!attempt && outcome.refused.length === 0)
        await note(person, 'prices', (await prices.list(list)).name, 'file');
      return c.json(outcome, 200);
    },
  );
}

function rateRoutes(routes: Routes, { exchange, clock, note }: PriceRoutesParts): void {
  const all = () => ({ rates: exchange.rates(), coming: exchange.coming(), now: clock.now() });
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/rates',
      summary: 'The exchange rates that hold now and those of days to come, with date and source. Desk only',
      responses: ok('They', allRates),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json(all(), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/rates',
      summary: 'Enter newer rates; they hold from their date on. Owners only',
      request: body(z.strictObject({ rates: z.array(rate).min(1).max(200) })),
      responses: ok('The rates that hold now', allRates),
    }),
    async (c) => {
      const person = required(c, 'owner');
      const { rates } = c.req.valid('json');
      const known = exchange.rates();
      for (const one of rates) {
        const before = known.find(({ quote }) => quote === one.quote);
        if (!before || before.base !== one.base)
          throw new Refusal('bad-input', `rates: unknown ${one.base}/${one.quote}`);
        if (one.date < before.date) throw new Refusal('bad-input', `date: older ${before.date}`);
      }
      await exchange.set(rates);
      await note(
        person,
        'rates',
        rates
          .map(({ quote }) => quote)
          .join(' ')
          .slice(0, 64),
        rates[0]!.source,
      );
      return c.json(all(), 200);
    },
  );
}

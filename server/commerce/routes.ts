import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { MarketChoice } from '../../shared/model/market.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Env, openRoutes, type Routes, required } from '../http/app.ts';
import { type Addresses, isCountry } from './addresses.ts';
import { type AfterParts, afterRoutes } from './afterRoutes.ts';
import type { Carts } from './cart.ts';
import type { Checkout, OpenCheckout, Shopper } from './checkoutParts.ts';
import type { Markets } from './markets.ts';
import type { OrderLinks } from './orderLinks.ts';
import type { Postman } from './postman.ts';
import {
  cartSchema,
  checkoutSchema,
  choiceSchema,
  detailsSchema,
  formSchema,
  moneySchema,
  orderSchema,
} from './schemas.ts';
import type { TamperLog } from './tamper.ts';
import { type TermsParts, termsRoutes } from './termsRoutes.ts';
import type { TestProvider } from './testProvider.ts';

const idempotencyHeader = z.object({ 'idempotency-key': z.string().min(8).max(64) });
const orderPath = z.object({ id: z.string().max(64) });
const country = z.string().regex(/^[A-Z]{2}$/);
const currency = z.string().regex(/^[A-Z]{3}$/);

const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });
const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});

/** What the routes of a shopper need. */
export type ShopRoutesParts = AfterParts &
  TermsParts & {
    addresses: Addresses;
    carts: Carts;
    checkout: Checkout;
    postman: Pick<Postman, 'paper'>;
    tamper: TamperLog;
    links: Pick<OrderLinks, 'admit'>;
    /** The name of the provider of new payments. */
    provider: string;
  };

/** Who asks, and where they shop from. */
function shopperOf(markets: Markets, c: Context<Env>): Shopper & { choice: Promise<MarketChoice> } {
  const { visitor, account = '' } = required(c);
  const choice = markets.choiceOf(visitor, c.req.header('accept-language'));
  // Who never comes to ask for it hears nothing of what went wrong with it.
  choice.catch(() => undefined);
  return { visitor, account, choice };
}

/** Market, cart, checkout, a buyer's own orders and what becomes of them. Every route but that of the terms wants a session; refusals carry a code. */
export function commerceRoutes(parts: ShopRoutesParts): Routes {
  const routes = openRoutes();
  for (const path of ['/api/cart/*', '/api/checkout/*', '/api/orders/*', '/api/market'])
    routes.use(path, parts.tamper.watch);
  routes.use('/api/orders/:id/*', parts.links.admit);
  marketRoutes(routes, parts);
  cartRoutes(routes, parts);
  checkoutRoutes(routes, parts);
  orderRoutes(routes, parts);
  afterRoutes(routes, parts);
  termsRoutes(routes, parts);
  return routes;
}

function marketRoutes(routes: Routes, { markets, addresses }: ShopRoutesParts): void {
  const listed = z.object({
    choice: choiceSchema,
    markets: z.array(
      z.object({
        id: z.string(),
        name: z.object({ en: z.string() }).catchall(z.string()),
        countries: z.array(z.string()),
        currencies: z.array(z.string()),
        currencyOf: z.record(z.string(), z.string()).optional(),
        taxIncluded: z.boolean(),
      }),
    ),
  });
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/market',
      summary: 'Where I shop from, and where the shop sells',
      responses: ok('My choice (a guess until I made one), and all markets', listed),
    }),
    async (c) => {
      const choice = await markets.choiceOf(c.get('person')?.visitor, c.req.header('accept-language'));
      return c.json({ choice, markets: [...markets.markets] }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/market',
      summary:
        'Set from where I shop: country, region where taxes need it, and currency (else the usual one)',
      request: body(
        z.strictObject({ country, region: z.string().max(80).optional(), currency: currency.optional() }),
      ),
      responses: ok('My choice', choiceSchema),
    }),
    async (c) => {
      const { country: to, region, currency: pay } = c.req.valid('json');
      const { regions } = addresses.form(to);
      if (region && regions.length > 0 && !regions.some(({ code }) => code === region))
        throw new Refusal('bad-input', `region: ${region} is not in ${to}`);
      const wish = { country: to, ...(region !== undefined && { region }), ...(pay && { currency: pay }) };
      return c.json(await markets.choose(required(c).visitor, wish), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/addresses/{country}',
      summary: 'How an address of a country is asked for',
      request: { params: z.object({ country }) },
      responses: ok('The form', formSchema),
    }),
    async (c) => {
      const { country: named } = c.req.valid('param');
      if (!isCountry(named)) throw new Refusal('not-found', 'no such country');
      return c.json(addresses.form(named), 200);
    },
  );
}

function cartRoutes(routes: Routes, { markets, carts }: ShopRoutesParts): void {
  const code = z.object({ code: z.string().trim().min(1).max(64) });
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/cart',
      summary: 'My cart at today’s prices, and what is otherwise than when I last saw it',
      responses: ok('The cart', cartSchema),
    }),
    async (c) => {
      const { visitor, choice } = shopperOf(markets, c);
      return c.json(await carts.get(visitor, choice), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/cart/{slug}',
      summary: 'Set how many of a product, or of one of its SKUs, are in my cart; 0 takes it out',
      request: {
        params: z.object({ slug: z.string().max(64) }),
        ...body(
          z.strictObject({
            quantity: z.number().int().min(0).max(99),
            sku: z.string().min(1).max(64).optional(),
            ahead: z.boolean().optional(),
          }),
        ),
      },
      responses: ok('The cart', cartSchema),
    }),
    async (c) => {
      const { visitor, choice } = shopperOf(markets, c);
      const wish = { slug: c.req.valid('param').slug, ...c.req.valid('json') };
      return c.json(await carts.set(visitor, wish, choice), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/cart/seen',
      summary: 'I have seen today’s prices and what is gone',
      responses: ok('The cart', cartSchema),
    }),
    async (c) => {
      const { visitor, choice } = shopperOf(markets, c);
      return c.json(await carts.seen(visitor, choice), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/cart/codes',
      summary: 'Lay a coupon’s code into my cart; each code says whether it counts, or why not',
      request: body(z.strictObject(code.shape)),
      responses: ok('The cart', cartSchema),
    }),
    async (c) => {
      const { visitor, choice } = shopperOf(markets, c);
      return c.json(await carts.addCode(visitor, c.req.valid('json').code, choice), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/cart/codes/{code}',
      summary: 'Take a code out of my cart',
      request: { params: code },
      responses: ok('The cart', cartSchema),
    }),
    async (c) => {
      const { visitor, choice } = shopperOf(markets, c);
      return c.json(await carts.removeCode(visitor, c.req.valid('param').code, choice), 200);
    },
  );
}

function checkoutRoutes(routes: Routes, { markets, checkout, clock, provider }: ShopRoutesParts): void {
  const timed = (open: OpenCheckout) => ({ ...open, now: clock.now(), provider });
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/checkout',
      summary:
        'Open a checkout of my cart: its stock is held for ten minutes. Details may come along, or later',
      request: { body: json(detailsSchema) },
      responses: ok('The open checkout', checkoutSchema),
    }),
    async (c) => c.json(timed(await checkout.open(shopperOf(markets, c), c.req.valid('json') ?? {})), 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/checkout',
      summary: 'My open checkout',
      responses: ok('The open checkout', checkoutSchema),
    }),
    async (c) => c.json(timed(await checkout.get(required(c))), 200),
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/checkout',
      summary: 'Fill in who buys, where it goes and how; taxes, delivery and total follow',
      request: body(detailsSchema),
      responses: ok('The open checkout', checkoutSchema),
    }),
    async (c) => c.json(timed(await checkout.detail(required(c), c.req.valid('json'))), 200),
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/checkout',
      summary: 'Give my open checkout up: its stock is free again, my cart stays',
      responses: ok('Given up', z.object({ ok: z.literal(true) })),
    }),
    async (c) => {
      await checkout.cancel(required(c));
      return c.json({ ok: true as const }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/checkout/payment',
      summary:
        'Pay my open checkout. The same Idempotency-Key answers the same order and never charges twice',
      request: {
        headers: idempotencyHeader,
        ...body(
          z.strictObject({
            token: z.string().max(128).default(''),
            expectedTotal: z.strictObject(moneySchema.shape),
          }),
        ),
      },
      responses: ok('The order: paid, or waiting for what its action says', orderSchema),
    }),
    async (c) => {
      const key = c.req.valid('header')['idempotency-key'];
      return c.json(await checkout.pay(required(c), { key, ...c.req.valid('json') }), 200);
    },
  );
}

function orderRoutes(routes: Routes, { checkout, orders, postman }: ShopRoutesParts): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/confirmation',
      summary: 'Answer the bank’s question about my payment',
      request: { params: orderPath, ...body(z.strictObject({ accepted: z.boolean() })) },
      responses: ok('The order', orderSchema),
    }),
    async (c) =>
      c.json(
        await checkout.confirm(required(c).visitor, c.req.valid('param').id, c.req.valid('json').accepted),
        200,
      ),
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/refresh',
      summary: 'Ask the payment provider what became of my payment',
      request: { params: orderPath },
      responses: ok('The order', orderSchema),
    }),
    async (c) => c.json(await checkout.refresh(required(c).visitor, c.req.valid('param').id), 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/orders/{id}/papers/{number}',
      summary: 'A paper of an order of mine: invoice or credit note, as PDF',
      request: { params: orderPath.extend({ number: z.string().max(32) }) },
      responses: {
        200: {
          description: 'The paper',
          content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } },
        },
      },
    }),
    async (c) => {
      const { id, number } = c.req.valid('param');
      const bytes = await postman.paper(required(c).visitor, id, number);
      c.header('content-type', 'application/pdf');
      c.header('content-disposition', `inline; filename="${number}.pdf"`);
      return c.body(bytes.slice().buffer as ArrayBuffer) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/orders/{id}',
      summary: 'One order of mine, with everything that happened to it',
      request: { params: orderPath },
      responses: ok('The order', orderSchema),
    }),
    async (c) => c.json(await orders.get(required(c).visitor, c.req.valid('param').id), 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/orders',
      summary: 'My orders, newest first',
      responses: ok('The orders', z.object({ orders: z.array(orderSchema) })),
    }),
    async (c) => c.json({ orders: await orders.ofVisitor(required(c).visitor) }, 200),
  );
}

/** Where a browser hands a card to the built-in provider: the part that a payment company's own page plays otherwise. */
export function testProviderRoutes(provider: TestProvider): Routes {
  const routes = openRoutes();
  const card = z.object({ number: z.string().max(32), expiry: z.string().max(8), cvc: z.string().max(4) });
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/test-payments/tokens',
      summary: 'A token for a test card',
      request: body(card),
      responses: ok('The token', z.object({ token: z.string() })),
    }),
    async (c) => c.json(await provider.tokenise(c.req.valid('json')), 200),
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes, required } from '../http/app.ts';
import type { Carts } from './cart.ts';
import type { Checkout } from './checkout.ts';
import type { TestProvider } from './testProvider.ts';

const money = z.object({ amount: z.number().int(), currency: z.string() }).openapi('Money');
const localText = z.object({ en: z.string() }).catchall(z.string());
const cartSchema = z
  .object({
    lines: z.array(
      z.object({
        slug: z.string(),
        sku: z.string(),
        variant: z.string(),
        label: localText.nullable(),
        name: localText,
        quantity: z.number().int(),
        unitPrice: money,
        total: money,
        stock: z.number().int(),
        thumbnail: z.string(),
      }),
    ),
    total: money.nullable(),
  })
  .openapi('Cart');

/** An order as it travels. */
export const orderSchema = z
  .object({
    id: z.string(),
    number: z.string(),
    status: z.enum(['placed', 'confirming', 'paid', 'declined', 'cancelled']),
    lines: z.array(
      z.object({
        sku: z.string(),
        slug: z.string(),
        name: z.string(),
        unitPrice: money,
        quantity: z.number().int(),
        total: money,
      }),
    ),
    total: money,
    email: z.string(),
    placedAt: z.string(),
    confirmation: z.object({ prompt: z.string() }).optional(),
  })
  .openapi('Order');

const short = (max: number) => z.string().trim().min(1).max(max);
const checkoutSchema = z.object({
  name: short(120),
  email: z.email().max(254),
  address: z.object({
    street: short(200),
    postcode: short(20),
    city: short(100),
    country: z.string().regex(/^[A-Z]{2}$/),
  }),
  paymentToken: short(128),
  expectedTotal: z.number().int().min(0),
});
const idempotencyHeader = z.object({ 'idempotency-key': z.string().min(8).max(64) });
const orderPath = z.object({ id: z.string().max(64) });

const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });
const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});

/** Cart, checkout and a buyer's own orders. Every route wants a session; refusals carry a code. */
export function commerceRoutes(carts: Carts, checkout: Checkout): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/cart',
      summary: 'My cart at today’s prices',
      responses: ok('The cart', cartSchema),
    }),
    async (c) => c.json(await carts.get(required(c).visitor), 200),
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/cart/{slug}',
      summary: 'Set how many of a product, or of one of its SKUs, are in my cart; 0 takes it out',
      request: {
        params: z.object({ slug: z.string().max(64) }),
        ...body(
          z.object({
            quantity: z.number().int().min(0).max(99),
            sku: z.string().min(1).max(64).optional(),
          }),
        ),
      },
      responses: ok('The cart', cartSchema),
    }),
    async (c) => {
      const { quantity, sku } = c.req.valid('json');
      return c.json(await carts.set(required(c).visitor, c.req.valid('param').slug, quantity, sku), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/checkout',
      summary: 'Buy my cart. The same Idempotency-Key answers the same order and never charges twice',
      request: { headers: idempotencyHeader, ...body(checkoutSchema) },
      responses: ok('The order: paid, or waiting for the buyer’s confirmation', orderSchema),
    }),
    async (c) => {
      const idempotencyKey = c.req.valid('header')['idempotency-key'];
      return c.json(await checkout.buy(required(c).visitor, { ...c.req.valid('json'), idempotencyKey }), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/confirmation',
      summary: 'Answer the bank’s question about my payment',
      request: { params: orderPath, ...body(z.object({ accepted: z.boolean() })) },
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
      method: 'get',
      path: '/api/orders/{id}',
      summary: 'One order of mine',
      request: { params: orderPath },
      responses: ok('The order', orderSchema),
    }),
    async (c) => c.json(await checkout.get(required(c).visitor, c.req.valid('param').id), 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/orders',
      summary: 'My orders, newest first',
      responses: ok('The orders', z.object({ orders: z.array(orderSchema) })),
    }),
    async (c) => c.json({ orders: await checkout.mine(required(c).visitor) }, 200),
  );
  return routes;
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

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Env, type Routes, required } from '../http/app.ts';
import type { Cancelling } from './cancel.ts';
import type { Claimer, Claims } from './claims.ts';
import { atDesk } from './desk/asked.ts';
import { MESSAGE_MOST, type Messages } from './messages.ts';
import type { Orders } from './orders.ts';
import type { Returns } from './returns.ts';
import { orderSchema } from './schemas.ts';

const orderPath = z.object({ id: z.string().max(64) });
const LONGEST_REASON = 500;
const pieces = z
  .array(z.strictObject({ sku: z.string().min(1).max(64), quantity: z.number().int().min(1).max(9999) }))
  .min(1)
  .max(200);

const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });
const ok = <Schema extends z.ZodType>(description: string, schema: Schema) => ({
  200: { description, ...json(schema) },
});

/** What the routes after a purchase need. */
export type AfterParts = {
  orders: Orders;
  cancelling: Cancelling;
  returns: Returns;
  messages: Messages;
  claims: Claims;
  /** The mail addresses that an account has proved to be its own. */
  verifiedMails(account: string): Promise<string[]>;
};

/** What a buyer does with an order that they have, and what the shop's desk answers. Who may, `commerceRoutes` has found out before. */
export function afterRoutes(routes: Routes, parts: AfterParts): void {
  buyerRoutes(routes, parts);
  claimRoutes(routes, parts);
  deskAnswerRoutes(routes, parts);
}

function buyerRoutes(routes: Routes, { orders, cancelling, returns, messages }: AfterParts): void {
  const whole = async (c: Context<Env>, id: string) => orders.get(required(c).visitor, id);
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/cancel',
      summary: 'Cancel my order while nothing of it is packed: all that was paid goes back. Again is once',
      request: { params: orderPath },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await cancelling.cancel(required(c).visitor, id);
      return c.json(await whole(c, id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/returns',
      summary: 'Ask to send pieces of my order back',
      request: {
        params: orderPath,
        ...body(z.strictObject({ lines: pieces, reason: z.string().trim().min(1).max(LONGEST_REASON) })),
      },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await returns.ask(required(c).visitor, id, c.req.valid('json'));
      return c.json(await whole(c, id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/messages',
      summary: 'Write to the shop about my order',
      request: { params: orderPath, ...body(messageSchema) },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const [{ id }, { visitor, name = '' }] = [c.req.valid('param'), required(c)];
      await messages.write(id, c.req.valid('json').text, { side: 'buyer', person: visitor, name });
      return c.json(await whole(c, id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/orders/{id}/messages/read',
      summary: 'I have seen what the shop wrote',
      request: { params: orderPath },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await messages.read(id, { side: 'buyer', person: required(c).visitor });
      return c.json(await whole(c, id), 200);
    },
  );
}

const messageSchema = z.strictObject({ text: z.string().trim().min(1).max(MESSAGE_MOST) });

function claimRoutes(routes: Routes, { claims, verifiedMails }: AfterParts): void {
  const claimerOf = async (c: Context<Env>): Promise<Claimer> => {
    const { visitor, account } = required(c);
    if (!account) throw new Refusal('not-signed-in', 'for accounts only');
    return { visitor, account, mails: await verifiedMails(account) };
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/account/orders',
      summary: 'Orders that were bought without an account, with a mail address that is proved to be mine',
      responses: ok('The orders that I may claim', z.object({ orders: z.array(orderSchema) })),
    }),
    async (c) => c.json({ orders: await claims.offered(await claimerOf(c)) }, 200),
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/account/orders/claim',
      summary: 'Make them mine, all at once. Again finds none',
      responses: ok('How many were claimed', z.object({ claimed: z.number().int() })),
    }),
    async (c) => c.json({ claimed: await claims.claim(await claimerOf(c)) }, 200),
  );
}

function deskAnswerRoutes(routes: Routes, { orders, returns, messages }: AfterParts): void {
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/messages',
      summary: 'Write to the buyer of an order. For the desk',
      request: { params: orderPath, ...body(messageSchema) },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const { visitor, name = '' } = required(c, 'desk');
      const { id } = c.req.valid('param');
      await messages.write(id, c.req.valid('json').text, { side: 'shop', person: visitor, name });
      return c.json(await orders.any(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/messages/read',
      summary: 'The shop has seen what the buyer wrote. For the desk',
      request: { params: orderPath },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await messages.read(id, { side: 'shop', person: required(c, 'desk').visitor });
      return c.json(await orders.any(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/returns/{return}',
      summary:
        'Answer a return; on `received` its pieces may go into the stock and its money back at once, or later by the same call. For the desk',
      request: {
        params: orderPath.extend({ return: z.string().max(64) }),
        ...body(
          z.strictObject({
            status: z.enum(['accepted', 'refused', 'received']),
            text: z.string().trim().max(MESSAGE_MOST).default(''),
            restock: z.boolean().optional(),
            refund: z.boolean().optional(),
          }),
        ),
      },
      responses: ok('The order', orderSchema),
    }),
    async (c) => {
      const { id, return: asked } = c.req.valid('param');
      await returns.answer(id, asked, c.req.valid('json'), atDesk(c));
      return c.json(await orders.any(id), 200);
    },
  );
}

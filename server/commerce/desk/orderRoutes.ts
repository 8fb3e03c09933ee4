import { createRoute } from '@hono/zod-openapi';
import { openRoutes, type Routes, required } from '../../http/app.ts';
import { atDesk, body, ok } from './asked.ts';
import type { Desk } from './openDesk.ts';
import { cancelSchema, deskOrderSchema, keyHeader, noteSchema, orderPath, refundSchema } from './schemas.ts';

const answer = ok('The order', deskOrderSchema);

/** One order at the desk: all of it, notes, money back. */
export function deskOrderRoutes({ desk }: { desk: Desk }): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/orders/{id}',
      summary: 'One order with all that the shop knows of it. The desk and owners only',
      request: { params: orderPath },
      responses: answer,
    }),
    async (c) => {
      required(c, 'desk');
      return c.json(await desk.order(c.req.valid('param').id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/notes',
      summary: 'Write a note about an order that its buyer never sees. The desk and owners only',
      request: { params: orderPath, ...body(noteSchema) },
      responses: answer,
    }),
    async (c) => {
      const by = atDesk(c);
      const { id } = c.req.valid('param');
      await desk.notes.add(id, c.req.valid('json').text, by);
      return c.json(await desk.order(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/refunds',
      summary:
        'Give money back: all that is left, pieces and delivery, or an amount. The same Idempotency-Key never gives twice. The desk and owners only',
      request: { params: orderPath, headers: keyHeader, ...body(refundSchema) },
      responses: answer,
    }),
    async (c) => {
      const by = atDesk(c);
      const { id } = c.req.valid('param');
      const wish = c.req.valid('json');
      const what = 'whole' in wish ? { reason: wish.reason, restock: wish.restock } : wish;
      await desk.once(c, (key) => desk.giving.refund(id, { ...what, key }, by));
      desk.changed();
      return c.json(await desk.order(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/cancellation',
      summary:
        'Call off an order that was not sent: its money goes back, its pieces into stock. The desk and owners only',
      request: { params: orderPath, headers: keyHeader, ...body(cancelSchema) },
      responses: answer,
    }),
    async (c) => {
      const by = atDesk(c);
      const { id } = c.req.valid('param');
      await desk.once(c, (key) => desk.giving.cancel(id, { key, ...c.req.valid('json') }, by));
      desk.changed();
      return c.json(await desk.order(id), 200);
    },
  );
  return routes;
}

import { createRoute } from '@hono/zod-openapi';
import { openRoutes, type Routes } from '../../http/app.ts';
import { atDesk, body, ok } from './asked.ts';
import type { Desk } from './openDesk.ts';
import { deskOrderSchema, keyHeader, labelSchema, orderPath, parcelPath, parcelsSchema } from './schemas.ts';

const answer = ok('The order', deskOrderSchema);

/** Goods on their way out: packed, sent in parcels, arrived. */
export function deskParcelRoutes({ desk }: { desk: Desk }): Routes {
  const routes = openRoutes();
  const after = async (id: string) => {
    desk.changed();
    return desk.order(id);
  };
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/pack',
      summary: 'An order is packed. The desk and owners only',
      request: { params: orderPath },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await desk.shipping.pack(id, atDesk(c));
      return c.json(await after(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/unpack',
      summary: 'An order is not packed after all. The desk and owners only',
      request: { params: orderPath },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await desk.shipping.unpack(id, atDesk(c));
      return c.json(await after(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/parcels',
      summary:
        'Send parcels; one without lines has all that is left in it. The buyer is told of each. The same Idempotency-Key never sends twice. The desk and owners only',
      request: { params: orderPath, headers: keyHeader, ...body(parcelsSchema) },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      const by = atDesk(c);
      await desk.once(c, (key) => desk.shipping.ship(id, { key, ...c.req.valid('json') }, by));
      return c.json(await after(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/desk/orders/{id}/parcels/{parcel}',
      summary: 'Correct who carries a parcel, and under which number. The desk and owners only',
      request: { params: parcelPath, ...body(labelSchema) },
      responses: answer,
    }),
    async (c) => {
      const { id, parcel } = c.req.valid('param');
      await desk.shipping.relabel(id, parcel, c.req.valid('json'), atDesk(c));
      return c.json(await after(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/parcels/{parcel}/delivery',
      summary: 'A parcel has arrived; the order is delivered with the last. The desk and owners only',
      request: { params: parcelPath },
      responses: answer,
    }),
    async (c) => {
      const { id, parcel } = c.req.valid('param');
      await desk.shipping.deliver(id, parcel, atDesk(c));
      return c.json(await after(id), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/orders/{id}/delivery',
      summary: 'All parcels of an order have arrived. The desk and owners only',
      request: { params: orderPath },
      responses: answer,
    }),
    async (c) => {
      const { id } = c.req.valid('param');
      await desk.shipping.deliver(id, undefined, atDesk(c));
      return c.json(await after(id), 200);
    },
  );
  return routes;
}

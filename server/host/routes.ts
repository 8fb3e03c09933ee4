import { createRoute, z } from '@hono/zod-openapi';
import type { Order } from '../../shared/model/order.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';

/** A room with people in it. */
export type RoomReport = {
  id: string;
  showroom: string;
  people: { name: string; role: string; away: boolean }[];
  onAir: string;
  title: string;
};

/** What the console needs; handed over by the composition root. */
export type ConsoleParts = {
  /** The stands of a showroom's scene; `not-found`. */
  stands(showroom: string): Promise<string[]>;
  latestOrders(limit: number): Promise<Order[]>;
  placements(showroom: string): Promise<Map<string, string>>;
  place(showroom: string, stand: string, product: string): Promise<void>;
  rooms(): RoomReport[];
};

const ORDERS_SHOWN = 20;
const anything = z.record(z.string(), z.unknown());

/** The owner's console: orders, rooms, stands. */
export function consoleRoutes(parts: ConsoleParts): Routes {
  const routes = openRoutes();
  const answer = (description: string, schema: z.ZodType) => ({
    200: { description, content: { 'application/json': { schema } } },
  });
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/orders',
      summary: 'The latest orders of everybody. The desk and owners only',
      responses: answer('The orders', z.object({ orders: z.array(anything) })),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json({ orders: await parts.latestOrders(ORDERS_SHOWN) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/rooms',
      summary: 'Open rooms and who is in them. Owners only',
      responses: answer('The rooms', z.object({ rooms: z.array(anything) })),
    }),
    (c) => {
      required(c, 'owner');
      return c.json({ rooms: parts.rooms() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/console/showrooms/{showroom}/stands',
      summary: 'Which product stands where. Owners and designers only',
      request: { params: z.object({ showroom: z.string().max(32) }) },
      responses: answer(
        'The stands',
        z.object({ stands: z.array(z.object({ id: z.string(), product: z.string() })) }),
      ),
    }),
    async (c) => {
      const { showroom } = c.req.valid('param');
      required(c, 'designer', showroom);
      const stands = await parts.stands(showroom);
      const placed = await parts.placements(showroom);
      return c.json({ stands: stands.map((id) => ({ id, product: placed.get(id) ?? '' })) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/showrooms/{showroom}/stands/{stand}',
      summary:
        'Put a product (by slug; empty clears) on a stand, seen at once in every room. Owners and designers only',
      request: {
        params: z.object({ showroom: z.string().max(32), stand: z.string().max(32) }),
        body: {
          content: { 'application/json': { schema: z.object({ product: z.string().max(64) }) } },
          required: true,
        },
      },
      responses: answer('Done', z.object({ ok: z.literal(true) })),
    }),
    async (c) => {
      const { showroom, stand } = c.req.valid('param');
      required(c, 'designer', showroom);
      await parts.place(showroom, stand, c.req.valid('json').product);
      return c.json({ ok: true as const }, 200);
    },
  );
  return routes;
}

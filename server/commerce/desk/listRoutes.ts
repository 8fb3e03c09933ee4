import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes, required } from '../../http/app.ts';
import { atDesk, body, ok } from './asked.ts';
import type { Desk } from './openDesk.ts';
import { bulkSchema, countsSchema, keyHeader, pageSchema, resultsSchema, wishSchema } from './schemas.ts';

const carriers = z.object({
  carriers: z.array(z.object({ id: z.string(), name: z.string(), link: z.string() })),
});

/** The desk's list, what it counts, and what is done with many at once. */
export function deskListRoutes({ desk }: { desk: Desk }): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/orders',
      summary:
        'Everybody’s orders, newest first, 50 at once: by statuses (with commas), market, time of payment, words, or whose buyer waits. A page may have fewer than there are: go on with `next`. The desk and owners only',
      request: { query: wishSchema },
      responses: ok('A page of orders', pageSchema),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json(await desk.list(c.req.valid('query')), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/counts',
      summary:
        'How many orders there are of each status, and of how many the buyer waits. The desk and owners only',
      responses: ok('The counts', countsSchema),
    }),
    async (c) => {
      required(c, 'desk');
      return c.json(await desk.counts(), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/carriers',
      summary: 'Carriers that we know, with the link by which a parcel is followed. The desk and owners only',
      responses: ok('The carriers', carriers),
    }),
    (c) => {
      required(c, 'desk');
      return c.json({ carriers: [...desk.carriers.list()] }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/desk/bulk',
      summary:
        'Pack, unpack, send or mark as delivered many orders; answers of each what happened or why not. Sending wants an Idempotency-Key. The desk and owners only',
      request: { headers: keyHeader.partial(), ...body(bulkSchema) },
      responses: ok('What became of each', resultsSchema),
    }),
    async (c) => {
      const by = atDesk(c);
      const wish = c.req.valid('json');
      const results =
        wish.act === 'ship'
          ? await desk.once(c, (key) => desk.bulk({ ...wish, key }, by))
          : await desk.bulk(wish, by);
      desk.changed();
      return c.json({ results }, 200);
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { type Env, openRoutes, type Routes, required } from '../../http/app.ts';
import type { Postman } from '../postman.ts';
import type { Desk } from './openDesk.ts';
import { orderPath, someOrders, wishSchema } from './schemas.ts';

const file = (description: string, type: string) => ({
  200: { description, content: { [type]: { schema: z.string().openapi({ format: 'binary' }) } } },
});

/** What the desk downloads: lists as CSV, packing lists and papers as PDF. */
export function deskFileRoutes({ desk, postman }: { desk: Desk; postman: Pick<Postman, 'paper'> }): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/orders.csv',
      summary:
        'All orders that a list shows, a row for each line, as CSV with English headings, sent as it is read. The desk and owners only',
      request: { query: wishSchema },
      responses: file('The orders', 'text/csv'),
    }),
    (c) => {
      required(c, 'desk');
      c.header('content-type', 'text/csv; charset=utf-8');
      c.header('content-disposition', 'attachment; filename="orders.csv"');
      return c.body(streamOf(desk.csv(c.req.valid('query')))) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/packing-lists',
      summary:
        'What is to be packed of some orders, each on a page in its buyer’s language, without prices. The desk and owners only',
      request: { query: someOrders },
      responses: file('The packing lists', 'application/pdf'),
    }),
    async (c) => {
      required(c, 'desk');
      const bytes = await desk.packingLists(c.req.valid('query').orders);
      if (!bytes) throw new Refusal('not-found', 'none of these orders goes anywhere');
      return asPdf(c, bytes, 'packing-list') as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/orders/{id}/papers/{number}',
      summary: 'A paper of an order: invoice or credit note. The desk and owners only',
      request: { params: orderPath.extend({ number: z.string().max(32) }) },
      responses: file('The paper', 'application/pdf'),
    }),
    async (c) => {
      required(c, 'desk');
      const { id, number } = c.req.valid('param');
      return asPdf(c, await postman.paper(null, id, number), number) as never;
    },
  );
  return routes;
}

function asPdf(c: Context<Env>, bytes: Uint8Array, name: string): Response {
  c.header('content-type', 'application/pdf');
  c.header('content-disposition', `inline; filename="${name}.pdf"`);
  return c.body(bytes.slice().buffer as ArrayBuffer);
}

/** Pieces of text as they are made; who goes away ends it. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

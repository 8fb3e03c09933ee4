import { createRoute, z } from '@hono/zod-openapi';
import { ROW_FAULTS } from '../../shared/model/rowFault.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import type { Transfer } from './transfer.ts';

const format = z.enum(['csv', 'json']).default('csv');
const TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** Catalogues as files, out and in. */
export function transferRoutes(transfer: Transfer): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/export',
      summary:
        'All products in their latest versions, without models, as CSV (a row for each SKU) or JSON. Designers only',
      request: { query: z.object({ format }) },
      responses: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } } },
    }),
    async (c) => {
      required(c, 'designer');
      const { format: kind } = c.req.valid('query');
      return c.body(await transfer.export(kind), 200, {
        'content-type': TYPES[kind],
        'content-disposition': `attachment; filename="products.${kind}"`,
      }) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/import',
      summary:
        'Take in a file as the export makes it: what differs becomes a draft of the next version. With `attempt` only says what would become of it. Designers only',
      request: {
        query: z.object({ format, attempt: z.stringbool().default(false) }),
        body: { content: { 'text/csv': { schema: z.string() } }, required: false },
      },
      responses: {
        200: {
          description: 'What became of each product',
          content: {
            'application/json': {
              schema: z.object({
                created: z.number().int(),
                changed: z.number().int(),
                same: z.number().int(),
                taken: z.array(
                  z.object({
                    row: z.number().int(),
                    slug: z.string(),
                    outcome: z.enum(['created', 'changed']),
                    fields: z.array(z.string()),
                  }),
                ),
                refused: z.array(
                  z.object({
                    row: z.number().int(),
                    slug: z.string(),
                    fault: z.enum(ROW_FAULTS),
                    column: z.string(),
                    value: z.string(),
                    limit: z.number().optional(),
                  }),
                ),
              }),
            },
          },
        },
      },
    }),
    async (c) => {
      const person = required(c, 'designer');
      const { format: kind, attempt } = c.req.valid('query');
      const text = await c.req.text();
      return c.json(await transfer.import(text, kind, attempt, { person, why: 'import' }), 200);
    },
  );
  return routes;
}

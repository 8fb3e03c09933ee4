import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes } from '../http/app.ts';
import type { Catalogue } from './catalogue.ts';

const text = z.object({ en: z.string() }).catchall(z.string());

/** A product as it travels. */
export const productSchema = z
  .object({
    slug: z.string(),
    sku: z.string(),
    name: text,
    text: text,
    materials: text,
    price: z.object({ amount: z.number().int(), currency: z.string() }),
    stock: z.number().int(),
    sizeMm: z.tuple([z.number(), z.number(), z.number()]),
    weightGrams: z.number(),
    origin: z.string(),
    model: z.string(),
    thumbnail: z.string(),
    standYaw: z.number(),
  })
  .openapi('Product');

/** The catalogue for everybody. */
export function productRoutes(catalogue: Catalogue): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/products',
      summary: 'All products, by slug',
      responses: {
        200: {
          description: 'The products',
          content: { 'application/json': { schema: z.object({ products: z.array(productSchema) }) } },
        },
      },
    }),
    async (c) => c.json({ products: await catalogue.list() }, 200),
  );
  return routes;
}

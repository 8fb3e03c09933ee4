import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Product } from '../../shared/model/catalogue.ts';
import { type Env, openRoutes, type Routes } from '../http/app.ts';
import { type Catalogue, MOST_PRODUCTS } from './catalogue.ts';
import { productSchema, sheetSchema, slugSchema } from './schemas.ts';
import type { Search } from './search.ts';

/** Products that one address may ask for at once by name. */
const PAGE = 200;

/** Puts the prices of a looker's market on products; who looks is a visitor, or what their browser says. */
export type PriceTags = <One extends Product>(
  looker: { visitor: string | undefined; languages: string | undefined },
  products: readonly One[],
) => Promise<One[]>;

const lookerOf = (c: Context<Env>) => ({
  visitor: c.get('person')?.visitor,
  languages: c.req.header('accept-language'),
});

/** The catalogue for everybody, at the prices of who asks. */
export function productRoutes(catalogue: Catalogue, search: Search, tags: PriceTags): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/products',
      summary: 'Products on sale by slug, a page at a time; `next` is where the next page begins, or null',
      request: {
        query: z.object({
          slugs: z
            .string()
            .max(MOST_PRODUCTS * 65)
            .optional()
            .openapi({ description: 'Only these, by commas' }),
          after: z.string().max(64).optional(),
          limit: z.coerce.number().int().min(1).max(MOST_PRODUCTS).default(PAGE),
        }),
      },
      responses: {
        200: {
          description: 'The products',
          content: {
            'application/json': {
              schema: z.object({ products: z.array(productSchema), next: z.string().nullable() }),
            },
          },
        },
      },
    }),
    async (c) => {
      const { slugs, after, limit } = c.req.valid('query');
      const wanted =
        slugs === undefined ? undefined : slugs.split(',').filter(Boolean).slice(0, MOST_PRODUCTS);
      const products = await catalogue.list({ slugs: wanted, after, limit });
      const next = products.length === limit ? products.at(-1)!.slug : null;
      return c.json({ products: await tags(lookerOf(c), products), next }, 200);
    },
  );
  const facet = z.array(z.object({ name: z.string(), count: z.number().int() }));
  const called = z.object({ en: z.string() }).catchall(z.string());
  const categoryFacet = z.array(z.object({ name: z.string(), count: z.number().int(), label: called }));
  const shelf = z.string().max(60).optional();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/search/products',
      summary:
        'Search what is on sale, in any language, by category, brand and tag; without words everything there, by slug',
      request: {
        query: z.object({
          q: z.string().max(200).default(''),
          language: z
            .string()
            .max(20)
            .optional()
            .openapi({ description: 'What is called so in this one comes first' }),
          category: shelf,
          brand: z.string().max(80).optional(),
          tag: shelf,
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(100).default(24),
        }),
      },
      responses: {
        200: {
          description: 'What was found, the best first',
          content: {
            'application/json': {
              schema: z.object({
                products: z.array(productSchema),
                total: z.number().int(),
                categories: categoryFacet,
                brands: facet,
              }),
            },
          },
        },
      },
    }),
    async (c) => {
      const { q, ...on } = c.req.valid('query');
      const { slugs, ...found } = search.find({ words: q, ...on });
      const products = new Map((await catalogue.list({ slugs })).map((product) => [product.slug, product]));
      const ordered = slugs.flatMap((slug) => products.get(slug) ?? []);
      return c.json({ products: await tags(lookerOf(c), ordered), ...found }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/products/{slug}',
      summary: 'All of one product: offers, parts, marks, how it comes apart',
      request: { params: z.object({ slug: slugSchema }) },
      responses: {
        200: { description: 'The product', content: { 'application/json': { schema: sheetSchema } } },
      },
    }),
    async (c) => {
      const [sheet] = await tags(lookerOf(c), [await catalogue.sheet(c.req.valid('param').slug)]);
      return c.json(sheet!, 200);
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { NO_AUTHORING } from '../../shared/model/authoring.ts';
import type { MadeModel, ProductContent } from '../../shared/model/catalogue.ts';
import type { DraftResult } from '../../shared/model/draft.ts';
import { PRODUCT_MOVES } from '../../shared/model/productState.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import type { Person } from '../http/person.ts';
import type { Drafts } from './drafts.ts';
import type { Offers } from './offers.ts';
import type { Records } from './records.ts';
import { contentSchema, offerSchema, slugSchema } from './schemas.ts';

/** What the routes of product records need. `reviewed`: what designers submit, only owners publish. */
export type RecordRoutesParts = { records: Records; offers: Offers; drafts: Drafts; reviewed: boolean };

const anything = z.record(z.string(), z.unknown());
const why = z.string().trim().max(400).default('');
const version = z.coerce.number().int().min(1);
const draft = z.string().max(64);
const product = z.object({ slug: slugSchema });
const one = z.object({ slug: slugSchema, version });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const answer = (description: string, schema: z.ZodType = anything) => ({
  200: { description, ...json(schema) },
});
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });

/** What a new product says before anybody has written about it. */
const blank = (name: string): ProductContent => ({
  name: { en: name },
  text: { en: '' },
  materials: { en: '' },
  care: { en: '' },
  brand: '',
  categories: [],
  tags: [],
  weightGrams: 0,
  origin: '',
  hsCode: '',
  attributes: [],
  mount: 'floor',
  standYaw: 0,
  pictures: { thumbnail: '', poster: '', social: '', turntable: null },
  authoring: NO_AUTHORING,
});

/** What of an upload's result a version keeps. */
export const modelOf = (result: DraftResult): MadeModel => ({
  files: result.files,
  original: result.original.url,
  usdz: result.usdz,
  sizeMm: result.size.mm,
  parts: result.parts,
  explode: result.explode,
  variants: result.variants,
  animations: result.animations,
});

/** Products as designers make them: versions, what they say, what they are sold as, and their way to the shelf. */
export function recordRoutes({ records, offers, drafts, reviewed }: RecordRoutesParts): Routes {
  const routes = openRoutes();
  const madeOf = async (id: string, person: Person): Promise<MadeModel> => {
    const { result, state } = await drafts.own(id, person);
    if (!result || state !== 'ready') throw new Refusal('conflict', 'this upload has no model yet');
    return modelOf(result);
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/products',
      summary:
        'Products in every state, what changed last first; `words` each stand in their names, addresses or SKUs. Designers only',
      request: {
        query: z.object({
          words: z.string().max(100).optional(),
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      },
      responses: answer('The products', z.object({ entries: z.array(anything), total: z.number().int() })),
    }),
    async (c) => {
      required(c, 'designer');
      return c.json((await records.list(c.req.valid('query'))) as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/products',
      summary: 'A new product with its first version, of an upload that is ready. Designers only',
      request: body(z.object({ slug: slugSchema, name: z.string().trim().min(1).max(120), draft, why })),
      responses: answer('The version'),
    }),
    async (c) => {
      const person = required(c, 'designer');
      const wish = c.req.valid('json');
      const model = await madeOf(wish.draft, person);
      const made = await records.create(wish.slug, blank(wish.name), model, { person, why: wish.why });
      return c.json(made as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/products/{slug}',
      summary: 'A product’s versions, what was done with it, its offers. Designers only',
      request: { params: product },
      responses: answer('The product'),
    }),
    async (c) => {
      required(c, 'designer');
      return c.json((await records.get(c.req.valid('param').slug)) as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/designer/products/{slug}/offers',
      summary:
        'What a product is sold as: SKUs of it, its variants and spare parts, with price and stock. Designers only',
      request: { params: product, ...body(z.object({ offers: z.array(offerSchema).max(500) })) },
      responses: answer('The offers', z.object({ offers: z.array(offerSchema) })),
    }),
    async (c) => {
      required(c, 'designer');
      const set = await offers.set(c.req.valid('param').slug, c.req.valid('json').offers);
      return c.json({ offers: set }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/products/{slug}/versions',
      summary:
        'The next version, a draft: like the latest or like another (`from`), with the model of an upload when one is named. Designers only',
      request: { params: product, ...body(z.object({ from: version, draft, why }).partial()) },
      responses: answer('The version'),
    }),
    async (c) => {
      const person = required(c, 'designer');
      const { from, draft: upload, why: reason = '' } = c.req.valid('json');
      const model = upload ? await madeOf(upload, person) : undefined;
      const of = { ...(from && { from }), ...(model && { model }) };
      return c.json(
        (await records.next(c.req.valid('param').slug, of, { person, why: reason })) as never,
        200,
      );
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/products/{slug}/versions/{version}',
      summary: 'One version whole. Designers only',
      request: { params: one },
      responses: answer('The version'),
    }),
    async (c) => {
      required(c, 'designer');
      const { slug, version: number } = c.req.valid('param');
      return c.json((await records.version(slug, number)) as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/designer/products/{slug}/versions/{version}',
      summary:
        'Write a version that is a draft; `changedAt` is that of what was read, and `conflict` is the answer when somebody else wrote since. Designers only',
      request: { params: one, ...body(z.object({ content: contentSchema, changedAt: z.number().int() })) },
      responses: answer('The version'),
    }),
    async (c) => {
      required(c, 'designer');
      const { slug, version: number } = c.req.valid('param');
      const { content, changedAt } = c.req.valid('json');
      return c.json((await records.write(slug, number, content, changedAt)) as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/designer/products/{slug}/versions/{version}/model',
      summary: 'Take the model of an upload into a version that is a draft. Designers only',
      request: { params: one, ...body(z.object({ draft })) },
      responses: answer('The version'),
    }),
    async (c) => {
      const person = required(c, 'designer');
      const { slug, version: number } = c.req.valid('param');
      const model = await madeOf(c.req.valid('json').draft, person);
      return c.json((await records.setModel(slug, number, model)) as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/products/{slug}/versions/{version}/{move}',
      summary:
        'Move a version: submit, withdraw, publish (seen at once in every room), archive. Designers only; where versions are reviewed, only owners publish',
      request: {
        params: one.extend({ move: z.enum(PRODUCT_MOVES) }),
        ...body(z.object({ why })),
      },
      responses: answer('The product'),
    }),
    async (c) => {
      const { slug, version: number, move } = c.req.valid('param');
      const person = required(c, move === 'publish' && reviewed ? 'owner' : 'designer');
      return c.json(
        (await records.move(slug, number, move, { person, why: c.req.valid('json').why })) as never,
        200,
      );
    },
  );
  return routes;
}

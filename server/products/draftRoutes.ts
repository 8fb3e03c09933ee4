import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { DEFAULT_OPTIONS } from '../../shared/model/delivery.ts';
import { DRAFT_STATES, type Draft } from '../../shared/model/draft.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import type { Drafts } from './drafts.ts';
import { eachModel } from './eachModel.ts';
import { optionsSchema } from './schemas.ts';
import { UPLOADS, type Uploads } from './uploads.ts';
import type { Works } from './works.ts';

/** What the routes of uploads need. */
export type DraftRoutesParts = { drafts: Drafts; uploads: Uploads; works: Works };

/** Milliseconds after which a line that says nothing is sent, so that nobody between takes the connection for dead. */
const BEAT_MS = 15_000;
const announced = z
  .array(z.object({ path: z.string().min(1).max(400), bytes: z.number().int().min(0).max(1e10) }))
  .min(1)
  .max(2000);
const anything = z.record(z.string(), z.unknown());
const draftSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(DRAFT_STATES),
    files: z.array(z.object({ path: z.string(), bytes: z.number(), whole: z.boolean() })),
    options: anything,
    progress: z.object({ step: z.string(), done: z.number(), total: z.number() }).nullable(),
    stop: z.object({ reason: z.string(), detail: z.string() }).nullable(),
    examination: anything.nullable(),
    result: anything.nullable(),
    packing: z.boolean(),
    createdAt: z.number(),
    changedAt: z.number(),
  })
  .openapi('Draft');
const path = z.object({ id: z.string().max(64) });
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });
const answer = (description: string, schema: z.ZodType = draftSchema) => ({
  200: { description, ...json(schema) },
});
const body = <Schema extends z.ZodType>(schema: Schema) => ({ body: { ...json(schema), required: true } });
/** A draft as JSON: what it holds is checked where it is made. */
const plain = (draft: Draft) => draft as never;

/** Uploads of designers: announce, send by tus, follow, make anew, cancel, throw away. Designers see their own, owners all. */
export function draftRoutes({ drafts, uploads, works }: DraftRoutesParts): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/drafts',
      summary: `Announce an upload: its files, each then sent by tus 1.0.0 to ${UPLOADS} with the metadata "draft" and "path"; made into a model once all are there. Designers only`,
      request: body(z.object({ name: z.string().trim().min(1).max(120), files: announced })),
      responses: answer('The upload'),
    }),
    async (c) => {
      const { visitor } = required(c, 'designer');
      const { name, files } = c.req.valid('json');
      return c.json(plain(await drafts.create(visitor, name, files)), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/drafts',
      summary: 'My uploads, the newest first, a page at a time. Designers only',
      request: {
        query: z.object({
          offset: z.coerce.number().int().min(0).default(0),
          limit: z.coerce.number().int().min(1).max(200).default(50),
        }),
      },
      responses: answer('The uploads', z.object({ drafts: z.array(draftSchema), total: z.number().int() })),
    }),
    async (c) =>
      c.json((await drafts.list(required(c, 'designer').visitor, c.req.valid('query'))) as never, 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/drafts/{id}',
      summary: 'One upload. Designers only',
      request: { params: path },
      responses: answer('The upload'),
    }),
    async (c) => c.json(plain(await drafts.own(c.req.valid('param').id, required(c, 'designer'))), 200),
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/designer/drafts/{id}/events',
      summary: 'An upload as it changes: server-sent events named "draft". Designers only',
      request: { params: path },
      responses: {
        200: { description: 'The events', content: { 'text/event-stream': { schema: z.string() } } },
      },
    }),
    async (c) => {
      const { id } = await drafts.own(c.req.valid('param').id, required(c, 'designer'));
      return streamSSE(c, async (stream) => {
        const say = (draft: Draft) => void stream.writeSSE({ event: 'draft', data: JSON.stringify(draft) });
        const undo = drafts.follow(id, say);
        const beat = setInterval(() => void stream.write(': \n\n'), BEAT_MS);
        say(await drafts.get(id));
        await new Promise<void>((over) => stream.onAbort(over));
        clearInterval(beat);
        undo();
      });
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/drafts/{id}/files',
      summary: 'Announce more files of an upload that was refused or not yet whole. Designers only',
      request: { params: path, ...body(z.object({ files: announced })) },
      responses: answer('The upload'),
    }),
    async (c) => {
      const { id, state } = await drafts.own(c.req.valid('param').id, required(c, 'designer'));
      if (state === 'working' || state === 'waiting') throw new Refusal('conflict', 'it is being worked on');
      return c.json(plain(await drafts.addFiles(id, c.req.valid('json').files)), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/drafts/{id}/make',
      summary:
        'Make the model anew from the upload: units, axes, loss of each level and texture, split; `main` names the model among several. What is left out stays. Designers only',
      request: {
        params: path,
        ...body(z.object({ options: optionsSchema, main: z.string().max(400) }).partial()),
      },
      responses: answer('The upload'),
    }),
    async (c) => {
      const person = required(c, 'designer');
      const draft = await drafts.own(c.req.valid('param').id, person);
      const { options, main } = c.req.valid('json');
      if (draft.state === 'uploading') throw new Refusal('conflict', 'its files are not all here yet');
      if (draft.state === 'working' || draft.state === 'waiting' || draft.packing)
        throw new Refusal('conflict', 'it is being worked on');
      const wanted = { ...DEFAULT_OPTIONS, ...draft.options, ...options };
      const changed = await drafts.change(draft.id, {
        state: 'waiting',
        options: wanted,
        ...(main !== undefined && { main }),
      });
      works.start(changed, person.visitor);
      return c.json(plain(changed), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/drafts/{id}/each',
      summary:
        'Of an upload that holds several models: an upload of its own for each, in its place. Designers only',
      request: { params: path },
      responses: answer('The uploads', z.object({ drafts: z.array(draftSchema) })),
    }),
    async (c) => {
      const person = required(c, 'designer');
      const draft = await drafts.own(c.req.valid('param').id, person);
      const each = await eachModel(draft, person.visitor, { drafts, uploads, works });
      return c.json({ drafts: each } as never, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/drafts/{id}/cancel',
      summary: 'End the work on an upload; its files stay. Designers only',
      request: { params: path },
      responses: answer('The upload'),
    }),
    async (c) => {
      const { id } = await drafts.own(c.req.valid('param').id, required(c, 'designer'));
      return c.json(plain(await works.cancel(id)), 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'delete',
      path: '/api/designer/drafts/{id}',
      summary: 'Throw an upload away; products made of it stay. Designers only',
      request: { params: path },
      responses: answer('Done', z.object({ ok: z.literal(true) })),
    }),
    async (c) => {
      const draft = await drafts.own(c.req.valid('param').id, required(c, 'designer'));
      await works.cancel(draft.id).catch(() => undefined);
      await drafts.remove(draft.id);
      await uploads.remove(draft);
      return c.json({ ok: true as const }, 200);
    },
  );
  // Hono has HEAD answered by what answers GET; how far an upload has come is asked by HEAD.
  for (const address of [UPLOADS, `${UPLOADS}/*`])
    routes.on(['POST', 'GET', 'PATCH', 'DELETE', 'OPTIONS'], address, (c) =>
      c.req.raw.method === 'GET' ? c.notFound() : uploads.answer(c.req.raw, required(c, 'designer')),
    );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { SLOW_MAX_SECONDS } from '../../shared/wire/limits.ts';
import { type Env, openRoutes, type Routes, required } from '../http/app.ts';
import type { Role } from '../http/person.ts';
import type { Actor, Moderation } from './moderation.ts';

/** What the moderation desk needs; handed over by the composition root. */
export type ModerationRouteParts = {
  moderation: Moderation;
  /** Whether there is a showroom; `not-found`. */
  known(showroom: string): Promise<unknown>;
};

const AUDIT_MOST = 10_000;
const anything = z.record(z.string(), z.unknown());
/** The names that the log gives to those who act from a desk. */
const NAMES: Record<Role, string> = {
  visitor: '',
  designer: 'Designer',
  moderator: 'Moderator',
  host: 'Host',
  desk: 'Desk',
  owner: 'Owner',
};

/** The moderation desk: what waits, what is in force, the log; for moderators and all above them. */
export function moderationRoutes({ moderation, known }: ModerationRouteParts): Routes {
  const routes = openRoutes();
  const answer = (description: string, schema: z.ZodType) => ({
    200: { description, content: { 'application/json': { schema } } },
  });
  const done = answer('Done', z.object({ ok: z.literal(true) }));
  const json = <Schema extends z.ZodType>(schema: Schema) => ({
    body: { content: { 'application/json': { schema } }, required: true },
  });
  const OK = { ok: true as const };
  const actor = (c: Context<Env>, showroom?: string): Actor => {
    const person = required(c, 'moderator', showroom);
    return { ...person, name: person.name ?? NAMES[person.role] };
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/moderation',
      summary: 'Reports, sanctions in force, slow modes, the latest of the log. Moderators only',
      responses: answer('The desk', anything),
    }),
    async (c) => {
      required(c, 'moderator');
      return c.json({ ...(await moderation.desk()) }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/moderation/audit',
      summary: 'The audit log, the latest first. Owners only',
      responses: answer('The log', z.object({ audit: z.array(anything) })),
    }),
    async (c) => {
      required(c, 'owner');
      return c.json({ audit: await moderation.audit(AUDIT_MOST) }, 200);
    },
  );
  const id = z.object({ id: z.coerce.number().int().positive() });
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/moderation/sanctions/{id}/lift',
      summary: 'End a mute, a removal or a ban. Moderators only',
      request: { params: id },
      responses: done,
    }),
    async (c) => {
      await moderation.lift(actor(c), c.req.valid('param').id);
      return c.json(OK, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/moderation/reports/{id}/handled',
      summary: 'A report is dealt with. Moderators only',
      request: { params: id },
      responses: done,
    }),
    async (c) => {
      await moderation.handled(actor(c), c.req.valid('param').id);
      return c.json(OK, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/moderation/slow/{showroom}',
      summary: 'Seconds between two lines of one person in a showroom; 0 for none. Moderators only',
      request: {
        params: z.object({ showroom: z.string().max(32) }),
        ...json(z.object({ seconds: z.number().int().min(0).max(SLOW_MAX_SECONDS) })),
      },
      responses: done,
    }),
    async (c) => {
      const { showroom } = c.req.valid('param');
      const who = actor(c, showroom);
      await known(showroom);
      await moderation.setSlow(who, showroom, c.req.valid('json').seconds);
      return c.json(OK, 200);
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes } from '../http/app.ts';
import type { Identity } from './tokens.ts';

const body = z.object({ key: z.string().max(128).optional() });
const session = z
  .object({
    token: z.string(),
    visitor: z.string(),
    role: z.enum(['visitor', 'designer', 'moderator', 'host', 'owner']),
  })
  .openapi('Session');

/** Sessions: anyone gets one as a guest; an access key from a staff link raises its role. */
export function identityRoutes(identity: Identity): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/session',
      summary: 'Open a session, or renew the one of the bearer token',
      request: { body: { content: { 'application/json': { schema: body } }, required: true } },
      responses: {
        200: { description: 'The session', content: { 'application/json': { schema: session } } },
      },
    }),
    async (c) => {
      const token = c.req.header('authorization')?.replace(/^Bearer /, '');
      return c.json(await identity.open({ key: c.req.valid('json').key, token }), 200);
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes, required } from '../../http/app.ts';
import type { Reconciler } from '../reconcile.ts';
import type { TamperLog } from '../tamper.ts';

const ATTEMPTS_SHOWN = 200;
const count = z.number().int();

const healthSchema = z.object({
  attempts: z.array(
    z.object({ at: count, visitor: z.string(), address: z.string(), path: z.string(), what: z.string() }),
  ),
  healed: z.array(
    z.object({
      about: z.enum(['order', 'refund']),
      id: z.string(),
      was: z.string(),
      is: z.string(),
      at: count,
    }),
  ),
  breaches: z.array(z.string()),
});

/** What an owner looks at to trust the shop. */
export function deskHealthRoutes(parts: {
  tamper: TamperLog;
  reconciler: Reconciler;
  breaches(): Promise<string[]>;
}): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/desk/health',
      summary:
        'Whether stock, orders, ledger and promotions add up, what was healed, what was tried. Owners only',
      responses: {
        200: {
          description: 'The state of the shop',
          content: { 'application/json': { schema: healthSchema } },
        },
      },
    }),
    async (c) => {
      required(c, 'owner');
      const attempts = await parts.tamper.latest(ATTEMPTS_SHOWN);
      return c.json(
        { attempts, healed: [...parts.reconciler.healed()], breaches: await parts.breaches() },
        200,
      );
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes } from '../http/app.ts';
import type { TamperLog } from './tamper.ts';
import type { Webhooks } from './webhooks.ts';

/** What a browser must know of the provider of new payments. */
export type ShownProvider =
  | { provider: 'test' }
  | { provider: 'stripe'; publishableKey: string; script: string };

const shownSchema = z.object({
  provider: z.enum(['test', 'stripe']),
  publishableKey: z.string().optional(),
  script: z.string().optional(),
});
const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } });

/** Where providers send what they tell by themselves, without a session: their signature is what counts. Also which provider is in use. */
export function webhookRoutes(parts: {
  webhooks: Webhooks;
  tamper: TamperLog;
  shown: ShownProvider;
}): Routes {
  const routes = openRoutes();
  routes.use('/api/payments/*', parts.tamper.watch);
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/payments',
      summary: 'Which payment provider takes new payments, and what its form in a browser needs',
      responses: { 200: { description: 'The provider', ...json(shownSchema) } },
    }),
    (c) => c.json(parts.shown, 200),
  );
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/payments/{provider}/webhook',
      summary:
        'For payment providers: an event, signed, as the provider sends it. The same event counts once',
      request: { params: z.object({ provider: z.string().max(32) }) },
      responses: {
        200: {
          description: 'It is written down, and has had its effect',
          ...json(z.object({ received: z.enum(['handled', 'known']) })),
        },
      },
    }),
    async (c) => {
      const signature = c.req.header('stripe-signature');
      const received = await parts.webhooks.take(
        c.req.valid('param').provider,
        await c.req.text(),
        signature,
      );
      return c.json({ received }, 200);
    },
  );
  return routes;
}

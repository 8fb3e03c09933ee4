import { Hono } from 'hono';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Env } from './app.ts';

/** A figure of `/metrics`, read when it is asked for. */
export type Measure = { name: string; help: string; read(): number };

/** `/healthz` (the process answers), `/readyz` (it can serve: each check by name), `/metrics` (Prometheus text). */
export function healthRoutes(
  checks: Record<string, () => boolean | Promise<boolean>>,
  measures: Measure[],
): Hono<Env> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const { name, help, read } of measures)
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const routes = new Hono<Env>();
  routes.get('/healthz', (c) => c.json({ ok: true }));
  routes.get('/readyz', async (c) => {
    const results = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, await Promise.resolve(check()).catch(() => false)] as const,
      ),
    );
    const ok = results.every(([, passed]) => passed);
    return c.json({ ok, checks: Object.fromEntries(results) }, ok ? 200 : 503);
  });
  routes.get('/metrics', async (c) =>
    c.text(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  );
  return routes;
}

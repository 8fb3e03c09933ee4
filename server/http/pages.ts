import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Env } from './app.ts';

/** Seconds for which a browser may use an asset without asking again. */
const ASSET_SECONDS = 3600;

/** The pages and files that a browser loads: hashed bundles for ever, assets by ETag, `/s/<showroom>`, `/lobby`, `/studio` and `/console` without `.html`. */
export function openPages(clientDir: string, knows: (showroom: string) => boolean): Hono<Env> {
  const pages = new Hono<Env>();
  const files = { root: clientDir, precompressed: true };
  pages.use('/bundle/*', async (c, next) => {
    await next();
    if (c.res.status === 200) c.header('cache-control', 'public, max-age=31536000, immutable');
  });
  pages.use('*', etag());
  for (const folder of ['assets', 'scenes'])
    pages.use(`/${folder}/*`, async (c, next) => {
      await next();
      if (c.res.status === 200) c.header('cache-control', `public, max-age=${ASSET_SECONDS}`);
    });
  pages.get('/assets/authoring/*', (c) => c.notFound());
  pages.get('/assets/*', serveStatic({ root: '.' }));
  pages.get('/scenes/*', serveStatic({ root: '.' }));
  for (const page of ['lobby', 'studio', 'console'])
    pages.get(`/${page}`, serveStatic({ ...files, rewriteRequestPath: () => `/${page}.html` }));
  const showroom = serveStatic({ ...files, rewriteRequestPath: () => '/index.html' });
  pages.get('/', showroom);
  pages.use('/s/:showroom', async (c, next) => (knows(c.req.param('showroom')) ? next() : c.notFound()));
  pages.get('/s/:showroom', showroom);
  pages.get('*', serveStatic(files));
  return pages;
}

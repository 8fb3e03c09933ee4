import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Env } from './app.ts';

/** The first picture that the page of a showroom has; each showroom's own takes its place. */
const HOUSE_POSTER = '/assets/scenes/atelier/poster.webp';
/** Seconds for which a browser may use an asset without asking again. */
const ASSET_SECONDS = 3600;

/** What an invitation or a product tells a preview of its link. */
type Head = { title?: string; description?: string; picture?: string; address?: string };
/** What pages ask of the house. */
type Known = {
  /** The scene of a showroom. */
  scene(showroom: string): string | undefined;
  /** What an event's invitation says of itself; undefined when there is none. */
  invitation(slug: string, ticket: string | undefined): Promise<Head | undefined>;
  /** What a product's page says of itself; undefined when it is not on sale. */
  product(slug: string): Promise<Head | undefined>;
};

/** Where the built pages and the tours lie. */
type Folders = { client: string; tours: string };

/** The pages and files that a browser loads: hashed bundles for ever, assets by ETag, `/s/<showroom>`, `/event/<event>`, `/p/<product>`, `/replay/<event>`, `/shop`, `/checkout`, `/orders`, `/orders/<order>`, `/terms`, `/desk`, `/desk/promotions`, `/desk/prices`, `/lobby`, `/studio`, `/designer`, `/planner`, `/console` and `/account` without `.html`. */
export function openPages(folders: Folders, known: Known): Hono<Env> {
  const pages = new Hono<Env>();
  const files = { root: folders.client, precompressed: true };
  const tag = etag();
  /** Where there is nothing, whoever reads pages is shown what there is. */
  const astray = async (c: Context<Env>) => {
    if (!c.req.header('accept')?.includes('text/html')) return c.notFound();
    return c.html(await readFile(join(folders.client, 'lobby.html'), 'utf8'), 404);
  };
  pages.use('/bundle/*', async (c, next) => {
    await next();
    if (c.res.status === 200) c.header('cache-control', 'public, max-age=31536000, immutable');
  });
  // A tag is made of the whole answer: it would hold a film up, and each piece of it would have another.
  pages.use('*', (c, next) => (c.req.header('range') ? next() : tag(c, next)));
  for (const folder of ['assets', 'scenes', 'tours'])
    pages.use(`/${folder}/*`, async (c, next) => {
      await next();
      if (c.res.status === 200) c.header('cache-control', `public, max-age=${ASSET_SECONDS}`);
    });
  // Browsers ask whether there is a newer one; from a cache they would keep an old house running.
  pages.use('/sw.js', async (c, next) => {
    await next();
    c.header('cache-control', 'no-cache');
  });
  pages.get('/assets/authoring/*', (c) => c.notFound());
  const tours = serveStatic({
    root: folders.tours,
    rewriteRequestPath: (path) => path.replace(/^(\/tours|\/assets\/panoramas)/, ''),
  });
  pages.get('/tours/*', tours);
  // Pictures of a tour may lie beside its file.
  pages.get('/assets/panoramas/*', tours);
  pages.get('/assets/*', serveStatic({ root: '.' }));
  pages.get('/scenes/*', serveStatic({ root: '.' }));
  for (const page of [
    'lobby',
    'studio',
    'designer',
    'console',
    'account',
    'shop',
    'checkout',
    'orders',
    'terms',
    'desk',
    'planner',
  ])
    pages.get(`/${page}`, serveStatic({ ...files, rewriteRequestPath: () => `/${page}.html` }));
  for (const page of ['promotions', 'prices'])
    pages.get(`/desk/${page}`, serveStatic({ ...files, rewriteRequestPath: () => `/${page}.html` }));
  pages.get('/orders/:id', serveStatic({ ...files, rewriteRequestPath: () => '/orders.html' }));
  pages.get('/', serveStatic({ ...files, rewriteRequestPath: () => '/index.html' }));
  pages.get('/s/:showroom', async (c) => {
    const scene = known.scene(c.req.param('showroom'));
    if (!scene) return astray(c);
    const page = await readFile(join(folders.client, 'index.html'), 'utf8');
    return c.html(page.replace(HOUSE_POSTER, `/assets/scenes/${scene}/poster.webp`));
  });
  pages.get('/event/:slug', async (c) => {
    const head = await known.invitation(c.req.param('slug'), c.req.query('ticket'));
    if (!head) return astray(c);
    const page = await readFile(join(folders.client, 'event.html'), 'utf8');
    return c.html(withHead(page, head), 200, { 'cache-control': 'no-store' });
  });
  pages.get('/p/:slug', async (c) => {
    const head = await known.product(c.req.param('slug'));
    if (!head) return astray(c);
    const page = await readFile(join(folders.client, 'product.html'), 'utf8');
    return c.html(withHead(page, head));
  });
  pages.get('/replay/:event', serveStatic({ ...files, rewriteRequestPath: () => '/replay.html' }));
  pages.get('*', serveStatic(files));
  pages.get('*', (c) => (c.req.path.startsWith('/api/') ? c.notFound() : astray(c)));
  return pages;
}

/** A page with the title and the tags of a preview (https://ogp.me) in its head. */
function withHead(page: string, { title, description, picture, address }: Head): string {
  if (!title) return page;
  const tags = Object.entries({
    'og:type': 'website',
    'og:site_name': 'Vitrine',
    'og:title': title,
    'og:description': description,
    'og:image': picture,
    'og:url': address,
  }).map(([name, value]) => value && `<meta property="${name}" content="${escapeHtml(value)}" />`);
  const head = [
    `<title>${escapeHtml(`${title} · Vitrine`)}</title>`,
    `<meta name="description" content="${escapeHtml(description ?? '')}" />`,
    '<meta name="twitter:card" content="summary_large_image" />',
    ...tags,
  ];
  const bare = page.replace(/<meta name="description"[^>]*>/, '');
  // A function, for a title may have signs that a replacement would read as its own.
  return bare.replace(/<title>[^<]*<\/title>/, () => head.filter(Boolean).join('\n    '));
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]!);

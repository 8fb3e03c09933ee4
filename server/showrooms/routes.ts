import { createRoute, z } from '@hono/zod-openapi';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { isLiveSource } from '../../shared/model/sources.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import { readLogo } from './logo.ts';
import type { Showrooms } from './records.ts';

/** A running room, as far as the lobby tells of it. */
export type LiveRoom = { showroom: string; people: unknown[] };

/** What the routes need; handed over by the composition root. */
export type ShowroomRoutesParts = {
  showrooms: Showrooms;
  rooms(): LiveRoom[];
  /** What is on air on a showroom's stage. */
  onAir(showroom: string): { source: string; title: string } | undefined;
  clock: Clock;
};

/** Largest logo, bytes. */
const LOGO_BYTES = 40 * 1024;
const LOGO_BASE64 = Math.ceil(LOGO_BYTES / 3) * 4;

const colour = z.union([z.literal(''), z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour as #rrggbb')]);
const text = z.object({ en: z.string() }).catchall(z.string());
const entry = z
  .object({
    slug: z.string(),
    scene: z.string(),
    name: text,
    opensAt: z.number().nullable(),
    theme: z.object({ colour: z.string(), fabric: z.string(), logo: z.string(), screen: z.string() }),
    live: z.boolean(),
    title: z.string(),
    people: z.number().int(),
  })
  .openapi('Showroom');
const furnishBody = z.strictObject({
  name: z
    .object({ en: z.string().trim().min(1).max(60) })
    .catchall(z.string().trim().max(60))
    .optional(),
  colour: colour.optional(),
  fabric: colour.optional(),
  screen: z.enum(['film', 'slate']).optional(),
  logo: z.union([z.null(), z.base64().max(LOGO_BASE64)]).optional(),
  opensAt: z.union([z.null(), z.number().int().min(0)]).optional(),
});
const slug = z.object({ slug: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/) });
const json = (description: string, schema: z.ZodType) => ({
  200: { description, content: { 'application/json': { schema } } },
});

/** The lobby for everybody, and how an owner furnishes a showroom. */
export function showroomRoutes({ showrooms, rooms, onAir, clock }: ShowroomRoutesParts): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/showrooms',
      summary: 'All showrooms: what is live, open and coming; `now` is the time by which they open',
      responses: json('The showrooms', z.object({ showrooms: z.array(entry), now: z.number() })),
    }),
    async (c) => {
      const open = rooms();
      const entries = (await showrooms.list()).map((showroom): LobbyEntry => {
        const own = open.filter((room) => room.showroom === showroom.slug);
        const now = onAir(showroom.slug);
        const live = isLiveSource(now?.source ?? '');
        return {
          ...showroom,
          live,
          title: live ? (now?.title ?? '') : '',
          people: own.reduce((sum, room) => sum + room.people.length, 0),
        };
      });
      return c.json({ showrooms: entries, now: clock.now() }, 200);
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/showrooms/{slug}/logo',
      summary: "A brand's logo; its address changes with it",
      request: { params: slug },
      responses: { 200: { description: 'The picture' } },
    }),
    async (c) => {
      const logo = await showrooms.logo(c.req.valid('param').slug);
      if (!logo) throw new Refusal('not-found', 'there is no logo');
      return c.body(new Uint8Array(logo.bytes), 200, { 'content-type': logo.type });
    },
  );
  routes.openapi(
    createRoute({
      method: 'put',
      path: '/api/console/showrooms/{slug}',
      summary:
        'Furnish a showroom: name, colours, logo (PNG or WebP, base64), screen content, opening; what is left out stays. Seen at once in every room. Owners only',
      request: {
        params: slug,
        body: { content: { 'application/json': { schema: furnishBody } }, required: true },
      },
      responses: json('The showroom', z.record(z.string(), z.unknown())),
    }),
    async (c) => {
      required(c, 'owner', c.req.valid('param').slug);
      const { logo, ...wish } = c.req.valid('json');
      const picture = typeof logo === 'string' ? readLogo(Buffer.from(logo, 'base64')) : logo;
      const made = await showrooms.furnish(c.req.valid('param').slug, { ...wish, logo: picture });
      return c.json({ ...made }, 200);
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { openRoutes, type Routes } from '../http/app.ts';
import { answerFile } from '../http/ranged.ts';
import type { Catalogue } from './catalogue.ts';
import { FILES, type Files } from './files.ts';
import type { Phones } from './phones.ts';
import { slugSchema } from './schemas.ts';

/** For how long who has asked with the version that is on sale need not ask again. */
const KEPT_SECONDS = 86_400;

/** What the routes need. */
export type PhoneRoutesParts = {
  catalogue: Pick<Catalogue, 'sheet'>;
  files: Pick<Files, 'find'>;
  phones: Pick<Phones, 'find'>;
};

const binary = z.string().openapi({ format: 'binary' });
const request = {
  params: z.object({ slug: slugSchema }),
  query: z.object({
    version: z.coerce
      .number()
      .int()
      .optional()
      .openapi({ description: 'The version that is on sale: with it the answer may be kept for a day' }),
  }),
};

/** The files of products on sale for the viewers of phones. */
export function phoneRoutes({ catalogue, files, phones }: PhoneRoutesParts): Routes {
  const routes = openRoutes();
  const answer = async (
    asked: Request,
    path: string,
    { version, current }: { version: number | undefined; current: number },
  ): Promise<Response> => {
    const response = await answerFile(asked, path);
    // A new release may bring better files of the house under the same version: so not for ever.
    const kept = version === current ? `public, max-age=${KEPT_SECONDS}` : 'no-cache';
    response.headers.set('cache-control', kept);
    return response;
  };
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/products/{slug}/model.glb',
      summary:
        'The model of a product as plain glTF 2.0, for viewers that read no extensions: floats, JPEG and PNG pictures of at most 2048 pixels, its variants; made when first asked for',
      request,
      responses: {
        200: { description: 'The file', content: { 'model/gltf-binary': { schema: binary } } },
      },
    }),
    async (c) => {
      const sheet = await catalogue.sheet(c.req.valid('param').slug);
      const { version } = c.req.valid('query');
      const path = await phones.find(sheet, 'glb');
      return answer(c.req.raw, path, { version, current: sheet.version }) as never;
    },
  );
  routes.openapi(
    createRoute({
      method: 'get',
      path: '/api/products/{slug}/model.usdz',
      summary: 'The model of a product as USDZ for Quick Look; made when first asked for, where it has none',
      request,
      responses: {
        200: { description: 'The file', content: { 'model/vnd.usdz+zip': { schema: binary } } },
      },
    }),
    async (c) => {
      const sheet = await catalogue.sheet(c.req.valid('param').slug);
      const { version } = c.req.valid('query');
      const own = sheet.usdz && (await files.find(sheet.usdz.slice(FILES.length)));
      const path = own || (await phones.find(sheet, 'usdz'));
      return answer(c.req.raw, path, { version, current: sheet.version }) as never;
    },
  );
  return routes;
}

import { createRoute, z } from '@hono/zod-openapi';
import { Refusal } from '../../shared/wire/refusal.ts';
import { openRoutes, type Routes, required } from '../http/app.ts';
import { answerFile } from '../http/ranged.ts';
import { readPicture } from '../picture.ts';
import { FILES, type Files } from './files.ts';

/** Largest picture and film of a product, bytes; longest side of a picture, pixels. */
const PICTURE_BYTES = 8e6;
const FILM_BYTES = 60e6;
const PICTURE_PX = 8192;
const ENDINGS = { 'image/png': '.png', 'image/webp': '.webp', 'image/jpeg': '.jpg' } as const;

/** The ending of a picture or film by what is in it; `bad-input` for anything else. */
function endingOf(bytes: Buffer): string {
  const picture = readPicture(bytes);
  if (picture) {
    if (bytes.length > PICTURE_BYTES)
      throw new Refusal('too-large', `a picture has ${PICTURE_BYTES} bytes at most`);
    if (Math.max(picture.width, picture.height) > PICTURE_PX)
      throw new Refusal('too-large', `a picture has ${PICTURE_PX} pixels a side at most`);
    return ENDINGS[picture.type];
  }
  if (bytes.length > FILM_BYTES) throw new Refusal('too-large', `a film has ${FILM_BYTES} bytes at most`);
  // ISO/IEC 14496-12 §4.3 and RFC 8794 §11.3.1
  if (bytes.toString('latin1', 4, 8) === 'ftyp' && !/^avi[fs]|^hei/.test(bytes.toString('latin1', 8, 12)))
    return '.mp4';
  if (bytes.length > 4 && bytes.readUInt32BE(0) === 0x1a45dfa3) return '.webm';
  throw new Refusal('bad-input', 'a PNG, JPEG or WebP picture, or an MP4 or WebM film');
}

/** Files of products: given by designers, loaded by everybody who knows their address. */
export function fileRoutes(files: Files): Routes {
  const routes = openRoutes();
  routes.openapi(
    createRoute({
      method: 'post',
      path: '/api/designer/files',
      summary:
        'Keep a picture (PNG, JPEG, WebP, 8 MB) or a film (MP4, WebM, 60 MB) for a product, sent as it is; answers its address. Designers only',
      request: { body: { content: { 'application/octet-stream': { schema: z.string() } }, required: false } },
      responses: {
        200: {
          description: 'Its address',
          content: { 'application/json': { schema: z.object({ url: z.string() }) } },
        },
      },
    }),
    async (c) => {
      required(c, 'designer');
      const bytes = Buffer.from(await c.req.arrayBuffer());
      return c.json({ url: await files.keepBytes(bytes, endingOf(bytes)) }, 200);
    },
  );
  routes.get(`${FILES}:name`, async (c) => {
    const path = await files.find(c.req.param('name'));
    if (!path) throw new Refusal('not-found', 'no such file');
    const answer = await answerFile(c.req.raw, path);
    // The address is the digest of the file: it never means another.
    answer.headers.set('cache-control', 'public, max-age=31536000, immutable');
    return answer;
  });
  return routes;
}

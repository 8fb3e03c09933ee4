import { BUDGETS } from '../../../shared/model/delivery.ts';
import type { Message } from '../../../shared/model/explain.ts';
import { type Loose, listIn, numberIn, objectIn, textIn } from './container.ts';
import type { BufferOf } from './geometry.ts';
import { LIMITS } from './limits.ts';
import type { Link } from './links.ts';
import { type Picture, readPictureHead } from './pictures.ts';

const TYPES: Record<string, string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  ktx2: 'image/ktx2',
};
/** Kinds that the validator does not know; what it says of them is no news. */
const UNKNOWN_TO_VALIDATOR = ['avif', 'ktx2'];

/** What the images of a model are like: what to say of them, and which the validator misjudges. */
export type Pictures = { messages: Message[]; misjudged: Set<number>; tooLarge: boolean; broken: boolean };

/** Looks at the heads of all images, wherever they are kept. Those that no texture uses may be of any kind, but not large. */
export async function lookAtImages(json: Loose, links: Link[], bufferOf: BufferOf): Promise<Pictures> {
  const found: Pictures = { messages: [], misjudged: new Set(), tooLarge: false, broken: false };
  const used = usedImages(json);
  let pixels = 0;
  for (const [index, image] of listIn(json, 'images').entries()) {
    const bytes = bytesOf(image, index, json, links, bufferOf);
    if (!bytes) continue;
    const picture = await readPictureHead(bytes);
    if ('widthPx' in picture) pixels += picture.widthPx * picture.heightPx;
    if ('kind' in picture && UNKNOWN_TO_VALIDATOR.includes(picture.kind)) found.misjudged.add(index);
    const message = judge(picture, index, textIn(image, 'mimeType'), used.has(index));
    if (message) found.messages.push(message);
    found.broken ||= message?.code === 'VT_IMAGE_BROKEN';
    found.tooLarge ||= message?.code === 'VT_IMAGE_TOO_LARGE';
    if (pixels > LIMITS.picturesPixels && !found.tooLarge) {
      found.messages.push(large(index, `${pixels}`, `${LIMITS.picturesPixels}`));
      found.tooLarge = true;
    }
  }
  return found;
}

function bytesOf(
  image: Loose,
  index: number,
  json: Loose,
  links: Link[],
  bufferOf: BufferOf,
): Uint8Array | undefined {
  const link = links.find(({ pointer }) => pointer === `/images/${index}/uri`)?.leads;
  if (link) return 'bytes' in link ? link.bytes : undefined;
  const view = listIn(json, 'bufferViews')[Number(image.bufferView)];
  const from = numberIn(view ?? {}, 'byteOffset');
  return view && bufferOf(view.buffer)?.subarray(from, from + numberIn(view, 'byteLength'));
}

/** Images that a texture shows, also by an extension. */
function usedImages(json: Loose): Set<number> {
  const used = new Set<number>();
  for (const texture of listIn(json, 'textures')) {
    const sources = [texture, ...Object.values(objectIn(texture, 'extensions'))];
    for (const each of sources) {
      const source = (each as Loose | null)?.source;
      if (typeof source === 'number') used.add(source);
    }
  }
  return used;
}

function judge(picture: Picture, index: number, declared: string, isUsed: boolean): Message | undefined {
  const pointer = `/images/${index}`;
  if (picture.is === 'large') return large(index, `${picture.widthPx} × ${picture.heightPx}`, sides());
  if (picture.is !== 'picture') {
    const kind = 'kind' in picture ? picture.kind : '?';
    return isUsed
      ? say('VT_IMAGE_BROKEN', 0, pointer, `The image can't be read (${kind}).`, [kind])
      : say('VT_IMAGE_UNUSABLE', 1, pointer, `The image can't be read (${kind}), and nothing uses it.`, [
          kind,
        ]);
  }
  const type = TYPES[picture.kind]!;
  if (declared && declared !== type && UNKNOWN_TO_VALIDATOR.includes(picture.kind))
    return say('VT_IMAGE_TYPE', 1, `${pointer}/mimeType`, `The image is '${type}', not '${declared}'.`, [
      declared,
      type,
      declared,
    ]);
  const most = BUDGETS.hero.texturePx;
  const { widthPx, heightPx } = picture;
  if (Math.max(widthPx, heightPx) > most)
    return say('VT_HUGE_TEXTURE', 2, pointer, `The image has ${widthPx} × ${heightPx} pixels.`, [
      `${widthPx} × ${heightPx}`,
      `${most}`,
    ]);
  return undefined;
}

const sides = (): string => `${LIMITS.pictureSidePx} × ${LIMITS.pictureSidePx}`;

const large = (index: number, has: string, most: string): Message =>
  say('VT_IMAGE_TOO_LARGE', 0, `/images/${index}`, `The image has ${has} pixels; ${most} are the most.`, [
    has,
    most,
  ]);

const say = (
  code: string,
  severity: number,
  pointer: string,
  message: string,
  values: string[],
): Message => ({
  code,
  severity,
  pointer,
  message,
  values,
});

import sharp from 'sharp';
import { readPicture } from '../../picture.ts';
import { LIMITS } from './limits.ts';
import { type Kind, sniff } from './sniff.ts';

/** What the head of a picture tells, or why it can't be taken. */
export type Picture =
  | { is: 'picture'; kind: Kind; widthPx: number; heightPx: number }
  | { is: 'unknown' }
  | { is: 'broken'; kind: Kind }
  | { is: 'unfit'; kind: Kind }
  | { is: 'large'; kind: Kind; widthPx: number; heightPx: number };

const KTX2_HEADER_BYTES = 80;
const KTX2_LEVEL_BYTES = 24;
const MOST_PIXEL_BYTES = 16;
/** Pictures that textures of glTF can be made of. */
const FIT: readonly Kind[] = ['png', 'jpeg', 'webp', 'avif', 'ktx2'];

/** Reads the head of a picture and decodes nothing, so that what it declares can be judged before anyone believes it. */
export async function readPictureHead(bytes: Uint8Array): Promise<Picture> {
  const kind = sniff(bytes);
  if (kind === 'other' || kind === 'json') return { is: 'unknown' };
  if (!FIT.includes(kind)) return { is: 'unfit', kind };
  const size = kind === 'ktx2' ? ktx2Size(bytes) : (headSize(bytes) ?? (await libraryHead(bytes)));
  if (!size) return { is: 'broken', kind };
  const { widthPx, heightPx } = size;
  if (tooLarge(widthPx, heightPx)) return { is: 'large', kind, widthPx, heightPx };
  if (kind === 'ktx2') return { is: 'picture', kind, widthPx, heightPx };
  const library = await libraryHead(bytes);
  if (!library) return { is: 'broken', kind };
  if (library.pages > 1 || isAnimatedPng(bytes, kind)) return { is: 'unfit', kind };
  return { is: 'picture', kind, widthPx, heightPx };
}

const tooLarge = (widthPx: number, heightPx: number): boolean =>
  widthPx > LIMITS.pictureSidePx ||
  heightPx > LIMITS.pictureSidePx ||
  widthPx * heightPx > LIMITS.picturePixels;

type Size = { widthPx: number; heightPx: number };

function headSize(bytes: Uint8Array): Size | undefined {
  const head = readPicture(asBuffer(bytes));
  return head && head.width > 0 && head.height > 0
    ? { widthPx: head.width, heightPx: head.height }
    : undefined;
}

async function libraryHead(bytes: Uint8Array): Promise<(Size & { pages: number }) | undefined> {
  try {
    const {
      width,
      height,
      pages = 1,
    } = await sharp(bytes, { limitInputPixels: LIMITS.picturePixels }).metadata();
    return width && height ? { widthPx: width, heightPx: height, pages } : undefined;
  } catch {
    return undefined;
  }
}

/** An animated PNG has its control chunk before the picture's data (PNG 3 §11.3.6.1). */
function isAnimatedPng(bytes: Uint8Array, kind: Kind): boolean {
  if (kind !== 'png') return false;
  const text = asBuffer(bytes);
  const data = text.indexOf('IDAT');
  const control = text.subarray(0, data < 0 ? undefined : data).indexOf('acTL');
  return control >= 0;
}

/** Size of a flat KTX2 texture whose levels lie within the file and unpack to no more than their pixels could need (KTX 2.0 §3). */
function ktx2Size(bytes: Uint8Array): Size | undefined {
  if (bytes.byteLength < KTX2_HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [widthPx, heightPx, depth, layers, faces, levels] = [20, 24, 28, 32, 36, 40].map((at) =>
    view.getUint32(at, true),
  ) as [number, number, number, number, number, number];
  if (widthPx === 0 || heightPx === 0 || depth > 0 || layers > 1 || faces !== 1) return undefined;
  if (levels > Math.floor(Math.log2(Math.max(widthPx, heightPx))) + 1) return undefined;
  const count = Math.max(1, levels);
  if (bytes.byteLength < KTX2_HEADER_BYTES + count * KTX2_LEVEL_BYTES) return undefined;
  for (let level = 0; level < count; level++) {
    const [offset, length, unpacked] = [0, 8, 16].map((at) =>
      Number(view.getBigUint64(KTX2_HEADER_BYTES + level * KTX2_LEVEL_BYTES + at, true)),
    ) as [number, number, number];
    if (offset + length > bytes.byteLength) return undefined;
    const blocks = Math.ceil((widthPx >> level || 1) / 4) * Math.ceil((heightPx >> level || 1) / 4);
    if (unpacked > blocks * 16 * MOST_PIXEL_BYTES) return undefined;
  }
  return { widthPx, heightPx };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

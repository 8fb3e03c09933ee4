import type { IEncodeOptions } from 'ktx2-encoder';
import * as encoder from 'ktx2-encoder';
import { Stopped } from './job.ts';
import type { Pixels } from './pixels.ts';

const RGBA8 = 13;

interface BasisFile {
  isValid(): boolean;
  startTranscoding(): boolean;
  getWidth(): number;
  getHeight(): number;
  getImageTranscodedSizeInBytes(level: number, layer: number, face: number, format: number): number;
  transcodeImage(
    to: Uint8Array,
    level: number,
    layer: number,
    face: number,
    format: number,
    ...rest: number[]
  ): boolean;
  close(): void;
  delete(): void;
}
/** What the package gives to Node; its types only tell of browsers. */
type NodeBasisEncoder = {
  init(): Promise<unknown>;
  encode(image: Uint8Array, options: Partial<IEncodeOptions>): Promise<Uint8Array>;
};
type Transcoder = { KTX2File: new (bytes: Uint8Array) => BasisFile };

let basis: Promise<NodeBasisEncoder> | undefined;

/** The one encoder of this process; its module transcodes too. */
export function openBasis(): Promise<NodeBasisEncoder> {
  basis ??= startBasis();
  return basis;
}

async function startBasis(): Promise<NodeBasisEncoder> {
  const { NodeBasisEncoder } = encoder as unknown as { NodeBasisEncoder: new () => NodeBasisEncoder };
  const opened = new NodeBasisEncoder();
  // It tells each slice on the standard output, which here is the way to the server; what it binds at its start is kept.
  const { console: terminal } = globalThis;
  const { log } = terminal;
  terminal.log = () => {};
  try {
    await opened.init();
  } finally {
    terminal.log = log;
  }
  return opened;
}

/** How a texture is packed for the graphics card: `small` (ETC1S, half a byte a pixel) or `true` (UASTC, one byte). */
export type Ktx2Options = { form: 'small' | 'true'; srgb: boolean; normal: boolean };

/** Packs pixels as KTX2 with mipmaps. Sides must be multiples of four. */
export async function encodeKtx2(pixels: Pixels, { form, srgb, normal }: Ktx2Options): Promise<Uint8Array> {
  const basis = await openBasis();
  return basis.encode(new Uint8Array(1), {
    isKTX2File: true,
    generateMipmap: true,
    isPerceptual: srgb,
    isSetKTX2SRGBTransferFunc: srgb,
    isNormalMap: normal,
    imageDecoder: async () => pixels,
    ...(form === 'true'
      ? { isUASTC: true, uastcLDRQualityLevel: 0, needSupercompression: true }
      : { isUASTC: false, compressionLevel: 1, qualityLevel: 200 }),
  });
}

/** The largest level of a KTX2 texture as plain pixels. */
export async function decodeKtx2(image: Uint8Array): Promise<Pixels> {
  const { KTX2File } = (await (await openBasis()).init()) as Transcoder;
  const file = new KTX2File(image);
  try {
    if (!file.isValid() || !file.startTranscoding()) throw new Stopped('image-broken', 'KTX2');
    const [width, height] = [file.getWidth(), file.getHeight()];
    const data = new Uint8Array(file.getImageTranscodedSizeInBytes(0, 0, 0, RGBA8));
    if (!file.transcodeImage(data, 0, 0, 0, RGBA8, 0, -1, -1)) throw new Stopped('image-broken', 'KTX2');
    return { data, width, height };
  } finally {
    file.close();
    file.delete();
  }
}

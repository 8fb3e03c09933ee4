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
  transcodeImage(to: Uint8Array, level: number, layer: number, face: number, format: number, ...rest: number[]): boolean;
  close(): void;
  delete(): void;
}
/** What the package gives to Node; its types only tell of browsers. */
type NodeBasisEncoder = {
  init(): Promise<unknown>;
  encode(image: Uint8Array, options: Partial<IEncodeOptions>): Promise<Uint8Array>;
};
type Transcoder = { KTX2File: new (bytes: Uint8Array) => BasisFile };

let basis: NodeBasisEncoder | undefined;

/** The one encoder of this process; its module transcodes too. */
export function openBasis(): NodeBasisEncoder {
  const { NodeBasisEncoder } = encoder as unknown as { NodeBasisEncoder: new () => NodeBasisEncoder };
  basis ??= new NodeBasisEncoder();
  return basis;
}

/** The largest level of a KTX2 texture as plain pixels. */
export async function decodeKtx2(image: Uint8Array): Promise<Pixels> {
  const { KTX2File } = (await openBasis().init()) as Transcoder;
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

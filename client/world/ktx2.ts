/**
 * KTX2 textures for Babylon by Basis Universal's own transcoder, in a worker of ours: Babylon's decoders are fetched from
 * another host. What the graphics card reads is chosen here; see https://registry.khronos.org/KTX/specs/2.0/ktxspec.v2.html.
 */
import '@babylonjs/core/Materials/Textures/Loaders/ktxTextureLoader';
import basisScript from '@babylonjs/core/assets/Basis/basis_transcoder.js?url';
import basisWasm from '@babylonjs/core/assets/Basis/basis_transcoder.wasm?url';
import { KhronosTextureContainer2 } from '@babylonjs/core/Misc/khronosTextureContainer2';
import { type Caps, chooseFormat } from './ktx2Format.ts';

/** What the worker answers: the levels as the graphics card reads them, the largest first. */
export type Transcoded = {
  width: number;
  height: number;
  srgb: boolean;
  alpha: boolean;
  levels: { data: Uint8Array; width: number; height: number }[];
};
/** What the worker is asked: the file, and the formats to choose from by what it holds. */
export type TranscodeJob = { id: number; data: Uint8Array; caps: Caps; forceRgba: boolean };
export type TranscodeAnswer = { id: number; format: number } & ({ done: Transcoded } | { error: string });

type Waiting = { resolve(answer: { done: Transcoded; format: number }): void; reject(error: Error): void };

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./ktx2Worker.ts', import.meta.url), { name: 'ktx2' });
  const absolute = (url: string): string => new URL(url, location.href).href;
  worker.postMessage({ script: absolute(basisScript), wasm: absolute(basisWasm) });
  worker.onmessage = ({ data }: MessageEvent<TranscodeAnswer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) asked?.reject(new Error(data.error));
    else asked?.resolve(data);
  };
  worker.onerror = ({ message }) => {
    for (const asked of waiting.values()) asked.reject(new Error(message));
    waiting.clear();
    worker = undefined;
  };
  return worker;
}

/** Babylon's are WebGL's own objects, which go to no worker. */
const plain = ({ astc, bptc, s3tc, etc2 }: Caps): Caps => ({
  astc: !!astc,
  bptc: !!bptc,
  s3tc: !!s3tc,
  etc2: !!etc2,
});

/** The decoder in the form in which Babylon asks for it. */
class KTX2Decoder {
  async decode(data: Uint8Array, caps: Caps, options?: { forceRGBA?: boolean }) {
    const id = ++count;
    const answer = new Promise<{ done: Transcoded; format: number }>((resolve, reject) => {
      waiting.set(id, { resolve, reject });
    });
    const own = data.slice(); // a view's copy would take the whole model along
    theWorker().postMessage({ id, data: own, caps: plain(caps), forceRgba: options?.forceRGBA === true }, [
      own.buffer,
    ]);
    const { done, format } = await answer;
    return {
      width: done.width,
      height: done.height,
      transcodedFormat: chooseFormat.glOf(format),
      mipmaps: done.levels,
      layerCount: 1,
      isInGammaSpace: done.srgb,
      hasAlpha: done.alpha,
      transcoderName: 'basis',
      errors: '',
    };
  }
}

/** Has Babylon read KTX2 textures by our worker, which starts with the first of them. */
export function takeKtx2(): void {
  KhronosTextureContainer2.DefaultNumWorkers = 0;
  Object.assign(globalThis, { KTX2DECODER: { KTX2Decoder, MSCTranscoder: {}, WASMMemoryManager: {} } });
}

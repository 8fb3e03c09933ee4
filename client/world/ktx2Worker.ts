/** Transcodes KTX2 files beside the page: a texture takes tens of milliseconds. */
import type { TranscodeJob } from './ktx2.ts';
import { chooseFormat } from './ktx2Format.ts';

/** What we use of Basis Universal's transcoder. */
type Ktx2File = {
  isValid(): boolean;
  startTranscoding(): boolean;
  getWidth(): number;
  getHeight(): number;
  getLevels(): number;
  getHasAlpha(): number;
  isUASTC(): boolean;
  getDFDTransferFunc(): number;
  getImageLevelInfo(level: number, layer: number, face: number): { origWidth: number; origHeight: number };
  getImageTranscodedSizeInBytes(level: number, layer: number, face: number, format: number): number;
  transcodeImage(
    target: Uint8Array,
    level: number,
    layer: number,
    face: number,
    format: number,
    ...more: number[]
  ): boolean;
  close(): void;
  delete(): void;
};
type Basis = { initializeBasis(): void; KTX2File: new (data: Uint8Array) => Ktx2File };
type Scope = {
  importScripts(...urls: string[]): void;
  BASIS(options: { wasmBinary: ArrayBuffer }): Promise<Basis>;
  postMessage(message: unknown, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<{ script: string; wasm: string } | TranscodeJob>) => void) | null;
};
const scope = globalThis as unknown as Scope;
/** The transfer function of sRGB (Khronos Data Format Specification 1.3, 5.6.3). */
const SRGB = 2;

let basis: Promise<Basis>;

async function load(script: string, wasm: string): Promise<Basis> {
  scope.importScripts(script);
  const module = await scope.BASIS({ wasmBinary: await (await fetch(wasm)).arrayBuffer() });
  module.initializeBasis();
  return module;
}

async function transcode({ id, data, caps, forceRgba }: TranscodeJob): Promise<void> {
  const file = new (await basis).KTX2File(data);
  try {
    if (!file.isValid() || !file.startTranscoding()) throw new Error('no KTX2 texture');
    const [width, height] = [file.getWidth(), file.getHeight()];
    const alpha = file.getHasAlpha() !== 0;
    const format = chooseFormat(caps, { uastc: file.isUASTC(), alpha, width, height }, forceRgba);
    const levels = Array.from({ length: file.getLevels() }, (_, level) => {
      const { origWidth, origHeight } = file.getImageLevelInfo(level, 0, 0);
      const target = new Uint8Array(file.getImageTranscodedSizeInBytes(level, 0, 0, format));
      if (!file.transcodeImage(target, level, 0, 0, format, 0, -1, -1))
        throw new Error('broken KTX2 texture');
      return { data: target, width: origWidth, height: origHeight };
    });
    const done = { width, height, alpha, srgb: file.getDFDTransferFunc() === SRGB, levels };
    scope.postMessage(
      { id, format, done },
      levels.map((level) => level.data.buffer),
    );
  } finally {
    file.close();
    file.delete();
  }
}

scope.onmessage = ({ data }) => {
  if ('script' in data) basis = load(data.script, data.wasm);
  else
    transcode(data).catch((error) =>
      scope.postMessage({
        id: data.id,
        format: 0,
        error: error instanceof Error ? error.message : String(error),
      }),
    );
};

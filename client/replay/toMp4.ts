import { BufferTarget, Conversion, Input, Mp4OutputFormat, Output, UrlSource, WEBM } from 'mediabunny';

/** Makes a WebM file into MP4 (H.264) with this browser's own coders; throws when it has none for it. `told` hears the share that is done. */
export async function toMp4(url: string, told: (share: number) => void): Promise<Blob> {
  const input = new Input({ source: new UrlSource(url), formats: [WEBM] });
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  try {
    const conversion = await Conversion.init({ input, output, video: { codec: 'avc' } });
    if (!conversion.isValid || conversion.discardedTracks.length > 0)
      throw new Error('this browser has no coder for it');
    conversion.onProgress = told;
    await conversion.execute();
    return new Blob([target.buffer!], { type: 'video/mp4' });
  } finally {
    input.dispose();
  }
}

/** One coded frame of a film: its bytes, its time in milliseconds from the start, and whether decoding may start here. */
export type FilmFrame = { data: Buffer; atMs: number; key: boolean };
/** The coded video of a film. */
export type VideoTrack = { frames: FilmFrame[]; width: number; height: number; durationMs: number };

/** Reads an IVF file of VP8 frames (https://wiki.multimedia.cx/index.php/Duck_IVF). Throws on anything else. */
export function readIvf(file: Buffer): VideoTrack {
  if (
    file.length < 32 ||
    file.toString('latin1', 0, 4) !== 'DKIF' ||
    file.toString('latin1', 8, 12) !== 'VP80'
  )
    throw new Error('not an IVF file of VP8 frames');
  const width = file.readUInt16LE(12);
  const height = file.readUInt16LE(14);
  const tickMs = (1000 * file.readUInt32LE(20)) / file.readUInt32LE(16);
  if (!Number.isFinite(tickMs) || tickMs === 0) throw new Error('the IVF file has no time base');
  const frames: FilmFrame[] = [];
  for (let at = file.readUInt16LE(6); at < file.length; ) {
    if (at + 12 > file.length) throw new Error('the IVF file ends inside a frame header');
    const size = file.readUInt32LE(at);
    const data = file.subarray(at + 12, at + 12 + size);
    if (data.length < size || size === 0) throw new Error('the IVF file ends inside a frame');
    frames.push({ data, atMs: Number(file.readBigUInt64LE(at + 4)) * tickMs, key: (data[0]! & 1) === 0 });
    at += 12 + size;
  }
  if (!frames[0]?.key) throw new Error('the film does not start with a key frame');
  const step = frames.length > 1 ? frames[1]!.atMs - frames[0].atMs : 40;
  return { frames, width, height, durationMs: frames.at(-1)!.atMs + step };
}

import type { Film } from '../stage/house.ts';
import { readIvf } from '../stage/ivf.ts';

/** Bytes of a VP8 frame, as far as anybody here looks: the first bit says whether it is a key frame. */
export function vp8Frame(bytes: number, key: boolean): Buffer {
  const frame = Buffer.alloc(bytes, 0x55);
  frame[0] = key ? 0x10 : 0x11;
  return frame;
}

/** An IVF file of these frames, 25 a second. */
export function ivf(frames: Buffer[]): Buffer {
  const header = Buffer.alloc(32);
  header.write('DKIF', 0);
  header.writeUInt16LE(32, 6);
  header.write('VP80', 8);
  header.writeUInt16LE(640, 12);
  header.writeUInt16LE(360, 14);
  header.writeUInt32LE(25, 16);
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(frames.length, 24);
  const parts = frames.map((frame, index) => {
    const head = Buffer.alloc(12);
    head.writeUInt32LE(frame.length, 0);
    head.writeBigUInt64LE(BigInt(index), 4);
    return Buffer.concat([head, frame]);
  });
  return Buffer.concat([header, ...parts]);
}

/** The first packet of an Ogg Opus file. */
export const opusHead = (): Buffer => Buffer.concat([Buffer.from('OpusHead'), Buffer.alloc(11, 1)]);

/** Ogg pages, each of whole packets. */
export function oggPages(pages: Buffer[][]): Buffer {
  return Buffer.concat(pages.map((packets) => page(packets.flatMap(lacing), Buffer.concat(packets))));
}

const lacing = ({ length }: Buffer): number[] => [...Array(Math.floor(length / 255)).fill(255), length % 255];

function page(segments: number[], data: Buffer): Buffer {
  const header = Buffer.alloc(27);
  header.write('OggS', 0);
  header[26] = segments.length;
  return Buffer.concat([header, Buffer.from(segments), data]);
}

/** An Ogg Opus file of these packets; with `segmentsPerPage`, packets run on across pages. */
export function oggOpus(packets: Buffer[], segmentsPerPage = 255): Buffer {
  const heads = oggPages([[opusHead()], [Buffer.from('OpusTags....')]]);
  const segments = packets.flatMap(lacing);
  const data = Buffer.concat(packets);
  const pages: Buffer[] = [];
  for (let at = 0, byte = 0; at < segments.length; at += segmentsPerPage) {
    const part = segments.slice(at, at + segmentsPerPage);
    const bytes = part.reduce((sum, length) => sum + length, 0);
    pages.push(page(part, data.subarray(byte, byte + bytes)));
    byte += bytes;
  }
  return Buffer.concat([heads, ...pages]);
}

/** A film in memory: frames 40 ms apart, Opus packets of 20 ms. */
export function tinyFilm(frames = 25, packets = 50): Film {
  const pictures = Array.from({ length: frames }, (_, index) => vp8Frame(200, index === 0));
  return {
    layers: [readIvf(ivf(pictures))],
    audio: Array.from({ length: packets }, (_, i) => Buffer.alloc(40, i)),
  };
}

import { ByteReader } from './byteReader.ts';
import { type OutlinePoint, writeGlyph } from './trueType.ts';

/** Outlines, and where each begins. */
export type GlyfTables = { glyf: Uint8Array; loca: Uint8Array };

type Streams = Record<'contours' | 'points' | 'flags' | 'glyphs' | 'parts' | 'boxes', ByteReader>;

const HAS_HINTS = 0x100;
const MORE_PARTS = 0x20;

/** Rebuilds the outlines that WOFF2 took apart (https://www.w3.org/TR/WOFF2/#glyf_table_format), without hints. */
export function rebuildGlyphs(table: Uint8Array): GlyfTables {
  const reader = new ByteReader(table);
  reader.skip(4);
  const count = reader.u16();
  reader.skip(2);
  const sizes = Array.from({ length: 7 }, () => reader.u32());
  const [contours, points, flags, glyphs, parts, boxes] = sizes.map(
    (size) => new ByteReader(reader.take(size)),
  );
  const streams = { contours, points, flags, glyphs, parts, boxes } as Streams;
  const hasBox = streams.boxes.take(((count + 31) >> 5) << 2);
  const loca = Buffer.alloc(4 * (count + 1));
  const rebuilt: Uint8Array[] = [];
  let at = 0;
  for (let id = 0; id < count; id++) {
    const boxed = (hasBox[id >> 3]! & (128 >> (id & 7))) !== 0;
    const glyph = rebuildGlyph(streams, boxed);
    rebuilt.push(glyph);
    at += glyph.length;
    loca.writeUInt32BE(at, 4 * (id + 1));
  }
  return { glyf: Buffer.concat(rebuilt), loca };
}

function rebuildGlyph(streams: Streams, boxed: boolean): Uint8Array {
  const contours = streams.contours.i16();
  const box = boxed ? streams.boxes.take(8) : undefined;
  if (contours === 0) return new Uint8Array(0);
  if (contours < 0) return rebuildParts(streams, box);
  const ends = Array.from({ length: contours }, () => streams.points.packed16());
  const glyph: OutlinePoint[][] = [];
  const pen = { x: 0, y: 0 };
  for (const length of ends)
    glyph.push(Array.from({ length }, () => readPoint(streams.flags.u8(), streams.glyphs, pen)));
  streams.glyphs.packed16();
  return writeGlyph(glyph);
}

function rebuildParts({ parts, glyphs }: Streams, box: Uint8Array | undefined): Uint8Array {
  const records: Buffer[] = [];
  let hinted = false;
  for (let flags = MORE_PARTS; flags & MORE_PARTS; ) {
    flags = parts.u16();
    if (flags & HAS_HINTS) hinted = true;
    const scale = flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    const record = Buffer.alloc(4 + (flags & 1 ? 4 : 2) + scale);
    record.writeUInt16BE(flags & ~HAS_HINTS);
    record.set(parts.take(record.length - 2), 2);
    records.push(record);
  }
  if (hinted) glyphs.packed16();
  const head = Buffer.alloc(10);
  head.writeInt16BE(-1);
  if (box) head.set(box, 2);
  const bytes = Buffer.concat([head, ...records]);
  return bytes.length % 2 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes;
}

const signed = (flag: number, value: number): number => (flag & 1 ? value : -value);

/** https://www.w3.org/TR/WOFF2/#triplet_decoding */
function readPoint(flag: number, bytes: ByteReader, pen: { x: number; y: number }): OutlinePoint {
  const kind = flag & 127;
  if (kind < 10) pen.y += signed(kind, ((kind & 14) << 7) + bytes.u8());
  else if (kind < 20) pen.x += signed(kind, (((kind - 10) & 14) << 7) + bytes.u8());
  else if (kind < 84) {
    const both = bytes.u8();
    pen.x += signed(kind, 1 + ((kind - 20) & 48) + (both >> 4));
    pen.y += signed(kind >> 1, 1 + (((kind - 20) & 12) << 2) + (both & 15));
  } else if (kind < 120) {
    pen.x += signed(kind, 1 + (Math.floor((kind - 84) / 12) << 8) + bytes.u8());
    pen.y += signed(kind >> 1, 1 + ((((kind - 84) % 12) >> 2) << 8) + bytes.u8());
  } else if (kind < 124) {
    const [first, middle, last] = [bytes.u8(), bytes.u8(), bytes.u8()];
    pen.x += signed(kind, (first << 4) + (middle >> 4));
    pen.y += signed(kind >> 1, ((middle & 15) << 8) + last);
  } else {
    pen.x += signed(kind, bytes.u16());
    pen.y += signed(kind >> 1, bytes.u16());
  }
  return { x: pen.x, y: pen.y, on: flag < 128 };
}

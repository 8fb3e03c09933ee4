import { writeFont } from './fontFile.ts';

/** A point of an outline, in font units; `on` the curve, or one that pulls it. */
export type OutlinePoint = { x: number; y: number; on: boolean };

/** A glyph: closed contours and how far the pen moves. */
export type Outline = { contours: OutlinePoint[][]; advance: number };

/** One glyph in the words of the `glyf` table (https://learn.microsoft.com/typography/opentype/spec/glyf), of even length. */
export function writeGlyph(contours: OutlinePoint[][]): Uint8Array {
  const points = contours.flat();
  if (points.length === 0) return new Uint8Array(0);
  const out = Buffer.alloc(10 + 2 * contours.length + 2 + 5 * points.length + 1);
  out.writeInt16BE(contours.length);
  writeBox(out, boxOf(points), 2);
  let at = 10;
  let last = -1;
  for (const contour of contours) {
    last += contour.length;
    at = out.writeUInt16BE(last, at);
  }
  at += 2;
  const deltas = points.map(({ x, y, on }, index) => ({
    on,
    x: x - (points[index - 1]?.x ?? 0),
    y: y - (points[index - 1]?.y ?? 0),
  }));
  for (const { on, x, y } of deltas)
    at = out.writeUInt8((on ? 1 : 0) | lengthFlag(x, 1) | lengthFlag(y, 2), at);
  for (const { x } of deltas) at = writeDelta(out, x, at);
  for (const { y } of deltas) at = writeDelta(out, y, at);
  return out.subarray(0, at + (at & 1));
}

/** Short, long or the same as before: `axis` is 1 for x and 2 for y. */
function lengthFlag(delta: number, axis: 1 | 2): number {
  if (delta === 0) return 16 * axis;
  if (Math.abs(delta) > 255) return 0;
  return 2 * axis + (delta > 0 ? 16 * axis : 0);
}

function writeDelta(out: Buffer, delta: number, at: number): number {
  if (delta === 0) return at;
  return Math.abs(delta) > 255 ? out.writeInt16BE(delta, at) : out.writeUInt8(Math.abs(delta), at);
}

type Box = { minX: number; minY: number; maxX: number; maxY: number };

function writeBox(out: Buffer, { minX, minY, maxX, maxY }: Box, at: number): void {
  out.writeInt16BE(minX, at);
  out.writeInt16BE(minY, at + 2);
  out.writeInt16BE(maxX, at + 4);
  out.writeInt16BE(maxY, at + 6);
}

function boxOf(points: OutlinePoint[]): Box {
  const box = { minX: 32767, minY: 32767, maxX: -32768, maxY: -32768 };
  for (const { x, y } of points) {
    box.minX = Math.min(box.minX, x);
    box.minY = Math.min(box.minY, y);
    box.maxX = Math.max(box.maxX, x);
    box.maxY = Math.max(box.maxY, y);
  }
  return box;
}

/** What a whole font says of itself, in its own units. */
export type FontFrame = { unitsPerEm: number; ascent: number; descent: number };

/** A TrueType file of these glyphs, numbered as they come: just what a PDF wants of one. */
export function writeTrueType(
  outlines: readonly Outline[],
  { unitsPerEm, ascent, descent }: FontFrame,
): Uint8Array {
  const glyphs = outlines.map(({ contours }) => writeGlyph(contours));
  const count = outlines.length;
  const loca = Buffer.alloc(4 * (count + 1));
  const hmtx = Buffer.alloc(4 * count);
  let at = 0;
  outlines.forEach(({ contours, advance }, id) => {
    at += glyphs[id]!.length;
    loca.writeUInt32BE(at, 4 * (id + 1));
    hmtx.writeUInt16BE(Math.max(0, Math.round(advance)), 4 * id);
    hmtx.writeInt16BE(contours.length ? boxOf(contours.flat()).minX : 0, 4 * id + 2);
  });
  const tables = new Map<string, Uint8Array>([
    ['glyf', Buffer.concat(glyphs)],
    ['head', headOf(unitsPerEm, boxOf(outlines.flatMap(({ contours }) => contours.flat())))],
    ['hhea', hheaOf(ascent, descent, Math.max(...outlines.map(({ advance }) => advance)), count)],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxpOf(outlines)],
  ]);
  return writeFont(0x00010000, tables);
}

function headOf(unitsPerEm: number, box: Box): Uint8Array {
  const head = Buffer.alloc(54);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt32BE(0x00010000, 4);
  head.writeUInt32BE(0x5f0f3cf5, 12);
  head.writeUInt16BE(3, 16);
  head.writeUInt16BE(unitsPerEm, 18);
  writeBox(head, box, 36);
  head.writeUInt16BE(8, 46);
  head.writeInt16BE(2, 48);
  head.writeInt16BE(1, 50);
  return head;
}

function hheaOf(ascent: number, descent: number, widest: number, count: number): Uint8Array {
  const hhea = Buffer.alloc(36);
  hhea.writeUInt32BE(0x00010000, 0);
  hhea.writeInt16BE(ascent, 4);
  hhea.writeInt16BE(descent, 6);
  hhea.writeUInt16BE(Math.round(widest), 10);
  hhea.writeInt16BE(1, 18);
  hhea.writeUInt16BE(count, 34);
  return hhea;
}

function maxpOf(outlines: readonly Outline[]): Uint8Array {
  const maxp = Buffer.alloc(32);
  maxp.writeUInt32BE(0x00010000, 0);
  maxp.writeUInt16BE(outlines.length, 4);
  maxp.writeUInt16BE(Math.max(...outlines.map(({ contours }) => contours.flat().length)), 6);
  maxp.writeUInt16BE(Math.max(...outlines.map(({ contours }) => contours.length)), 8);
  maxp.writeUInt16BE(2, 14);
  return maxp;
}

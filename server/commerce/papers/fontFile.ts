/** A font file of these tables. Sums are left at nought: readers of embedded fonts ignore them. */
export function writeFont(flavour: number, tables: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const log = Math.floor(Math.log2(sorted.length));
  let at = 12 + 16 * sorted.length;
  const size = sorted.reduce((sum, [, bytes]) => sum + pad(bytes.length), at);
  const out = Buffer.alloc(size);
  out.writeUInt32BE(flavour, 0);
  out.writeUInt16BE(sorted.length, 4);
  out.writeUInt16BE(16 << log, 6);
  out.writeUInt16BE(log, 8);
  out.writeUInt16BE(16 * sorted.length - (16 << log), 10);
  sorted.forEach(([tag, bytes], index) => {
    const entry = 12 + 16 * index;
    out.write(tag, entry, 'latin1');
    out.writeUInt32BE(at, entry + 8);
    out.writeUInt32BE(bytes.length, entry + 12);
    out.set(bytes, at);
    at += pad(bytes.length);
  });
  return out;
}

const pad = (bytes: number): number => (bytes + 3) & ~3;

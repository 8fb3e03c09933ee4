/** A kind of picture that is taken from people. */
export type PictureType = 'image/png' | 'image/webp' | 'image/jpeg';

/** What the head of a picture tells. */
export type PictureHead = { type: PictureType; width: number; height: number };

/** Reads the head of a picture (PNG 1.2 §11.2.2; RFC 9649; ITU-T T.81 §B.2.2); undefined for anything else. */
export function readPicture(bytes: Buffer): PictureHead | undefined {
  return png(bytes) ?? webp(bytes) ?? jpeg(bytes);
}

function png(bytes: Buffer): PictureHead | undefined {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(signature)) return undefined;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { type: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

function webp(bytes: Buffer): PictureHead | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  if (bytes.readUInt32LE(4) + 8 > bytes.length + 1) return undefined;
  const kind = bytes.toString('latin1', 8, 16);
  const type = 'image/webp' as const;
  if (kind === 'WEBPVP8X')
    return { type, width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind === 'WEBPVP8 ')
    return { type, width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind !== 'WEBPVP8L') return undefined;
  const packed = bytes.readUInt32LE(21);
  return { type, width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** Markers of a JPEG that begin a frame: its size stands there. C4, C8 and CC are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpeg(bytes: Buffer): PictureHead | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    if (isFrame(marker))
      return { type: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += 2 + Math.max(2, bytes.readUInt16BE(at + 2));
  }
  return undefined;
}

import { Refusal } from '../../shared/wire/refusal.ts';
import type { Logo } from './records.ts';

/** Pixels of the longer edge beyond which a picture is no logo. */
const MAX_PIXELS = 2048;

/** Checks that bytes are a PNG or WebP picture of a reasonable size, by their heads (PNG 1.2 §11.2.2; RFC 9649); `bad-input` otherwise. */
export function readLogo(bytes: Buffer): Logo {
  const size = pngSize(bytes) ?? webpSize(bytes);
  if (!size) throw new Refusal('bad-input', 'logo: a PNG or WebP picture, please');
  const [width, height] = size.pixels;
  if (width < 1 || height < 1 || Math.max(width, height) > MAX_PIXELS)
    throw new Refusal('bad-input', `logo: at most ${MAX_PIXELS} pixels wide and high`);
  return { type: size.type, bytes };
}

type Size = { type: Logo['type']; pixels: [number, number] };

function pngSize(bytes: Buffer): Size | undefined {
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(signature)) return undefined;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return { type: 'image/png', pixels: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] };
}

function webpSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 30 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  if (bytes.readUInt32LE(4) + 8 > bytes.length + 1) return undefined;
  const kind = bytes.toString('latin1', 8, 16);
  const type = 'image/webp' as const;
  if (kind === 'WEBPVP8X')
    return { type, pixels: [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1] };
  if (kind === 'WEBPVP8 ')
    return { type, pixels: [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff] };
  if (kind !== 'WEBPVP8L') return undefined;
  const packed = bytes.readUInt32LE(21);
  return { type, pixels: [(packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1] };
}

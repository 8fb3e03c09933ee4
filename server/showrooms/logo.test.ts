import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readLogo } from './logo.ts';

const png = (width: number, height: number): Buffer => {
  const bytes = Buffer.alloc(40);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
};

test('[SH4] a logo is a PNG or a WebP of a reasonable size; anything else is refused', () => {
  expect(readLogo(png(512, 128)).type).toBe('image/png');
  expect(readLogo(readFileSync('assets/avatars/mira.webp')).type).toBe('image/webp');
  const wrong = [
    png(0, 10),
    png(9000, 10),
    Buffer.from('<svg onload="alert(1)"/>'),
    Buffer.alloc(0),
    png(9, 9).subarray(0, 20),
  ];
  for (const bytes of wrong) expect(() => readLogo(bytes)).toThrow('bad-input');
});

import { expect, test } from 'vitest';
import { type Caps, chooseFormat } from './ktx2Format.ts';

const GL = {
  rgba: 0x8058,
  bc1: 0x83f0,
  bc3: 0x83f3,
  bc7: 0x8e8c,
  etc1: 0x9274,
  etc2: 0x9278,
  astc: 0x93b0,
};
const SIZE = { width: 256, height: 64 };
const glOf = (caps: Caps, content: { uastc: boolean; alpha: boolean }, size = SIZE, plain = false): number =>
  chooseFormat.glOf(chooseFormat(caps, { ...content, ...size }, plain));

test('[OP30] a packed texture becomes what the graphics card reads best', () => {
  const fine = { uastc: true, alpha: false };
  const small = { uastc: false, alpha: false };
  const desk = { bptc: true, s3tc: true };
  expect(glOf({ astc: true, etc2: true }, fine)).toBe(GL.astc);
  expect(glOf(desk, fine)).toBe(GL.bc7);
  expect(glOf({ etc2: true }, fine)).toBe(GL.etc1);
  expect(glOf({ etc2: true }, { ...small, alpha: true })).toBe(GL.etc2);
  expect(glOf({ s3tc: true }, small)).toBe(GL.bc1);
  expect(glOf({ s3tc: true }, { ...small, alpha: true })).toBe(GL.bc3);
});

test('[OP31] it becomes plain pixels for a card that reads none, for sides that blocks do not fill, and when asked', () => {
  const fine = { uastc: true, alpha: true };
  expect(glOf({}, fine)).toBe(GL.rgba);
  expect(glOf({ astc: true }, fine, { width: 30, height: 64 })).toBe(GL.rgba);
  expect(glOf({ astc: true }, fine, SIZE, true)).toBe(GL.rgba);
});

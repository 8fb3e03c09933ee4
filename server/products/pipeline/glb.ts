import type { GLTF } from '@gltf-transform/core';

const ALIGN = 4;
const HEAD = { magic: 0x46546c67, version: 2, json: 0x4e4f534a, bin: 0x004e4942 } as const;

/** A binary glTF file of a description and its data, which is padded to fours already. */
export function toGlb(json: GLTF.IGLTF, parts: readonly Uint8Array[]): Uint8Array {
  const text = Buffer.from(JSON.stringify(json));
  const padded = Buffer.concat([text, Buffer.alloc((ALIGN - (text.length % ALIGN)) % ALIGN, ' ')]);
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  const total = 20 + padded.length + (length > 0 ? 8 + length : 0);
  const head = words(HEAD.magic, HEAD.version, total, padded.length, HEAD.json);
  if (length === 0) return Buffer.concat([head, padded]);
  return Buffer.concat([head, padded, words(length, HEAD.bin), ...parts]);
}

function words(...values: number[]): Buffer {
  const made = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) made.writeUInt32LE(value, at * 4);
  return made;
}

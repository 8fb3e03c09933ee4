import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document, Texture } from '@gltf-transform/core';
import { BUDGETS, type Level } from '../../../shared/model/delivery.ts';
import { decodeTexture } from './decodeTexture.ts';
import { factsOf } from './facts.ts';
import { openGltf, writeGlb } from './gltf.ts';
import type { GpuResult, Job, MadeFile, Progress } from './job.ts';
import { encodeKtx2, type Ktx2Options } from './ktx2.ts';
import { fileOf } from './levelFile.ts';
import { type Pixels, resized } from './pixels.ts';
import { compress } from './steps/compress.ts';
import { declareTypes } from './steps/textures.ts';
import { type Usage, usesOf } from './textureUse.ts';
import { assertValid } from './validated.ts';

type Report = (step: Progress['step'], done: number, total: number) => void;

/** The levels that are packed so, and the longest side of their textures. Far ones are too small to win anything. */
const PACKED = { hero: 1024, room: 512 } as const;
type PackedLevel = keyof typeof PACKED;

/**
 * Packs the textures of the files that `make` left as KTX2, which stays packed in the graphics card's memory.
 *
 * Colours and numbers become ETC1S: 2 s of one core for 1024 × 1024 with mipmaps, half a byte a pixel. Normal maps become
 * UASTC, as blocks show in what shines: 0.8 s, one byte a pixel, but 0.6–0.9 MB of file; where that breaks the level's
 * budget they become ETC1S too. Tried and left out: UASTC with RDO (19 s a texture for 15 %
 * fewer bytes), ETC1S of level 0 (1.2 s, the same bytes, but SSIM .94 where level 1 has .95).
 */
export async function gpu(job: Job, report: Report): Promise<GpuResult> {
  const levels = Object.keys(PACKED) as PackedLevel[];
  const documents = new Map<PackedLevel, Document>();
  for (const level of levels) documents.set(level, await read(join(job.out, fileOf(level, 'web'))));
  const total = [...documents.values()].reduce((sum, each) => sum + each.getRoot().listTextures().length, 0);
  let done = 0;
  const files: MadeFile[] = [];
  for (const [level, document] of documents) {
    report('gpu', done, total);
    await packAll(document, level, () => report('gpu', ++done, total));
    files.push(await save(job, document, level));
  }
  return { outcome: 'made', files };
}

async function read(path: string): Promise<Document> {
  const io = await openGltf();
  return io.readBinary((await readFile(path)) as Uint8Array<ArrayBuffer>);
}

async function packAll(document: Document, level: PackedLevel, packed: () => void): Promise<void> {
  const uses = usesOf(document);
  const textures = document.getRoot().listTextures();
  const pixels = new Map<Texture, Pixels>();
  for (const texture of textures) {
    const usage = uses.get(texture)!;
    pixels.set(texture, await fitted(texture, PACKED[level]));
    await pack(texture, pixels.get(texture)!, usage, usage.kind === 'normal' ? 'true' : 'small');
    packed();
  }
  const weight = textures.reduce((sum, texture) => sum + texture.getImage()!.byteLength, 0);
  // Geometry is a small part of a file whose textures are this heavy.
  if (weight <= BUDGETS[level].bytes * 0.8) return;
  for (const texture of textures)
    if (uses.get(texture)!.kind === 'normal')
      await pack(texture, pixels.get(texture)!, uses.get(texture)!, 'small');
}

async function pack(
  texture: Texture,
  pixels: Pixels,
  usage: Usage,
  form: Ktx2Options['form'],
): Promise<void> {
  const options = { form, srgb: usage.kind === 'colour', normal: usage.kind === 'normal' };
  const image = await encodeKtx2(pixels, options);
  texture.setImage(image as Uint8Array<ArrayBuffer>).setMimeType('image/ktx2');
}

/** At most so large, sides multiples of four as KHR_texture_basisu asks. */
async function fitted(texture: Texture, most: number): Promise<Pixels> {
  const pixels = await decodeTexture(texture);
  const factor = Math.min(1, most / Math.max(pixels.width, pixels.height));
  const side = (length: number): number => Math.max(4, Math.round((length * factor) / 4) * 4);
  return resized(pixels, side(pixels.width), side(pixels.height));
}

async function save(job: Job, document: Document, level: Level): Promise<MadeFile> {
  declareTypes(document);
  compress(document);
  const glb = await writeGlb(document);
  const file = fileOf(level, 'gpu');
  await assertValid(glb, file);
  await writeFile(join(job.out, file), glb);
  return { level, packing: 'gpu', file, ...(await factsOf(glb)) };
}

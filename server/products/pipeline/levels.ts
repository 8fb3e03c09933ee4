import type { Document } from '@gltf-transform/core';
import { cloneDocument } from '@gltf-transform/functions';
import {
  BUDGETS,
  type Level,
  type Loss,
  type MakeOptions,
  type MissedBudget,
  type TextureFacts,
} from '../../../shared/model/delivery.ts';
import { type Decoded, openDecoded } from './decoded.ts';
import { writeGlb } from './gltf.ts';
import { worldBounds } from './placed.ts';
import { compress } from './steps/compress.ts';
import { dedup } from './steps/dedup.ts';
import { join } from './steps/join.ts';
import { prune } from './steps/prune.ts';
import { quantise } from './steps/quantise.ts';
import { reorder } from './steps/reorder.ts';
import { resample } from './steps/resample.ts';
import { simplify } from './steps/simplify.ts';
import { textures } from './steps/textures.ts';
import { weld } from './steps/weld.ts';

/** What a level's file is made with, by how much may be lost. */
type Measure = { freely: number; most: number; acrossPx: number; texturePx: number; positionBits: number };

const MEASURES: Record<Level, Record<Loss, Measure>> = {
  hero: {
    fine: { freely: 0, most: 0.002, acrossPx: 4096, texturePx: 2048, positionBits: 16 },
    even: { freely: 0.00001, most: 0.005, acrossPx: 2048, texturePx: 1024, positionBits: 14 },
    small: { freely: 0.0005, most: 0.01, acrossPx: 1024, texturePx: 1024, positionBits: 13 },
  },
  room: {
    fine: { freely: 0.0005, most: 0.005, acrossPx: 1536, texturePx: 1024, positionBits: 14 },
    even: { freely: 0.001, most: 0.01, acrossPx: 768, texturePx: 512, positionBits: 13 },
    small: { freely: 0.002, most: 0.02, acrossPx: 512, texturePx: 256, positionBits: 12 },
  },
  far: {
    fine: { freely: 0.004, most: 0.03, acrossPx: 256, texturePx: 256, positionBits: 12 },
    even: { freely: 0.006, most: 0.05, acrossPx: 192, texturePx: 256, positionBits: 12 },
    small: { freely: 0.01, most: 0.08, acrossPx: 128, texturePx: 128, positionBits: 12 },
  },
};

/** A level's file, what became of its textures, where it missed its budget, and the document with its geometry as it is in the file, its textures as they came. */
export type MadeLevel = {
  glb: Uint8Array;
  textures: TextureFacts[];
  missed: MissedBudget[];
  shaped: Document;
};

type Wanted = Pick<MakeOptions, 'loss' | 'textures'>;

/** Textures that break the budget are made smaller so often; what is still too heavy then is geometry. */
const TRIES = 3;

/**
 * Makes one level of a model, packing `web`, within its budget of triangles and bytes or as near as the bounds let it
 * come. The document stays as it is.
 */
export async function makeLevel(
  source: Document,
  level: Level,
  options: Wanted,
  decoded: Decoded = openDecoded(),
): Promise<MadeLevel> {
  decoded.begin(source);
  const { document, size, met } = await shape(source, level, options);
  let shrink = 1;
  for (let attempt = 1; ; attempt++) {
    const made = await dress(document, size, level, options, decoded, shrink);
    const over = made.glb.byteLength - BUDGETS[level].bytes;
    const weight = made.textures.reduce((sum, { outBytes }) => sum + outBytes, 0);
    if (over <= 0 || weight === 0 || attempt === TRIES) {
      const moved = MEASURES[level][options.loss[level]].most;
      const missed: MissedBudget[] = [
        ...(met ? [] : [{ level, of: 'triangles', moved } as const]),
        ...(over > 0 ? [{ level, of: 'bytes', shrunk: attempt - 1 } as const] : []),
      ];
      return { ...made, missed, shaped: document };
    }
    // A file of a quarter of the pixels is about a third as heavy.
    shrink *= Math.max(0.25, (Math.max(0, weight - over) / weight) ** 0.6 * 0.95);
  }
}

/** Everything about the geometry that does not depend on how the textures come out. */
async function shape(
  source: Document,
  level: Level,
  { loss }: Wanted,
): Promise<{ document: Document; size: number; met: boolean }> {
  const document = cloneDocument(source);
  const measure = MEASURES[level][loss[level]];
  const hero = level === 'hero';
  if (!hero) keepDefaultScene(document);
  await dedup(document);
  await prune(document, { keepNames: hero });
  await weld(document);
  join(document, { acrossNodes: !hero });
  const { triangles } = BUDGETS[level];
  const size = sizeOf(document);
  const { met } = await simplify(document, size, { ...measure, triangles, boldly: !hero });
  await resample(document);
  await reorder(document);
  return { document, size, met };
}

/** Textures, short numbers and packing, on a copy. */
async function dress(
  shaped: Document,
  size: number,
  level: Level,
  { loss, textures: single }: Wanted,
  decoded: Decoded,
  shrink: number,
): Promise<Omit<MadeLevel, 'missed' | 'shaped'>> {
  const document = cloneDocument(shaped);
  const root = document.getRoot();
  const measure = MEASURES[level][loss[level]];
  const facts = await textures(document, {
    size,
    acrossPx: measure.acrossPx * shrink,
    texturePx: Math.min(measure.texturePx, BUDGETS[level].texturePx) * shrink,
    loss: shrink === 1 ? loss[level] : 'small',
    textures: single,
    decoded,
  });
  await dedup(document);
  quantise(document, { positionBits: measure.positionBits, coordinateBits: 12 });
  await prune(document, { keepNames: level === 'hero' });
  for (const each of [...root.listTextures(), ...root.listAccessors()]) each.setName('');
  compress(document);
  return { glb: await writeGlb(document), textures: facts };
}

/** The largest side of what the scene shows that opens first. */
function sizeOf(document: Document): number {
  const { min, max } = worldBounds(document);
  return Math.max(0, ...max.map((high, axis) => high - min[axis]!));
}

function keepDefaultScene(document: Document): void {
  const scenes = document.getRoot().listScenes();
  const kept = document.getRoot().getDefaultScene() ?? scenes[0];
  for (const scene of scenes) if (scene !== kept) scene.dispose();
}

import type { Document } from '@gltf-transform/core';
import { cloneDocument, getBounds } from '@gltf-transform/functions';
import {
  BUDGETS,
  type Level,
  type Loss,
  type MakeOptions,
  type TextureFacts,
} from '../../../shared/model/delivery.ts';
import { writeGlb } from './gltf.ts';
import type { Pixels } from './pixels.ts';
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
    even: { freely: 0.0001, most: 0.005, acrossPx: 2048, texturePx: 1024, positionBits: 14 },
    small: { freely: 0.0005, most: 0.01, acrossPx: 1024, texturePx: 1024, positionBits: 13 },
  },
  room: {
    fine: { freely: 0.0005, most: 0.005, acrossPx: 1536, texturePx: 1024, positionBits: 14 },
    even: { freely: 0.001, most: 0.01, acrossPx: 768, texturePx: 1024, positionBits: 13 },
    small: { freely: 0.002, most: 0.02, acrossPx: 512, texturePx: 512, positionBits: 12 },
  },
  far: {
    fine: { freely: 0.004, most: 0.03, acrossPx: 256, texturePx: 256, positionBits: 12 },
    even: { freely: 0.006, most: 0.05, acrossPx: 192, texturePx: 256, positionBits: 12 },
    small: { freely: 0.01, most: 0.08, acrossPx: 128, texturePx: 128, positionBits: 12 },
  },
};

/** A level's file, and what became of its textures. */
export type MadeLevel = { glb: Uint8Array; textures: TextureFacts[]; met: boolean };

/** Pixels of textures by their key, to be shared by the levels of one product. */
export type Decoded = Map<string, Pixels>;

/** Makes one level of a model, packing `web`. The document stays as it is. */
export async function makeLevel(
  source: Document,
  level: Level,
  options: Pick<MakeOptions, 'loss' | 'textures'>,
  decoded: Decoded = new Map(),
): Promise<MadeLevel> {
  const document = cloneDocument(source);
  const measure = MEASURES[level][options.loss[level]];
  const size = sizeOf(document);
  const hero = level === 'hero';
  if (!hero) keepDefaultScene(document);
  await dedup(document);
  await prune(document, { keepNames: hero });
  await weld(document);
  join(document, { acrossNodes: !hero });
  const { triangles } = BUDGETS[level];
  const { met } = await simplify(document, size, { ...measure, triangles, boldly: !hero });
  const facts = await textures(document, {
    ...measure,
    size,
    texturePx: Math.min(measure.texturePx, BUDGETS[level].texturePx),
    loss: options.loss[level],
    textures: options.textures,
    decoded,
  });
  await dedup(document);
  await resample(document);
  await reorder(document);
  quantise(document, { positionBits: measure.positionBits, coordinateBits: 12 });
  await prune(document, { keepNames: hero });
  compress(document);
  return { glb: await writeGlb(document), textures: facts, met };
}

/** The largest side of what the default scene shows. */
function sizeOf(document: Document): number {
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  if (!scene) return 0;
  const { min, max } = getBounds(scene);
  const size = Math.max(...max.map((high, axis) => high - min[axis]!));
  return Number.isFinite(size) ? size : 0;
}

function keepDefaultScene(document: Document): void {
  const scenes = document.getRoot().listScenes();
  const kept = document.getRoot().getDefaultScene() ?? scenes[0];
  for (const scene of scenes) if (scene !== kept) scene.dispose();
}

import type { Product } from '../../shared/model/catalogue.ts';
import type { Level, ModelFile } from '../../shared/model/delivery.ts';
import type { Tier } from '../world/quality.ts';
import type { Level as Shown } from './streaming.ts';

/** Which of the delivered levels serve a stand, the best first: what is missing is the next. */
const SERVES: Record<Shown, readonly Level[]> = {
  low: ['far', 'room', 'hero'],
  full: ['room', 'hero', 'far'],
};
/** Tiers that hold many products in full at once: they take the files that need least of the graphics card's memory. */
const PACKED: Record<Tier, boolean> = { low: false, medium: true, high: true };

/** The file of a product for a stand in a tier. */
export function fileFor(product: Product, shown: Shown, tier: Tier): ModelFile {
  for (const level of SERVES[shown]) {
    const { web, gpu } = product.files[level] ?? {};
    const file = (PACKED[tier] && shown === 'full' && gpu) || web || gpu;
    if (file) return file;
  }
  return {
    url: product.model,
    bytes: 0,
    triangles: 0,
    vertices: 0,
    drawCalls: 0,
    textures: 0,
    textureBytes: 0,
  };
}

/** The file of a product for the hand. */
export const heroOf = ({ files, model }: Pick<Product, 'files' | 'model'>): string =>
  files.hero?.web?.url ?? model;

/** Share of the bytes for the hand below which a file is worth being shown before. */
const WORTH = 0.5;

/** The file that is shown before the one for the hand is there: one that is much smaller; undefined where there is none. */
export function standInOf({ files }: Pick<Product, 'files'>): string | undefined {
  const most = (files.hero?.web?.bytes ?? 0) * WORTH;
  return [files.room?.web, files.far?.web].find((file) => file && file.bytes <= most)?.url;
}

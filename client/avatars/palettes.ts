import { Constants } from '@babylonjs/core/Engines/constants';
import type { BaseTexture } from '@babylonjs/core/Materials/Textures/baseTexture';
import { RawTexture } from '@babylonjs/core/Materials/Textures/rawTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { World } from '../world/world.ts';
import { openRows } from './rows.ts';

/** A body's colours as delivered, in reading order: sRGB, then roughness in place of alpha. */
export type Palette = { bytes: Uint8Array; width: number; height: number };
/** A part of a palette in another colour (`#rrggbb`). */
export type Tint = { texel: readonly [number, number]; colour: string };

/** The palettes of all appearances that are worn, one line each of one texture. */
export type Palettes = {
  texture: RawTexture;
  /** The line of an appearance by its key, painted when it is new; give it back with `give`. */
  take(key: string, palette: Palette, tints: readonly Tint[]): number;
  give(key: string): void;
  dispose(): void;
};

/** Texels of the largest palette, and appearances that can be told apart at a time. */
const TEXELS = 256;
const APPEARANCES = 512;
/** Channel of roughness in a picture of metal and roughness. */
const GREEN = 1;
const POLL_MS = 10;

/** Opens an empty set of palettes. */
export function openPalettes({ scene, engine }: Pick<World, 'scene' | 'engine'>): Palettes {
  const rows = openRows(APPEARANCES);
  const { TEXTUREFORMAT_RGBA, TEXTURE_NEAREST_SAMPLINGMODE } = Constants;
  const empty = new Uint8Array(TEXELS * APPEARANCES * 4);
  const texture = new RawTexture(
    empty,
    TEXELS,
    APPEARANCES,
    TEXTUREFORMAT_RGBA,
    scene,
    false,
    false,
    TEXTURE_NEAREST_SAMPLINGMODE,
  );
  return {
    texture,
    take(key, palette, tints) {
      const { row, fresh } = rows.take(key);
      const internal = texture.getInternalTexture();
      if (fresh && internal)
        engine.updateTextureData(internal, paint(palette, tints), 0, row, palette.width * palette.height, 1);
      return Math.max(0, row);
    },
    give: rows.give,
    dispose: () => texture.dispose(),
  };
}

/** A palette with some texels in other colours; a texel outside of it is left alone. */
export function paint({ bytes, width, height }: Palette, tints: readonly Tint[]): Uint8Array {
  const painted = bytes.slice();
  for (const { texel, colour } of tints) {
    const [x, y] = texel;
    if (x >= width || y >= height) continue;
    const { r, g, b } = Color3.FromHexString(colour);
    painted.set([r * 255, g * 255, b * 255], (y * width + x) * 4);
  }
  return painted;
}

/** Reads a body's palette back from its pictures; one white texel when it has none. */
export async function readPalette(colours: BaseTexture | null, rough: BaseTexture | null): Promise<Palette> {
  if (!colours) return { bytes: new Uint8Array([255, 255, 255, 255]), width: 1, height: 1 };
  const bytes = await pixelsOf(colours);
  const { width, height } = colours.getSize();
  if (width * height > TEXELS) throw new Error(`a palette of ${width} × ${height} texels`);
  const roughness = rough && (await pixelsOf(rough));
  const same = roughness?.length === bytes.length;
  for (let at = 0; at < bytes.length; at += 4) bytes[at + 3] = same ? roughness[at + GREEN]! : 255;
  return { bytes, width, height };
}

async function pixelsOf(picture: BaseTexture): Promise<Uint8Array> {
  while (!picture.isReady()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  const pixels = await picture.readPixels();
  if (!pixels) throw new Error('a palette that can not be read');
  return new Uint8Array(pixels.buffer.slice(0));
}

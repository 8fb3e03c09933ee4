import type { Document, Extension, Texture } from '@gltf-transform/core';
import { EXTTextureAVIF, EXTTextureWebP, KHRTextureBasisu } from '@gltf-transform/extensions';
import type { Loss, TextureFacts } from '../../../../shared/model/delivery.ts';
import type { Decoded } from '../decoded.ts';
import { encode } from '../encode.ts';
import { keyOf } from '../keyOf.ts';
import { pointedIn } from '../materialsOf.ts';
import { isOpaque, onlyColour, type Pixels, resized } from '../pixels.ts';
import { fold } from '../solid.ts';
import { alphaOf, type Usage, usesOf } from '../textureUse.ts';

export type TextureOptions = {
  /** The product's largest side, in metres. */
  size: number;
  /** Longest side that a picture may have, pixels. */
  texturePx: number;
  /** Pixels that the product fills on a screen when one looks closely: no texture needs more than that gives it. */
  acrossPx: number;
  loss: Loss;
  /** Loss of single textures, by key. */
  textures: Record<string, Loss>;
  decoded: Decoded;
};

const LEAST_PX = 16;
/** A picture that was packed before stays as it is unless packing it again saves this share. */
const WORTH = 0.9;

/**
 * Gives each picture the size that its place on the product deserves, and packs it: AVIF, or WebP where alpha must stay
 * exact and where a small picture is smaller without loss. One colour becomes a factor of the material.
 *
 * Never enlarged. Quality is sought for each picture by itself until it is as alike as its slot asks (see `encode`).
 */
export async function textures(document: Document, options: TextureOptions): Promise<TextureFacts[]> {
  const uses = usesOf(document);
  const facts: TextureFacts[] = [];
  const work = document
    .getRoot()
    .listTextures()
    .map(async (texture) => {
      const made = await one(document, texture, uses.get(texture)!, options);
      if (made) facts.push(made);
    });
  await Promise.all(work);
  declareTypes(document);
  return facts.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Says in the file which types of pictures a reader must know. */
export function declareTypes(document: Document): void {
  const types = new Set(
    document
      .getRoot()
      .listTextures()
      .map((texture) => texture.getMimeType()),
  );
  const known: [type: string, extension: Extension][] = [
    ['image/avif', document.createExtension(EXTTextureAVIF)],
    ['image/webp', document.createExtension(EXTTextureWebP)],
    ['image/ktx2', document.createExtension(KHRTextureBasisu)],
  ];
  for (const [type, extension] of known) {
    if (types.has(type)) extension.setRequired(true);
    else extension.dispose();
  }
}

async function one(
  document: Document,
  texture: Texture,
  usage: Usage,
  options: TextureOptions,
): Promise<TextureFacts | undefined> {
  const image = texture.getImage();
  if (!image) return undefined;
  const key = keyOf(image);
  const pixels = await options.decoded.of(texture);
  const facts: TextureFacts = {
    key,
    name: texture.getName() || texture.getURI(),
    slots: usage.slots,
    widthPx: pixels.width,
    heightPx: pixels.height,
    bytes: image.byteLength,
    outWidthPx: 0,
    outHeightPx: 0,
    outBytes: 0,
    outType: '',
  };
  const colour = onlyColour(pixels);
  if (colour && fold(texture, colour, pointedIn(document))) return facts;
  const [width, height] = colour ? [1, 1] : sizeFor(pixels, usage, options);
  const small = await resized(pixels, width, height);
  const alpha = usage.channels[3] && !isOpaque(small) ? alphaOf(texture) : 'none';
  const loss = options.textures[key] ?? options.loss;
  const made = await encode(small, { kind: usage.kind, channels: usage.channels, alpha, loss });
  const kept = small === pixels && /webp|avif/.test(texture.getMimeType());
  if (!kept || made.image.byteLength < image.byteLength * WORTH)
    texture
      .setImage(made.image as Uint8Array<ArrayBuffer>)
      .setMimeType(made.mimeType)
      .setURI('');
  Object.assign(facts, {
    outWidthPx: width,
    outHeightPx: height,
    outBytes: texture.getImage()!.byteLength,
    outType: texture.getMimeType(),
  });
  return facts;
}

/** As many pixels as the texture's place on the product gets on the screen; sides in the ratio of the original. */
function sizeFor({ width, height }: Pixels, usage: Usage, options: TextureOptions): [number, number] {
  const spread = Math.max(0, ...usage.metresPerWidth);
  const deserved = spread > 0 && options.size > 0 ? (options.acrossPx * spread) / options.size : Infinity;
  // The stretch is that of a square texture; another's sides share it.
  const ratio = Math.sqrt(width / height);
  const factor = Math.min(
    1,
    deserved / Math.sqrt(width * height),
    options.texturePx / Math.max(width, height),
  );
  const wanted = (side: number): number =>
    Math.min(side, Math.max(Math.min(side, LEAST_PX), evenly(side * factor)));
  return ratio > 0 ? [wanted(width), wanted(height)] : [width, height];
}

/** Sides are multiples of four, which the blocks of graphics cards want. */
const evenly = (side: number): number => Math.max(4, Math.round(side / 4) * 4);

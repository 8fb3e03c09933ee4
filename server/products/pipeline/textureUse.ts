import { type Document, Material, Primitive, type Property, type Texture } from '@gltf-transform/core';
import type { Transform } from '@gltf-transform/extensions';
import { getTextureChannelMask } from '@gltf-transform/functions';
import { coordinatesOf, materialsOf, texturesOf } from './materialsOf.ts';
import { nodesOf } from './meshGroups.ts';

/** What a picture is for: seen as a colour, a normal map, or numbers of a material. */
export type Kind = 'colour' | 'normal' | 'data';

/** What is known of a texture from what uses it. */
export type Usage = {
  kind: Kind;
  slots: string[];
  /** Which of red, green, blue and alpha are read. */
  channels: [boolean, boolean, boolean, boolean];
  /** Texels of a metre that a pixel of a side of the picture is worth, at most places; 0 if nothing shows it. */
  metresPerWidth: number[];
};

const COLOUR = /color|emissive|diffuse|sheenColor|specularColor/i;

/** What every texture of a document is used for. */
export function usesOf(document: Document): Map<Texture, Usage> {
  const found = new Map<Texture, Usage>();
  for (const texture of document.getRoot().listTextures()) found.set(texture, usageOf(texture));
  const spread = spreads(document);
  for (const [texture, usage] of found) usage.metresPerWidth = spread.get(texture) ?? [];
  return found;
}

function usageOf(texture: Texture): Usage {
  const edges = texture.getGraph().listParentEdges(texture);
  const slots = edges
    .filter((edge) => (edge.getParent() as Property).propertyType !== 'Root')
    .map((edge) => edge.getName());
  const mask = getTextureChannelMask(texture);
  const coloured =
    edges.some((edge) => edge.getAttributes().isColor) || slots.some((slot) => COLOUR.test(slot));
  const normal = slots.length > 0 && slots.every((slot) => /normalTexture/i.test(slot));
  const bits = [0x1000, 0x0100, 0x0010, 0x0001];
  return {
    kind: normal ? 'normal' : coloured ? 'colour' : 'data',
    slots: [...new Set(slots.map((slot) => slot.replace(/Texture$/, '')))],
    channels: bits.map((bit) => (mask & bit) !== 0) as Usage['channels'],
    metresPerWidth: [],
  };
}

/** How the alpha of a texture is read: to cut shapes out, or to blend; materials' extensions read theirs as numbers. */
export function alphaOf(texture: Texture): 'blend' | 'cut' {
  const cuts = texture.listParents().some((parent) => {
    return parent instanceof Material && parent.getAlphaMode() === Material.AlphaMode.MASK;
  });
  return cuts ? 'cut' : 'blend';
}

/** For each texture, how many metres of surface one width of it covers: a value for each triangle, weighed by area. */
function spreads(document: Document): Map<Texture, number[]> {
  const found = new Map<Texture, number[]>();
  for (const mesh of document.getRoot().listMeshes()) {
    const scale = Math.max(
      0,
      ...nodesOf(mesh).map((node) => Math.max(...node.getWorldScale().map(Math.abs))),
    );
    for (const primitive of mesh.listPrimitives()) {
      if (primitive.getMode() !== Primitive.Mode.TRIANGLES) continue;
      const bySet = new Map<number, number>();
      for (const { texture, info } of materialsOf(primitive).flatMap(texturesOf)) {
        const set = coordinatesOf(info);
        if (!bySet.has(set)) bySet.set(set, spreadOf(primitive, set) * scale);
        const [x, y] = info.getExtension<Transform>('KHR_texture_transform')?.getScale() ?? [1, 1];
        const spread = bySet.get(set)! / Math.sqrt(Math.abs(x * y) || 1);
        if (spread > 0) found.set(texture, [...(found.get(texture) ?? []), spread]);
      }
    }
  }
  return found;
}

/** How far the widest stretched tenth of a primitive's surface stretches its coordinates: units of length for one width. */
function spreadOf(primitive: Primitive, set: number): number {
  const uv = primitive.getAttribute(`TEXCOORD_${set}`)?.getArray();
  const position = primitive.getAttribute('POSITION')?.getArray();
  const indices = primitive.getIndices()?.getArray();
  if (!uv || !position || !indices) return 0;
  const stretches: { spread: number; area: number }[] = [];
  let total = 0;
  // Every triangle of a large mesh says little that a part of them does not.
  const step = 3 * Math.max(1, Math.floor(indices.length / 3 / 6000));
  for (let at = 0; at + 2 < indices.length; at += step) {
    const [a, b, c] = [indices[at]!, indices[at + 1]!, indices[at + 2]!];
    const area = areaOf(position, a, b, c);
    const [u, v] = [uv[a * 2]!, uv[a * 2 + 1]!];
    const flat = (uv[b * 2]! - u) * (uv[c * 2 + 1]! - v) - (uv[c * 2]! - u) * (uv[b * 2 + 1]! - v);
    if (area === 0 || flat === 0) continue;
    stretches.push({ spread: Math.sqrt(area / Math.abs(flat / 2)), area });
    total += area;
  }
  stretches.sort((one, other) => other.spread - one.spread);
  let passed = 0;
  for (const { spread, area } of stretches) {
    passed += area;
    if (passed >= total * 0.1) return spread;
  }
  return 0;
}

type Numbers = ArrayLike<number>;

function areaOf(p: Numbers, a: number, b: number, c: number): number {
  const side = (from: number, to: number, axis: number): number => p[to * 3 + axis]! - p[from * 3 + axis]!;
  const [x1, y1, z1] = [side(a, b, 0), side(a, b, 1), side(a, b, 2)];
  const [x2, y2, z2] = [side(a, c, 0), side(a, c, 1), side(a, c, 2)];
  return Math.hypot(y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2) / 2;
}

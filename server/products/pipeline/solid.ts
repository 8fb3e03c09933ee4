import {
  ColorUtils,
  Material,
  type Property,
  type Texture,
  type vec3,
  type vec4,
} from '@gltf-transform/core';

type Colour = [red: number, green: number, blue: number, alpha: number];
type Pointed = Map<Property, string[]>;

/** What a pointer must not move for a slot's colour to become part of its factor. */
const FACTORS: Record<string, RegExp> = {
  baseColorTexture: /baseColorFactor/,
  emissiveTexture: /emissiveFactor/,
  metallicRoughnessTexture: /(metallic|roughness)Factor/,
  occlusionTexture: /^$/,
  normalTexture: /^$/,
};
const FLAT_NORMAL = [128, 127, 128, 255] as const;

/**
 * Makes a picture of one colour part of its materials' factors and takes it out. Answers whether nothing uses it any more:
 * slots of extensions keep it, and so do factors that a pointer moves.
 */
export function fold(texture: Texture, colour: Colour, pointed: Pointed): boolean {
  for (const parent of texture.listParents()) {
    if (!(parent instanceof Material)) continue;
    const edges = texture.getGraph().listParentEdges(texture);
    for (const edge of edges.filter((each) => each.getParent() === parent)) {
      const slot = edge.getName();
      const moved = (pointed.get(parent) ?? []).some((rest) => FACTORS[slot]?.test(rest));
      if (!moved && foldSlot(parent, slot, colour)) edge.dispose();
    }
  }
  const unused = texture.listParents().every(({ propertyType }) => propertyType === 'Root');
  if (unused) texture.dispose();
  return unused;
}

function foldSlot(material: Material, slot: string, colour: Colour): boolean {
  const [r, g, b, a] = colour.map((value) => value / 255) as Colour;
  const linear = ColorUtils.convertSRGBToLinear([r, g, b, a], [0, 0, 0, 0] as vec4) as Colour;
  switch (slot) {
    case 'baseColorTexture':
      linear[3] = a;
      material.setBaseColorFactor(times(material.getBaseColorFactor(), linear) as vec4);
      return true;
    case 'emissiveTexture':
      material.setEmissiveFactor(times(material.getEmissiveFactor(), linear) as vec3);
      return true;
    case 'metallicRoughnessTexture':
      material
        .setRoughnessFactor(material.getRoughnessFactor() * g)
        .setMetallicFactor(material.getMetallicFactor() * b);
      return true;
    case 'occlusionTexture':
      return r === 1;
    case 'normalTexture':
      return FLAT_NORMAL.every((value, channel) => channel > 1 || Math.abs(colour[channel]! - value) <= 1);
    default:
      return false;
  }
}

const times = (factor: readonly number[], colour: readonly number[]): number[] =>
  factor.map((value, channel) => value * colour[channel]!);

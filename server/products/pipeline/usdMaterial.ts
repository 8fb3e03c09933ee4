import type { Material, Texture, TextureInfo } from '@gltf-transform/core';
import type { Clearcoat, EmissiveStrength, IOR, Transform, Transmission } from '@gltf-transform/extensions';
import { uvName } from './usdMesh.ts';
import { decimal, type Named, prim, tuple } from './usdText.ts';

/** Gives the archive's path of a texture (with its alpha or without); undefined for one that can't be read. */
export type TexturePath = (texture: Texture, alpha: boolean) => string | undefined;

type Channel = 'rgb' | 'r' | 'g' | 'b' | 'a';
/** An input of the surface that a texture gives; the texture's values are multiplied by `scale`, then `bias` is added. */
type Sampled = {
  input: string;
  type: string;
  channel: Channel;
  texture: Texture;
  info: TextureInfo;
  scale: number[];
  bias?: number[];
  color?: boolean;
  alpha?: boolean;
};
const WRAP: Record<number, string> = { 10497: 'repeat', 33071: 'clamp', 33648: 'mirror' };
/** Of the light that passes through, the part by which a thing is drawn transparent: some of it must be seen. */
const SEEN_THROUGH = 0.8;

/** What the corners of a surface have: colours that no texture hides, and sets of texture coordinates. */
export type Corners = { colored: boolean; sets: number[] };

/** A glTF material as a UsdPreviewSurface network, without the textures that the corners have no coordinates for. */
export function materialLines(
  material: Material,
  { name, path }: Named,
  { colored, sets }: Corners,
  pathOf: TexturePath,
): string[] {
  const sampled = samplesOf(material).filter(
    ({ texture, alpha, info }) => sets.includes(setOf(info)) && pathOf(texture, alpha ?? false) !== undefined,
  );
  const inputs = new Map(Object.entries(plainInputs(material, sampled)));
  const shaders: string[] = [];
  const readers = new Set<number>();
  for (const sample of sampled) {
    const shader = `Texture_${sample.input}`;
    inputs.set(
      `${sample.type} inputs:${sample.input}.connect`,
      `<${path}/${shader}.outputs:${sample.channel}>`,
    );
    const set = setOf(sample.info);
    readers.add(set);
    shaders.push(...textureLines(sample, shader, path, pathOf(sample.texture, sample.alpha ?? false)!));
  }
  if (colored && inputs.has('color3f inputs:diffuseColor')) {
    inputs.delete('color3f inputs:diffuseColor');
    inputs.set('color3f inputs:diffuseColor.connect', `<${path}/Reader_displayColor.outputs:result>`);
    shaders.push(...readerLines('Reader_displayColor', 'float3', 'displayColor'));
  }
  for (const set of [...readers].sort())
    shaders.push(...readerLines(`Reader_${uvName(set)}`, 'float2', uvName(set)));
  const surface = prim(
    'def Shader "Surface"',
    [],
    [
      'uniform token info:id = "UsdPreviewSurface"',
      ...[...inputs].map(([input, value]) => `${input} = ${value}`),
      'token outputs:surface',
    ],
  );
  return prim(
    `def Material "${name}"`,
    [],
    [`token outputs:surface.connect = <${path}/Surface.outputs:surface>`, ...surface, ...shaders],
  );
}

/** The textures that a material's network reads, and whether it needs their alpha. */
export const texturesOf = (material: Material): { texture: Texture; alpha: boolean }[] =>
  samplesOf(material).map(({ texture, alpha }) => ({ texture, alpha: alpha ?? false }));

/** What a surface has without its textures; what a sample gives is left out. */
function plainInputs(material: Material, sampled: Sampled[]): Record<string, string> {
  const [r, g, b, a] = material.getBaseColorFactor();
  const unlit = material.getExtension('KHR_materials_unlit') !== null;
  const coat = material.getExtension<Clearcoat>('KHR_materials_clearcoat');
  const ior = material.getExtension<IOR>('KHR_materials_ior')?.getIOR();
  const transmission =
    material.getExtension<Transmission>('KHR_materials_transmission')?.getTransmissionFactor() ?? 0;
  const mode = material.getAlphaMode();
  const opacity = (mode === 'OPAQUE' ? 1 : a) * (1 - SEEN_THROUGH * transmission);
  const all: Record<string, string> = {
    'color3f inputs:diffuseColor': tuple(unlit ? [0, 0, 0] : [r, g, b]),
    'color3f inputs:emissiveColor': tuple(unlit ? [r, g, b] : emission(material)),
    'int inputs:useSpecularWorkflow': '0',
    'float inputs:metallic': decimal(unlit ? 0 : material.getMetallicFactor()),
    'float inputs:roughness': decimal(unlit ? 1 : material.getRoughnessFactor()),
    'float inputs:opacity': decimal(opacity),
    'float inputs:opacityThreshold': decimal(mode === 'MASK' ? Math.max(1e-3, material.getAlphaCutoff()) : 0),
  };
  if (ior) all['float inputs:ior'] = decimal(ior);
  if (coat) {
    all['float inputs:clearcoat'] = decimal(coat.getClearcoatFactor());
    all['float inputs:clearcoatRoughness'] = decimal(coat.getClearcoatRoughnessFactor());
  }
  for (const { input, type } of sampled) delete all[`${type} inputs:${input}`];
  return all;
}

function emission(material: Material): [number, number, number] {
  const strength =
    material.getExtension<EmissiveStrength>('KHR_materials_emissive_strength')?.getEmissiveStrength() ?? 1;
  return material.getEmissiveFactor().map((value) => value * strength) as [number, number, number];
}

/** The inputs that textures give. One image of several channels is read once for each of them. */
function samplesOf(material: Material): Sampled[] {
  const out: Sampled[] = [];
  const add = (
    input: string,
    type: string,
    channel: Channel,
    [texture, info]: [Texture | null, TextureInfo | null],
    scale: number[],
    more: Partial<Sampled> = {},
  ): void => {
    if (texture && info) out.push({ input, type, channel, texture, info, scale, ...more });
  };
  const unlit = material.getExtension('KHR_materials_unlit') !== null;
  const [r, g, b, a] = material.getBaseColorFactor();
  const base: [Texture | null, TextureInfo | null] = [
    material.getBaseColorTexture(),
    material.getBaseColorTextureInfo(),
  ];
  const alpha = material.getAlphaMode() !== 'OPAQUE';
  add(unlit ? 'emissiveColor' : 'diffuseColor', 'color3f', 'rgb', base, [r, g, b, a], { color: true, alpha });
  if (alpha) add('opacity', 'float', 'a', base, [r, g, b, a], { color: true, alpha });
  if (unlit) return out;
  const rough: [Texture | null, TextureInfo | null] = [
    material.getMetallicRoughnessTexture(),
    material.getMetallicRoughnessTextureInfo(),
  ];
  const [metallic, roughness] = [material.getMetallicFactor(), material.getRoughnessFactor()];
  add('metallic', 'float', 'b', rough, [1, roughness, metallic, 1]);
  add('roughness', 'float', 'g', rough, [1, roughness, metallic, 1]);
  addRelief(material, add);
  addCoat(material, add);
  return out;
}

type Add = (
  input: string,
  type: string,
  channel: Channel,
  of: [Texture | null, TextureInfo | null],
  scale: number[],
  more?: Partial<Sampled>,
) => void;

function addRelief(material: Material, add: Add): void {
  const strength = material.getOcclusionStrength();
  const rest = 1 - strength;
  add(
    'occlusion',
    'float',
    'r',
    [material.getOcclusionTexture(), material.getOcclusionTextureInfo()],
    [strength, strength, strength, 1],
    {
      bias: [rest, rest, rest, 0],
    },
  );
  const bend = material.getNormalScale();
  add(
    'normal',
    'normal3f',
    'rgb',
    [material.getNormalTexture(), material.getNormalTextureInfo()],
    [2 * bend, 2 * bend, 2, 1],
    {
      bias: [-bend, -bend, -1, 0],
    },
  );
  add(
    'emissiveColor',
    'color3f',
    'rgb',
    [material.getEmissiveTexture(), material.getEmissiveTextureInfo()],
    [...emission(material), 1],
    {
      color: true,
    },
  );
}

function addCoat(material: Material, add: Add): void {
  const coat = material.getExtension<Clearcoat>('KHR_materials_clearcoat');
  if (!coat) return;
  const factor = coat.getClearcoatFactor();
  const rough = coat.getClearcoatRoughnessFactor();
  add(
    'clearcoat',
    'float',
    'r',
    [coat.getClearcoatTexture(), coat.getClearcoatTextureInfo()],
    [factor, factor, factor, 1],
  );
  add(
    'clearcoatRoughness',
    'float',
    'g',
    [coat.getClearcoatRoughnessTexture(), coat.getClearcoatRoughnessTextureInfo()],
    [rough, rough, rough, 1],
  );
}

/** The set of coordinates that a texture is laid on by. */
export const setOf = (info: TextureInfo): number =>
  Math.min(3, info.getExtension<Transform>('KHR_texture_transform')?.getTexCoord() ?? info.getTexCoord());

function textureLines(
  { info, channel, scale, bias, color, input }: Sampled,
  name: string,
  path: string,
  file: string,
): string[] {
  const reader = `<${path}/Reader_${uvName(setOf(info))}.outputs:result>`;
  const shift = transform2d(info, reader, `Transform_${input}`);
  return [
    ...shift,
    ...prim(
      `def Shader "${name}"`,
      [],
      [
        'uniform token info:id = "UsdUVTexture"',
        `asset inputs:file = @${file}@`,
        `float2 inputs:st.connect = ${shift.length > 0 ? `<${path}/Transform_${input}.outputs:result>` : reader}`,
        `token inputs:wrapS = "${WRAP[info.getWrapS()] ?? 'repeat'}"`,
        `token inputs:wrapT = "${WRAP[info.getWrapT()] ?? 'repeat'}"`,
        `float4 inputs:scale = ${tuple(scale)}`,
        ...(bias ? [`float4 inputs:bias = ${tuple(bias)}`] : []),
        `token inputs:sourceColorSpace = "${color ? 'sRGB' : 'raw'}"`,
        `${channel === 'rgb' ? 'float3' : 'float'} outputs:${channel}`,
      ],
    ),
  ];
}

/**
 * KHR_texture_transform as a UsdTransform2d. Both scale, then turn, then shift, but glTF counts v from above, so that
 * its turn and shift are mirrored, about the height of one picture.
 */
function transform2d(info: TextureInfo, reader: string, name: string): string[] {
  const transform = info.getExtension<Transform>('KHR_texture_transform');
  if (!transform) return [];
  const [x, y] = transform.getOffset();
  const [width, height] = transform.getScale();
  const turn = transform.getRotation();
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return prim(
    `def Shader "${name}"`,
    [],
    [
      'uniform token info:id = "UsdTransform2d"',
      `float2 inputs:in.connect = ${reader}`,
      `float inputs:rotation = ${decimal((turn * 180) / Math.PI)}`,
      `float2 inputs:scale = ${tuple([width, height])}`,
      `float2 inputs:translation = ${tuple([x + s * height, 1 - y - c * height])}`,
      'float2 outputs:result',
    ],
  );
}

function readerLines(name: string, type: string, primvar: string): string[] {
  return prim(
    `def Shader "${name}"`,
    [],
    [
      `uniform token info:id = "UsdPrimvarReader_${type}"`,
      `string inputs:varname = "${primvar}"`,
      `${type} outputs:result`,
    ],
  );
}

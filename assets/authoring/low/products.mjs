/** Products for the lowest tier: every colour in the vertices, one draw call (two where glass or light needs it). */
import { dequantize, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import sharp from 'sharp';
import { io } from '../products/assemble.mjs';
import { close, open, reduce } from './simplify.mjs';

const TRIANGLES = 1780;
const METAL = 0.62; // share of a metal's colour that a matt surface shows
const BLUR = 16; // edge of the picture that vertices read their colour from
const UNUSED = /texture|clearcoat/; // extensions that no low product needs

/** Linear value of an sRGB byte. */
const linear = (byte) => ((byte / 255 + 0.055) / 1.055) ** 2.4;

/** Reads the blurred colour of a texture at texture coordinates, linear RGB. */
async function sampler(texture, info) {
  if (!texture) return () => [1, 1, 1];
  const pixels = await sharp(texture.getImage()).resize(BLUR, BLUR).removeAlpha().raw().toBuffer();
  const scale = info.getExtension('KHR_texture_transform')?.getScale() ?? [1, 1];
  return (uv) => {
    const [x, y] = uv.map((value, axis) => Math.floor((((value * scale[axis]) % 1) + 1) * BLUR) % BLUR);
    return [0, 1, 2].map((channel) => linear(pixels[(y * BLUR + x) * 3 + channel]));
  };
}

/** The colour of each vertex: factor x picture x occlusion, and the glow unless the material keeps it. */
async function paint(primitive) {
  const material = primitive.getMaterial();
  const tone = 1 - material.getMetallicFactor() * (1 - METAL);
  const factor = material.getBaseColorFactor().map((part) => part * tone);
  const base = await sampler(material.getBaseColorTexture(), material.getBaseColorTextureInfo());
  const glow = await sampler(material.getEmissiveTexture(), material.getEmissiveTextureInfo());
  const strength = glows(material) ? [0, 0, 0] : material.getEmissiveFactor();
  const uv = primitive.getAttribute('TEXCOORD_0');
  const occlusion = primitive.getAttribute('COLOR_0');
  return Array.from({ length: occlusion.getCount() }, (_, i) => {
    const at = uv?.getElement(i, []) ?? [0, 0];
    const shade = occlusion.getElement(i, []);
    const picture = base(at);
    const light = glow(at);
    return factor
      .slice(0, 3)
      .map((part, c) => Math.min(1, part * picture[c] * shade[c] + strength[c] * light[c]));
  });
}

/** Whether a whole material shines evenly, like a lamp's shade. */
function glows(material) {
  return material.getEmissiveFactor().some((part) => part > 0) && !material.getEmissiveTexture();
}

/** One primitive of all given ones, with vertex colours. */
async function merge(document, primitives, material) {
  const values = { POSITION: [], NORMAL: [], COLOR_0: [] };
  const indices = [];
  for (const primitive of primitives) {
    const start = values.POSITION.length / 3;
    const colours = await paint(primitive);
    colours.forEach((colour, i) => {
      values.POSITION.push(...primitive.getAttribute('POSITION').getElement(i, []));
      values.NORMAL.push(...primitive.getAttribute('NORMAL').getElement(i, []));
      values.COLOR_0.push(...colour, 1);
    });
    for (const index of primitive.getIndices().getArray()) indices.push(start + index);
  }
  const buffer = document.getRoot().listBuffers()[0];
  const accessor = (type, array) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const merged = document.createPrimitive().setMaterial(material);
  for (const [name, list] of Object.entries(values)) {
    merged.setAttribute(name, accessor(name === 'COLOR_0' ? 'VEC4' : 'VEC3', new Float32Array(list)));
  }
  return merged.setIndices(accessor('SCALAR', new Uint32Array(indices)));
}

/** The material of merged primitives: white, as the vertices hold the colour; keeps glass and glow. */
function plain(document, name, original) {
  const material = document.createMaterial(name).setMetallicFactor(0).setRoughnessFactor(0.6);
  material.setAlphaMode(original.getAlphaMode()).setDoubleSided(original.getDoubleSided());
  if (original.getAlphaMode() === 'BLEND')
    material.setBaseColorFactor([1, 1, 1, original.getBaseColorFactor()[3]]);
  return glows(original) ? material.setEmissiveFactor(original.getEmissiveFactor()) : material;
}

/** Writes one low product. */
export async function lowProduct(slug, source, target) {
  const document = await io.read(source);
  await document.transform(dequantize());
  const [mesh] = document.getRoot().listMeshes();
  const groups = new Map([
    ['opaque', []],
    ['glass', []],
    ['glow', []],
  ]);
  for (const primitive of mesh.listPrimitives()) {
    const material = primitive.getMaterial();
    groups
      .get(material.getAlphaMode() === 'BLEND' ? 'glass' : glows(material) ? 'glow' : 'opaque')
      .push(primitive);
    mesh.removePrimitive(primitive);
  }
  const count = (primitives) =>
    primitives.reduce((sum, primitive) => sum + primitive.getIndices().getCount() / 3, 0);
  const total = [...groups.values()].reduce((sum, primitives) => sum + count(primitives), 0);
  for (const [name, primitives] of groups) {
    if (!primitives.length) continue;
    const merged = await merge(
      document,
      primitives,
      plain(document, `${slug}-${name}`, primitives[0].getMaterial()),
    );
    const triangles = (TRIANGLES * count(primitives)) / total;
    const shape = open(merged);
    close(shape, reduce(shape, shape.indices, triangles, { flags: ['Prune', 'Permissive'], update: true }));
    mesh.addPrimitive(merged);
  }
  await document.transform(prune({ keepAttributes: true }), weld());
  for (const extension of document.getRoot().listExtensionsUsed()) {
    if (UNUSED.test(extension.extensionName)) extension.dispose();
  }
  const quantised = { quantizePosition: 13, quantizeNormal: 8, quantizeColor: 12 };
  await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', ...quantised }));
  await io.write(target, document);
}

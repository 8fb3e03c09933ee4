import type { Accessor, Document, Material, Primitive, TextureInfo } from '@gltf-transform/core';
import { KHRTextureTransform, type Transform } from '@gltf-transform/extensions';
import { like, roundAttribute } from '../accessors.ts';
import { coordinatesOf, materialsOf, pointedIn, primitivesOf, texturesOf } from '../materialsOf.ts';

const TRANSFORM = 'KHR_texture_transform';
const MOST = { unsigned: 65_535, signed: 32_767 } as const;

type Family = { primitives: Primitive[]; materials: Set<Material> };

/**
 * Makes texture coordinates whole numbers, and lets KHR_texture_transform scale them back; the step is a power of two, so
 * that the scale is exact and offset and rotation stay as they are.
 *
 * Not where a pointer moves the transform, nor where a shape moves the coordinates; nor those that go so far
 * beyond the texture that 16 bits do not hold them: all these are rounded only.
 */
export function quantiseCoordinates(document: Document, bits: number): void {
  const moved = pointedIn(document);
  const transforms = document.createExtension(KHRTextureTransform);
  for (const family of families(document)) {
    const held = [...family.materials].some((material) =>
      (moved.get(material) ?? []).some((rest) => rest.includes(TRANSFORM)),
    );
    for (const set of setsOf(family)) shortenSet(document, transforms, family, set, held ? 0 : bits);
  }
  if (transforms.listProperties().length === 0) transforms.dispose();
  else transforms.setRequired(true);
}

/** Primitives that share materials, directly or over others, must share their steps. */
function families(document: Document): Family[] {
  const found: Family[] = [];
  for (const primitive of primitivesOf(document)) {
    const materials = new Set(materialsOf(primitive));
    const family: Family = { primitives: [primitive], materials };
    for (const other of found.filter((each) => [...materials].some((one) => each.materials.has(one)))) {
      family.primitives.push(...other.primitives);
      for (const material of other.materials) family.materials.add(material);
      found.splice(found.indexOf(other), 1);
    }
    found.push(family);
  }
  return found;
}

function setsOf({ primitives }: Family): string[] {
  const names = primitives.flatMap((primitive) => primitive.listSemantics());
  return [...new Set(names)].filter((name) => name.startsWith('TEXCOORD_'));
}

function shortenSet(
  document: Document,
  transforms: KHRTextureTransform,
  { primitives, materials }: Family,
  set: string,
  bits: number,
): void {
  const [low, high] = rangeOf(primitives, set);
  const kind = low < 0 ? 'signed' : 'unsigned';
  const reach = Math.max(-low, high) * 2 ** bits;
  const shaped = primitives.some((each) => each.listTargets().some((target) => target.getAttribute(set)));
  const infos = infosOf(materials, set);
  if (bits === 0 || shaped || !(reach <= MOST[kind]) || infos.length === 0) {
    for (const primitive of primitives) roundAttribute(document, primitive, set);
    return;
  }
  const done = new Map<Accessor, Accessor>();
  for (const primitive of primitives) shorten(document, primitive, set, bits, kind, done);
  for (const info of infos) scaleBack(transforms, info, 2 ** -bits);
}

function rangeOf(primitives: Primitive[], set: string): [low: number, high: number] {
  let [low, high] = [0, 0];
  for (const primitive of primitives)
    for (const value of primitive.getAttribute(set)?.getArray() ?? []) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return [low, high];
}

const infosOf = (materials: Set<Material>, set: string): TextureInfo[] => {
  const uses = [...materials].flatMap(texturesOf);
  return [...new Set(uses.map(({ info }) => info))].filter(
    (info) => `TEXCOORD_${coordinatesOf(info)}` === set,
  );
};

function shorten(
  document: Document,
  primitive: Primitive,
  set: string,
  bits: number,
  kind: keyof typeof MOST,
  done: Map<Accessor, Accessor>,
): void {
  const source = primitive.getAttribute(set);
  if (!source) return;
  let made = done.get(source);
  if (!made) {
    const values = source.getArray()!;
    const array = kind === 'signed' ? new Int16Array(values.length) : new Uint16Array(values.length);
    for (let at = 0; at < values.length; at++) array[at] = Math.round(values[at]! * 2 ** bits);
    made = like(document, source, array).setNormalized(false);
    done.set(source, made);
  }
  primitive.setAttribute(set, made);
}

function scaleBack(transforms: KHRTextureTransform, info: TextureInfo, by: number): void {
  const transform = info.getExtension<Transform>(TRANSFORM) ?? transforms.createTransform();
  const [x, y] = transform.getScale();
  info.setExtension(TRANSFORM, transform.setScale([x * by, y * by]));
}

import type { Accessor, Document, ExtensionProperty, Material, Primitive } from '@gltf-transform/core';
import type { Transform } from '@gltf-transform/extensions';
import { coordinatesOf, mappingsOf, materialsOf, primitivesOf, texturesOf } from './materialsOf.ts';

/** Where a picture lies on a surface: a set of coordinates, and how it is moved (KHR_texture_transform). */
type Place = { set: number; offset: readonly number[]; rotation: number; scale: readonly number[] };

/**
 * Writes what KHR_texture_transform says into the coordinates themselves, each place that pictures have a set of its own,
 * and takes the extension out. Materials that would need other numbers of sets on other primitives are doubled.
 */
export function plainUvs(document: Document): void {
  const made = new Map<string, Accessor>();
  const doubled = new Map<string, Material>();
  const ids = new Map<object, number>();
  const idOf = (thing: object): number => ids.get(thing) ?? ids.set(thing, ids.size).size - 1;
  for (const primitive of primitivesOf(document)) {
    const materials = materialsOf(primitive);
    const places = placesOf(materials);
    if (places.length === 0) continue;
    const keys = places.map((place) => JSON.stringify(place));
    const old = places.map(({ set }) => primitive.getAttribute(`TEXCOORD_${set}`));
    clearUvs(primitive);
    for (const [at, place] of places.entries()) {
      const from = old[at];
      if (!from) continue;
      const key = `${idOf(from)} ${keys[at]}`;
      const moved = made.get(key) ?? movedBy(document, from, place);
      made.set(key, moved);
      primitive.setAttribute(`TEXCOORD_${at}`, moved);
    }
    const plainOf = (material: Material): Material => {
      const sets = texturesOf(material).map(({ info }) => keys.indexOf(JSON.stringify(placeOf(info))));
      const key = `${idOf(material)} ${sets.join(' ')}`;
      const plain = doubled.get(key) ?? withSets(material, sets);
      doubled.set(key, plain);
      return plain;
    };
    const own = primitive.getMaterial();
    if (own) primitive.setMaterial(plainOf(own));
    for (const mapping of mappingsOf(primitive)?.listMappings() ?? []) {
      const mapped = mapping.getMaterial();
      if (mapped) mapping.setMaterial(plainOf(mapped));
    }
  }
}

/** The places of the pictures of some materials, that of the first picture first. */
function placesOf(materials: readonly Material[]): Place[] {
  const all = materials.flatMap(texturesOf).map(({ info }) => placeOf(info));
  return [...new Map(all.map((place) => [JSON.stringify(place), place])).values()];
}

function placeOf(info: Parameters<typeof coordinatesOf>[0]): Place {
  const moved = info.getExtension<Transform>('KHR_texture_transform');
  return {
    set: coordinatesOf(info),
    offset: moved?.getOffset() ?? [0, 0],
    rotation: moved?.getRotation() ?? 0,
    scale: moved?.getScale() ?? [1, 1],
  };
}

function clearUvs(primitive: Primitive): void {
  for (const name of primitive.listSemantics())
    if (name.startsWith('TEXCOORD_')) primitive.setAttribute(name, null);
  for (const target of primitive.listTargets())
    for (const name of target.listSemantics())
      if (name.startsWith('TEXCOORD_')) target.setAttribute(name, null);
}

/** The coordinates scaled, turned and moved; turned as viewers and our USDZ do it, which is the other way than the specification's listing has it. */
function movedBy(document: Document, from: Accessor, { offset, rotation, scale }: Place): Accessor {
  const values = new Float32Array(from.getCount() * 2);
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  const at: number[] = [];
  for (let index = 0; index < from.getCount(); index++) {
    from.getElement(index, at);
    const [u, v] = [at[0]! * scale[0]!, at[1]! * scale[1]!];
    values[index * 2] = u * cos + v * sin + offset[0]!;
    values[index * 2 + 1] = v * cos - u * sin + offset[1]!;
  }
  return document.createAccessor('', from.getBuffer()).setType('VEC2').setArray(values);
}

/** The material with its pictures on these sets, in the order of `texturesOf`. */
function withSets(material: Material, sets: readonly number[]): Material {
  const plain = material.clone();
  for (const extension of material.listExtensions())
    plain.setExtension(extension.extensionName, extension.clone() as ExtensionProperty);
  for (const [at, { info }] of texturesOf(plain).entries())
    info.setTexCoord(Math.max(0, sets[at]!)).setExtension('KHR_texture_transform', null);
  return plain;
}

import type { Accessor, Document, Primitive, PrimitiveTarget, TypedArray } from '@gltf-transform/core';

/** What is kept of a number that must stay a number: enough that nobody sees it, few enough that it packs. */
const FLOAT_BITS = 16;

/** A new accessor with the type, name and buffer of another. */
export function like(document: Document, source: Accessor, array: TypedArray): Accessor {
  return document
    .createAccessor(source.getName(), source.getBuffer())
    .setType(source.getType())
    .setArray(array);
}

/** Rounds floats to a grid that is a power of two, so that their lower bytes are zero, which packs to nothing. */
export function roundAttribute(document: Document, owner: Primitive | PrimitiveTarget, name: string): void {
  const source = owner.getAttribute(name);
  const values = source?.getArray();
  if (!source || !(values instanceof Float32Array)) return;
  const most = values.reduce((so, value) => Math.max(so, Math.abs(value)), 0);
  const step = 2 ** (Math.ceil(Math.log2(most || 1)) - FLOAT_BITS);
  owner.setAttribute(
    name,
    like(
      document,
      source,
      values.map((value) => Math.round(value / step) * step),
    ),
  );
}

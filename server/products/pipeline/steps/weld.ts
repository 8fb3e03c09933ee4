import { type Document, Primitive } from '@gltf-transform/core';
import { convertPrimitiveToTriangles, dequantizePrimitive, weld as weldAll } from '@gltf-transform/functions';
import { primitivesOf } from '../materialsOf.ts';

const { TRIANGLE_STRIP, TRIANGLE_FAN } = Primitive.Mode;

/**
 * Brings geometry into the one form that the next steps know: plain numbers, lists of triangles, an index, and each
 * vertex once. Only vertices that are the same in everything become one.
 *
 * Lines and points keep their modes; files with KHR_mesh_primitive_restart are left as they are. Loses nothing.
 */
export async function weld(document: Document): Promise<void> {
  for (const primitive of primitivesOf(document)) {
    dequantizePrimitive(primitive, { pattern: /^(POSITION|NORMAL|TANGENT|TEXCOORD_\d+)$/ });
    unsparse(primitive);
    const mode = primitive.getMode();
    if (mode === TRIANGLE_STRIP || mode === TRIANGLE_FAN) convertPrimitiveToTriangles(primitive);
  }
  if (!document.hasExtension('KHR_mesh_primitive_restart')) await document.transform(weldAll());
}

/** Sparse storage only pays where most is zero, and the packing of vertex data does that better. */
function unsparse(primitive: Primitive): void {
  const targets = primitive.listTargets().flatMap((target) => target.listAttributes());
  for (const accessor of [...primitive.listAttributes(), ...targets]) accessor.setSparse(false);
}

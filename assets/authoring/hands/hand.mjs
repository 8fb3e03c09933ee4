/** A hand on its joints: without pictures and without what belongs to controllers. */
import { write } from './pack.mjs';

/** Writes one hand; answers the names of its joints, in the order of their numbers. */
export async function packHand(document, target) {
  const root = document.getRoot();
  const [skin] = root.listSkins();
  const names = skin.listJoints().map((joint) => joint.getName());
  for (const node of root.listNodes()) {
    if (/pressed/.test(node.getName())) node.dispose();
  }
  for (const primitive of root.listMeshes().flatMap((mesh) => mesh.listPrimitives()))
    primitive.getAttribute('TEXCOORD_0')?.dispose();
  await write(document, target);
  return names;
}

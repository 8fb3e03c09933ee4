import { writeFile } from 'node:fs/promises';
import { dedup, meshopt, prune, simplify, weld } from '@gltf-transform/functions';
import { MeshoptEncoder, MeshoptSimplifier } from 'meshoptimizer';
import { io } from '../products/assemble.mjs';

await MeshoptSimplifier.ready;
/** Share of the whole by which a simplified surface may lie elsewhere. */
const ERROR = 0.002;

/** Compresses and writes one file, of at most about so many triangles. */
export async function write(document, target, triangles = Number.POSITIVE_INFINITY) {
  const root = document.getRoot();
  root.getAsset().generator = 'Vitrine';
  await document.transform(dedup(), weld());
  const [primitive] = root.listMeshes()[0].listPrimitives();
  const ratio = (triangles * 3) / primitive.getIndices().getCount();
  if (ratio < 1) await document.transform(simplify({ simplifier: MeshoptSimplifier, ratio, error: ERROR }));
  await document.transform(
    prune({ keepLeaves: true }),
    meshopt({
      encoder: MeshoptEncoder,
      level: 'high',
      quantizePosition: 13,
      quantizeNormal: 8,
      quantizeTexcoord: 12,
      quantizeWeight: 8,
    }),
  );
  await writeFile(target, await io.writeBinary(document));
}

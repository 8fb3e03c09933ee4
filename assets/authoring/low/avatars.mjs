/** People for the lowest tier: the same skeleton, clips and palette on a quarter of the triangles. */
import { dequantize, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import { io } from '../products/assemble.mjs';
import { close, open, reduce } from './simplify.mjs';

const TRIANGLES = 2180;
const PALETTE = 8; // texels along an edge of the palette

/** Share of each part (a texel of the palette; `face` is the head's skin): features first, cloth is large and plain. */
const SHARES = {
  face: 500,
  skin: 200,
  hair: 310,
  brow: 52,
  lips: 76,
  mouth: 16,
  white: 120,
  iris: 56,
  pupil: 32,
  glint: 8,
  frame: 190,
  top: 400,
  shirt: 70,
  legs: 160,
  shoe: 90,
  sole: 50,
};
const FEATURES = new Set(['brow', 'lips', 'mouth', 'white', 'iris', 'pupil', 'glint', 'frame']);
const HEAD = ['head', 'jaw', 'eyes'];

/** Whether each vertex follows the head most of all. */
function headVertices(primitive, joints) {
  const joint = primitive.getAttribute('JOINTS_0');
  const weight = primitive.getAttribute('WEIGHTS_0');
  return Array.from({ length: joint.getCount() }, (_, i) => {
    const weights = weight.getElement(i, []);
    return HEAD.includes(joints[joint.getElement(i, [])[weights.indexOf(Math.max(...weights))]]);
  });
}

/** Sorts the triangles by the part they belong to: Map of part to indices. */
function sortByPart(primitive, indices, keys, inHead) {
  const uv = primitive.getAttribute('TEXCOORD_0');
  const parts = new Map();
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [...indices.subarray(i, i + 3)];
    const [column, row] = uv.getElement(corners[0], []).map((value) => Math.floor(value * PALETTE));
    const key = keys[row * PALETTE + column];
    const part = key === 'skin' && corners.every((corner) => inHead[corner]) ? 'face' : key;
    if (!parts.has(part)) parts.set(part, []);
    parts.get(part).push(...corners);
  }
  return parts;
}

/** Writes one low person. */
export async function lowAvatar(source, target) {
  const document = await io.read(source);
  await document.transform(dequantize({ pattern: /^(POSITION|NORMAL|COLOR_0|TEXCOORD_0)$/ }));
  const root = document.getRoot();
  const joints = root.listSkins()[0].listJoints().map((joint) => joint.getName());
  const keys = root.listScenes()[0].listChildren()[0].getExtras().vitrine.palette;
  const [primitive] = root.listMeshes()[0].listPrimitives();
  const mesh = open(primitive, { NORMAL: 0.05, COLOR_0: 0.05 });
  const parts = sortByPart(primitive, mesh.indices, keys, headVertices(primitive, joints));
  const shares = [...parts.keys()].reduce((sum, part) => sum + SHARES[part], 0);
  const indices = [...parts].flatMap(([part, list]) => {
    const flags = FEATURES.has(part) ? ['Sparse'] : ['Sparse', 'LockBorder'];
    return [...reduce(mesh, Uint32Array.from(list), (TRIANGLES * SHARES[part]) / shares, { flags })];
  });
  close(mesh, Uint32Array.from(indices));
  await document.transform(prune({ keepAttributes: true, keepLeaves: true }), weld());
  const quantised = { quantizePosition: 13, quantizeNormal: 8, quantizeTexcoord: 8, quantizeColor: 8, quantizeWeight: 8 };
  await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', ...quantised }));
  await io.write(target, document);
}

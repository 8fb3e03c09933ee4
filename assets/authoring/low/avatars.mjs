/** People for the lowest tier: the same skeleton, clips and palette on a quarter of the triangles. */
import { dequantize, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import { write } from '../avatars/pack.mjs';
import { io } from '../products/assemble.mjs';
import { close, open, reduce } from './simplify.mjs';

const TRIANGLES = 2180;
const PALETTE = 8; // texels along an edge of the palette

/** Share of each part: features by texel of the palette, `face` is the head's skin, `body` the rest. */
const SHARES = {
  face: 500,
  body: 980,
  hair: 310,
  brow: 52,
  lips: 76,
  mouth: 16,
  white: 120,
  iris: 56,
  pupil: 32,
  glint: 8,
  frame: 190,
};

/** What an attribute may cost: the body's normals keep its limbs round, the head needs its outline. */
const BODY_WEIGHTS = { NORMAL: 0.2, COLOR_0: 0.3 };
const HEAD_WEIGHTS = { NORMAL: 0.05, COLOR_0: 0.05 };
/** How far covered parts shrink, in halves of the body's height. */
const INSET = { shirt: 0.01, legs: 0.022, sole: 0.008 };
const HEAD = ['head', 'jaw', 'eyes'];

/** Bones that stay at rest: one does not see them move at this distance. */
const RESTING = /Toes|Fingers|Shoulder/;

/** Whether each vertex follows the head most of all. */
function headVertices(primitive, joints) {
  const joint = primitive.getAttribute('JOINTS_0');
  const weight = primitive.getAttribute('WEIGHTS_0');
  return Array.from({ length: joint.getCount() }, (_, i) => {
    const weights = weight.getElement(i, []);
    return HEAD.includes(joints[joint.getElement(i, [])[weights.indexOf(Math.max(...weights))]]);
  });
}

/** The palette's name for the texel at texture coordinates. */
function keyAt(keys, uv) {
  const [column, row] = uv.map((value) => Math.floor(value * PALETTE));
  return keys[row * PALETTE + column];
}

/** Sorts the triangles by the part they belong to: Map of part to indices. */
function sortByPart(primitive, indices, keys, inHead) {
  const uv = primitive.getAttribute('TEXCOORD_0');
  const parts = new Map();
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [...indices.subarray(i, i + 3)];
    const key = keyAt(keys, uv.getElement(corners[0], []));
    const skin = key === 'skin' && corners.every((corner) => inHead[corner]) ? 'face' : 'body';
    const part = SHARES[key] ? key : skin;
    if (!parts.has(part)) parts.set(part, []);
    parts.get(part).push(...corners);
  }
  return parts;
}

/** Draws covered parts in along their normals, so that coarse cloth over them does not let them through. */
function inset(primitive, mesh, keys) {
  const uv = primitive.getAttribute('TEXCOORD_0');
  const normal = primitive.getAttribute('NORMAL');
  for (let i = 0; i < uv.getCount(); i++) {
    const depth = INSET[keyAt(keys, uv.getElement(i, []))] ?? 0;
    const direction = normal.getElement(i, []);
    for (let axis = 0; axis < 3; axis++) mesh.positions[i * 3 + axis] -= direction[axis] * depth;
  }
}

/** Takes the channels of resting bones out of all clips. */
function rest(root) {
  for (const animation of root.listAnimations()) {
    for (const channel of animation.listChannels()) {
      if (!RESTING.test(channel.getTargetNode().getName())) continue;
      channel.getSampler().dispose();
      channel.dispose();
    }
  }
}

/** Writes one low person. */
export async function lowAvatar(source, target) {
  const document = await io.read(source);
  await document.transform(dequantize({ pattern: /^(POSITION|NORMAL|COLOR_0|TEXCOORD_0)$/ }));
  const root = document.getRoot();
  rest(root);
  const joints = root
    .listSkins()[0]
    .listJoints()
    .map((joint) => joint.getName());
  const keys = root.listScenes()[0].listChildren()[0].getExtras().vitrine.palette;
  const [primitive] = root.listMeshes()[0].listPrimitives();
  const mesh = open(primitive, HEAD_WEIGHTS);
  const parts = sortByPart(primitive, mesh.indices, keys, headVertices(primitive, joints));
  inset(primitive, mesh, keys);
  const shares = [...parts.keys()].reduce((sum, part) => sum + SHARES[part], 0);
  const indices = [...parts].flatMap(([part, list]) => {
    const skin = part === 'face' || part === 'body';
    const shape = part === 'body' ? { ...open(primitive, BODY_WEIGHTS), positions: mesh.positions } : mesh;
    const flags = skin ? ['Sparse', 'LockBorder'] : ['Sparse'];
    return [...reduce(shape, Uint32Array.from(list), (TRIANGLES * SHARES[part]) / shares, { flags })];
  });
  close(mesh, Uint32Array.from(indices));
  await document.transform(prune({ keepAttributes: true, keepLeaves: true }), weld());
  const quantised = {
    quantizePosition: 13,
    quantizeNormal: 8,
    quantizeTexcoord: 8,
    quantizeColor: 8,
    quantizeWeight: 8,
  };
  await document.transform(meshopt({ encoder: MeshoptEncoder, level: 'high', ...quantised }));
  await write(document, target, 10);
}

/** People on fewer triangles: the same skeleton and palette; `low` keeps clips and faces, `far` is an outline in colours. */
import { dequantize, meshopt, prune, weld } from '@gltf-transform/functions';
import { MeshoptEncoder } from 'meshoptimizer';
import { write } from '../avatars/pack.mjs';
import { io } from '../products/assemble.mjs';
import { close, open, reduce } from './simplify.mjs';

const PALETTE = 8; // texels along an edge of the palette

/**
 * Levels of detail. Share of each part: features by texel of the palette, `face` is the head's skin, `body` the rest;
 * a part with no share is left out. `flags` are the simplifier's for skin and clothes.
 */
const LOW = {
  triangles: 2180,
  shares: {
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
  },
  flags: ['Sparse', 'LockBorder'],
};
const FAR = {
  triangles: 336,
  shares: {
    face: 50,
    body: 206,
    shoe: 36,
    hair: 54,
    brow: 0,
    lips: 0,
    mouth: 0,
    white: 0,
    iris: 0,
    pupil: 0,
    glint: 0,
    frame: 0,
  },
  flags: ['Sparse', 'Prune'],
};
/** Bones that move a vertex of a far person. */
const FAR_INFLUENCES = 2;

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
function sortByPart(primitive, indices, keys, inHead, shares) {
  const uv = primitive.getAttribute('TEXCOORD_0');
  const parts = new Map();
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [...indices.subarray(i, i + 3)];
    const key = keyAt(keys, uv.getElement(corners[0], []));
    const skin = key === 'skin' && corners.every((corner) => inHead[corner]) ? 'face' : 'body';
    const part = shares[key] === undefined ? skin : key;
    if (shares[part] === 0) continue;
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

/** Keeps the strongest bones of each vertex; their weights are a whole again. */
function fewerBones(primitive) {
  const joint = primitive.getAttribute('JOINTS_0');
  const weight = primitive.getAttribute('WEIGHTS_0');
  for (let i = 0; i < joint.getCount(); i++) {
    const joints = joint.getElement(i, []);
    const weights = weight.getElement(i, []);
    const order = [0, 1, 2, 3].sort((a, b) => weights[b] - weights[a]).slice(0, FAR_INFLUENCES);
    const sum = order.reduce((total, at) => total + weights[at], 0);
    const pick = (values, by) =>
      [0, 1, 2, 3].map((at) => (order[at] === undefined ? 0 : values[order[at]] / by));
    joint.setElement(i, pick(joints, 1));
    weight.setElement(i, pick(weights, sum));
  }
}

/** The indices of a level's parts, each reduced to its share. */
function reduceParts(primitive, mesh, parts, { triangles, shares, flags }) {
  const sum = [...parts.keys()].reduce((total, part) => total + shares[part], 0);
  return [...parts].flatMap(([part, list]) => {
    const skin = part === 'face' || part === 'body';
    const shape = part === 'body' ? { ...open(primitive, BODY_WEIGHTS), positions: mesh.positions } : mesh;
    const wanted = (triangles * shares[part]) / sum;
    return [...reduce(shape, Uint32Array.from(list), wanted, { flags: skin ? flags : ['Sparse'] })];
  });
}

/** Writes one person of a level. */
async function makeLevel(source, target, level) {
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
  const parts = sortByPart(primitive, mesh.indices, keys, headVertices(primitive, joints), level.shares);
  inset(primitive, mesh, keys);
  close(mesh, Uint32Array.from(reduceParts(primitive, mesh, parts, level)));
  if (level === FAR) {
    fewerBones(primitive);
    const clips = root.listAnimations();
    const moves = clips.flatMap((clip) => [...clip.listChannels(), ...clip.listSamplers()]);
    for (const each of [...moves, ...clips, ...root.listTextures()]) each.dispose();
  }
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

/** Writes one low person: face and clips are there. */
export const lowAvatar = (source, target) => makeLevel(source, target, LOW);

/** Writes one far person: no face, no clips, no picture; the near person's stand for them. */
export const farAvatar = (source, target) => makeLevel(source, target, FAR);

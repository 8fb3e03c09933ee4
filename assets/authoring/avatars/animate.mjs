/** Adds the sampled clips to a body: one input per clip, constants as two keys, outputs shared. */
import { readFileSync } from 'node:fs';

const STILL = 2e-4; // what a channel may move and still count as constant

const conjugate = ([x, y, z, w]) => [-x, -y, -z, w];

function multiply([a, b, c, d], [x, y, z, w]) {
  return [
    d * x + a * w + b * z - c * y,
    d * y - a * z + b * w + c * x,
    d * z + a * y - b * x + c * w,
    d * w - a * x - b * y - c * z,
  ];
}

/** A vector turned by a quaternion. */
function rotate(q, v) {
  return multiply(multiply(q, [...v, 0]), conjugate(q)).slice(0, 3);
}

/** Blender's axes (z up) to glTF's (y up). */
const yUp = ([x, y, z]) => [x, z, -y];

/** Orientation of each bone at rest within the rig: Map of name to { node, rest, parent }. */
function skeleton(root) {
  const bones = new Map();
  const visit = (node, parent) => {
    const rest = multiply(parent, node.getRotation());
    bones.set(node.getName(), { node, rest, parent });
    for (const child of node.listChildren()) visit(child, rest);
  };
  for (const joint of root.listSkins()[0].listJoints()) {
    if (joint.getName() === 'hips') visit(joint, [0, 0, 0, 1]);
  }
  return bones;
}

/** Whether all values of a channel stay where the first is. */
function still(values) {
  return values.every((value) => value.every((part, i) => Math.abs(part - values[0][i]) < STILL));
}

/** A glTF local rotation of a bone for a turn about the body's axes. */
function local({ rest, parent }, [x, y, z, w]) {
  return multiply(multiply(conjugate(parent), [...yUp([x, y, z]), w]), rest);
}

/** The channels of a clip: [{ node, path, times, values }]. */
function channels(bones, clip) {
  const list = Object.entries(clip.bones).map(([name, turns]) => {
    const bone = bones.get(name);
    return { node: bone.node, path: 'rotation', times: clip.times, values: turns.map((q) => local(bone, q)) };
  });
  const hips = bones.get('hips');
  const at = hips.node.getTranslation();
  const values = clip.offset.map((offset) =>
    rotate(conjugate(hips.parent), yUp(offset)).map((part, i) => part + at[i]),
  );
  list.push({ node: hips.node, path: 'translation', times: clip.times, values });
  const [times, heights] = clip.eyes;
  list.push(lids(bones.get('eyes').node, times, heights));
  return list;
}

/** The eyes' scale along the bone's z axis. */
function lids(node, times, heights) {
  return { node, path: 'scale', times, values: heights.map((height) => [1, 1, height]) };
}

/** Writes every clip of WORK/clips/<name>.json into the document; returns their facts. */
export function animate(document, file) {
  const { clips, walkSpeed, runSpeed } = JSON.parse(readFileSync(file, 'utf8'));
  const buffer = document.getRoot().listBuffers()[0];
  const bones = skeleton(document.getRoot());
  const known = new Map();
  const accessor = (type, values) => {
    const key = values.flat().map((value) => value.toFixed(4)) + type;
    if (!known.has(key)) {
      const made = document
        .createAccessor()
        .setType(type)
        .setArray(Float32Array.from(values.flat()))
        .setBuffer(buffer);
      known.set(key, made);
    }
    return known.get(key);
  };
  const types = { rotation: 'VEC4', translation: 'VEC3', scale: 'VEC3' };
  for (const [name, clip] of Object.entries(clips)) {
    const animation = document.createAnimation(name);
    for (const { node, path, times, values } of channels(bones, clip)) {
      const flat = still(values);
      const input = accessor(
        'SCALAR',
        (flat ? [0, clip.seconds] : times).map((time) => [time]),
      );
      const output = accessor(types[path], flat ? [values[0], values[0]] : values);
      const sampler = document.createAnimationSampler().setInput(input).setOutput(output);
      const channel = document
        .createAnimationChannel()
        .setTargetNode(node)
        .setTargetPath(path)
        .setSampler(sampler);
      animation.addSampler(sampler).addChannel(channel);
    }
  }
  const facts = Object.entries(clips).map(([name, { seconds, loop, kind }]) => ({
    name,
    seconds,
    loop,
    kind,
  }));
  return { clips: facts, walkSpeed, runSpeed };
}

/** One mesh of a controller, each vertex bound to the part that it moves with, and how parts move. */
import { Document } from '@gltf-transform/core';
import { EXTTextureWebP } from '@gltf-transform/extensions';
import sharp from 'sharp';
import { write } from './pack.mjs';
import { smooth } from './smooth.mjs';
import { mirrors, movement, place, short, way } from './vectors.mjs';

/** Triangles that show as much as one sees of it in a hand. */
const TRIANGLES = 4600;
const TEXTURE = { size: 1024, quality: 72 };

/** What of a gamepad moves a node: a button or an axis by its number. */
function inputOf({ gamepadIndices }, property) {
  if (property === 'button') return { button: gamepadIndices.button };
  return { axis: gamepadIndices[property] };
}

/** The parts of a layout that move: each with its nodes and its input; those that lie in another come after it. */
function partsOf(root, { components }) {
  const nodes = new Map(root.listNodes().map((node) => [node.getName(), node]));
  const parts = [];
  for (const component of Object.values(components))
    for (const response of Object.values(component.visualResponses)) {
      const [value, min, max] = ['value', 'min', 'max'].map((end) => nodes.get(response[`${end}NodeName`]));
      if (response.valueNodeProperty !== 'transform' || !value || !min || !max) continue;
      parts.push({ value, min, max, input: inputOf(component, response.componentProperty) });
    }
  const depth = (node) => (node.getParentNode() ? depth(node.getParentNode()) + 1 : 0);
  const holds = (part) => meshesBelow(part.value).length > 0;
  return parts.filter(holds).sort((a, b) => depth(a.value) - depth(b.value));
}

const meshesBelow = (node) =>
  [node, ...node.listChildren().flatMap(meshesBelow)].filter((each) => each.getMesh?.());

/** The part that a node lies in, from the innermost out; 0 is the body. */
function boneOf(node, parts) {
  for (let at = node; at; at = at.getParentNode?.()) {
    const found = parts.findIndex(({ value }) => value === at);
    if (found >= 0) return found + 1;
  }
  return 0;
}

/** All meshes as one, in the space of the grip, at rest. */
function gather(root, parts) {
  const all = { position: [], normal: [], uv: [], joint: [], index: [] };
  for (const node of root.listNodes()) {
    const bone = boneOf(node, parts);
    const matrix = node.getWorldMatrix();
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const first = all.joint.length / 4;
      const [position, normal, uv] = ['POSITION', 'NORMAL', 'TEXCOORD_0'].map((name) =>
        primitive.getAttribute(name),
      );
      for (let at = 0; at < position.getCount(); at++) {
        all.position.push(...place(matrix, position.getElement(at, [])));
        all.normal.push(...way(matrix, normal.getElement(at, [])));
        all.uv.push(...uv.getElement(at, []));
        all.joint.push(bone, 0, 0, 0);
      }
      const corners = [...primitive.getIndices().getArray()];
      for (let at = 0; at < corners.length; at += 3) {
        const [a, b, c] = corners.slice(at, at + 3).map((corner) => corner + first);
        all.index.push(...(mirrors(matrix) ? [a, c, b] : [a, b, c]));
      }
    }
  }
  return all;
}

/** Writes one controller; answers how its parts move. */
export async function packController(source, layout, target) {
  const root = source.getRoot();
  const parts = partsOf(root, layout);
  const all = gather(root, parts);
  smooth(all);
  const { position, normal, uv, joint, index } = all;
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type, array) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const [painted] = root.listMaterials();
  const picture = painted.getBaseColorTexture();
  document.createExtension(EXTTextureWebP).setRequired(true);
  const image = await sharp(picture.getImage())
    .resize(TEXTURE.size, TEXTURE.size, { kernel: 'lanczos3' })
    .webp({ quality: TEXTURE.quality, effort: 6, smartSubsample: true })
    .toBuffer();
  const colours = document.createTexture('colours').setImage(new Uint8Array(image)).setMimeType('image/webp');
  const material = document
    .createMaterial('controller')
    .setBaseColorTexture(colours)
    .setBaseColorFactor(painted.getBaseColorFactor());
  const weights = new Float32Array(joint.length).map((_, at) => (at % 4 === 0 ? 1 : 0));
  const primitive = document
    .createPrimitive()
    .setMaterial(material)
    .setIndices(accessor('SCALAR', Uint16Array.from(index)))
    .setAttribute('POSITION', accessor('VEC3', Float32Array.from(position)))
    .setAttribute('NORMAL', accessor('VEC3', Float32Array.from(normal)))
    .setAttribute('TEXCOORD_0', accessor('VEC2', Float32Array.from(uv)))
    .setAttribute('JOINTS_0', accessor('VEC4', Uint8Array.from(joint)))
    .setAttribute('WEIGHTS_0', accessor('VEC4', weights));
  const names = ['body', ...parts.map(({ value }) => value.getName())];
  const bones = names.map((name) => document.createNode(name));
  const unmoved = new Float32Array(16 * bones.length).map((_, at) => ((at % 16) % 5 === 0 ? 1 : 0));
  const skin = document.createSkin().setInverseBindMatrices(accessor('MAT4', unmoved));
  for (const bone of bones) skin.addJoint(bone);
  const mesh = document.createMesh('controller').addPrimitive(primitive);
  const scene = document
    .createScene()
    .addChild(document.createNode('controller').setMesh(mesh).setSkin(skin));
  scene.addChild(bones[0]);
  for (const bone of bones.slice(1)) bones[0].addChild(bone);
  await write(document, target, TRIANGLES);
  return parts.map(({ value, min, max, input }) => {
    const rest = value.getWorldMatrix();
    const end = (node) => {
      const { turn, shift } = movement(rest, node.getWorldMatrix());
      return { turn: short(turn), shift: short(shift) };
    };
    const on = boneOf(value.getParentNode(), parts);
    return { on, ...input, pivot: short([...rest.slice(12, 15)]), min: end(min), max: end(max) };
  });
}

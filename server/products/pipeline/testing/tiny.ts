import { Document, type Material, type Mesh, type Node, Primitive, type Scene } from '@gltf-transform/core';
import sharp from 'sharp';
import { DEFAULT_OPTIONS, type Level } from '../../../../shared/model/delivery.ts';
import { openGltf } from '../gltf.ts';
import { makeLevel } from '../levels.ts';
import { readModel } from '../read.ts';
import { assertValid } from '../validated.ts';

/** A square of two triangles, upright, with everything a material may ask for. */
export type Tiny = {
  document: Document;
  scene: Scene;
  node: Node;
  mesh: Mesh;
  primitive: Primitive;
  material: Material;
};

const CORNERS = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0];
const NORMALS = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1];
const COORDINATES = [0, 1, 1, 1, 1, 0, 0, 0];

/** A document with one such square. */
export function tiny(): Tiny {
  const document = new Document();
  document.createBuffer();
  const material = document.createMaterial('paint').setRoughnessFactor(0.7).setMetallicFactor(0);
  const primitive = square(document, material);
  const mesh = document.createMesh('square').addPrimitive(primitive);
  const node = document.createNode('panel').setMesh(mesh);
  const scene = document.createScene('main').addChild(node);
  document.getRoot().setDefaultScene(scene);
  return { document, scene, node, mesh, primitive, material };
}

/** One more square's primitive. */
export function square(document: Document, material: Material | null, shift = 0): Primitive {
  const corners = CORNERS.map((value, at) => (at % 3 === 0 ? value + shift : value));
  return document
    .createPrimitive()
    .setMaterial(material)
    .setMode(Primitive.Mode.TRIANGLES!)
    .setIndices(accessor(document, 'SCALAR', Uint16Array.of(0, 1, 2, 0, 2, 3)))
    .setAttribute('POSITION', accessor(document, 'VEC3', Float32Array.from(corners)))
    .setAttribute('NORMAL', accessor(document, 'VEC3', Float32Array.from(NORMALS)))
    .setAttribute('TEXCOORD_0', accessor(document, 'VEC2', Float32Array.from(COORDINATES)));
}

type Kind = 'SCALAR' | 'VEC2' | 'VEC3' | 'VEC4' | 'MAT4';

/** Numbers of the document's buffer. */
export const accessor = (
  document: Document,
  type: Kind,
  array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>,
) => document.createAccessor('', document.getRoot().listBuffers()[0]).setType(type).setArray(array);

/** A picture of waves, the same each time; `alpha` lets it fade to one side. */
export async function picture(
  type: 'png' | 'webp' | 'avif' | 'jpeg',
  px = 64,
  alpha = false,
): Promise<Uint8Array<ArrayBuffer>> {
  const channels = alpha ? 4 : 3;
  const data = Buffer.alloc(px * px * channels);
  for (let at = 0; at < px * px; at++) {
    const [x, y] = [at % px, Math.floor(at / px)];
    data[at * channels] = 128 + 90 * Math.sin(x / 5);
    data[at * channels + 1] = 128 + 90 * Math.sin(y / 7);
    data[at * channels + 2] = 128 + 90 * Math.sin((x + y) / 9);
    if (alpha) data[at * channels + 3] = (255 * x) / (px - 1);
  }
  const made = await sharp(data, { raw: { width: px, height: px, channels } })
    .toFormat(type, { quality: 90 })
    .toBuffer();
  return Uint8Array.from(made);
}

/** A texture with such a picture. */
export const texture = async (document: Document, name: string, px?: number, alpha?: boolean) =>
  document
    .createTexture(name)
    .setMimeType('image/png')
    .setImage(await picture('png', px, alpha));

/** The document as a file, read by the pipeline as an upload is. */
export async function uploaded(document: Document): Promise<Document> {
  const glb = await (await openGltf()).writeBinary(document);
  return readModel(new Map([['model.glb', glb]]), 'model.glb');
}

/** The file of a level that is made of a document. It must be valid. */
export async function made(document: Document, level: Level = 'hero'): Promise<Document> {
  const { glb } = await makeLevel(await uploaded(document), level, DEFAULT_OPTIONS);
  await assertValid(glb, `${level}.glb`);
  return readModel(new Map([['made.glb', glb]]), 'made.glb');
}

/** The node of a name. */
export const nodeOf = (document: Document, name: string): Node | undefined =>
  document
    .getRoot()
    .listNodes()
    .find((node) => node.getName() === name);

import type { Document, Node, Texture } from '@gltf-transform/core';
import type { ModelFacts } from '../../../shared/model/delivery.ts';
import { openGltf, withDraco } from './gltf.ts';
import { copiesOf, trianglesOf } from './meshGroups.ts';

const ETC1S = 163;
/** Where a KTX2 file tells of its data: the number of levels, and where the descriptor stands. */
const KTX2 = { levels: 40, descriptor: 48, model: 12, samples: 24 } as const;

/** What a delivered file costs; its geometry is counted as often as the default scene draws it. */
export async function factsOf(glb: Uint8Array): Promise<ModelFacts> {
  const io = await openGltf();
  const source = await io.binaryToJSON(glb as Uint8Array<ArrayBuffer>);
  if (source.json.extensionsUsed?.includes('KHR_draco_mesh_compression')) await withDraco(io);
  return factsOfDocument(await io.readJSON(source), glb.byteLength);
}

/** What a document costs to draw, in a file of so many bytes. */
export function factsOfDocument(document: Document, bytes: number): ModelFacts {
  const facts: ModelFacts = {
    bytes,
    triangles: 0,
    vertices: 0,
    drawCalls: 0,
    textures: document.getRoot().listTextures().length,
    textureBytes: 0,
  };
  for (const texture of document.getRoot().listTextures()) facts.textureBytes += textureBytes(texture);
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  scene?.traverse((node) => addNode(facts, node));
  return facts;
}

function addNode(facts: ModelFacts, node: Node): void {
  const copies = copiesOf(node);
  for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
    facts.drawCalls += 1;
    facts.vertices += copies * (primitive.getAttribute('POSITION')?.getCount() ?? 0);
    facts.triangles += copies * trianglesOf(primitive);
  }
}

/** Memory of the graphics card with mipmaps: four bytes a pixel, or what KTX2 becomes there (BC7 or ASTC, BC1 or ETC). */
function textureBytes(texture: Texture): number {
  const image = texture.getImage();
  const size = image && sizeOf(texture);
  if (!size || !image) return 0;
  if (texture.getMimeType() !== 'image/ktx2') return withMipmaps(size, 4, Infinity);
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  return withMipmaps(size, perPixel(view), Math.max(1, view.getUint32(KTX2.levels, true)));
}

/** A picture that nothing shows may be anything. */
function sizeOf(texture: Texture): ReturnType<Texture['getSize']> {
  try {
    return texture.getSize();
  } catch {
    return null;
  }
}

/** ETC1S without alpha is transcoded to half a byte a pixel, all else to one. */
function perPixel(view: DataView): number {
  const at = view.getUint32(KTX2.descriptor, true) + 4;
  const block = view.getUint16(at + 6, true);
  const samples = (block - KTX2.samples) / 16;
  return view.getUint8(at + KTX2.model - 4) === ETC1S && samples < 2 ? 0.5 : 1;
}

function withMipmaps(
  [width, height]: readonly [number, number] | number[],
  perPixel: number,
  most: number,
): number {
  let sum = 0;
  let [w, h] = [width!, height!];
  for (let level = 0; level < most; level++) {
    sum += Math.ceil(w * h * perPixel);
    if (w <= 1 && h <= 1) break;
    [w, h] = [Math.max(1, w >> 1), Math.max(1, h >> 1)];
  }
  return sum;
}

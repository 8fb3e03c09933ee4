/** Writes into the catalogue what each product's files cost: on the line, to draw, in the graphics card's memory. */
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { io, readJson } from './assemble.mjs';

/** Bytes of a pixel on the graphics card, and what mipmaps add. */
const PIXEL_BYTES = 4;
const MIPMAPS = 4 / 3;

async function factsOf(file) {
  const root = (await io.read(file)).getRoot();
  const primitives = root.listNodes().flatMap((node) => node.getMesh()?.listPrimitives() ?? []);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  const pixels = root
    .listTextures()
    .map((texture) => texture.getSize())
    .map(([width, height]) => width * height);
  return {
    bytes: (await stat(file)).size,
    triangles: sum(primitives.map((primitive) => primitive.getIndices().getCount() / 3)),
    vertices: sum(primitives.map((primitive) => primitive.getAttribute('POSITION').getCount())),
    drawCalls: primitives.length,
    textures: pixels.length,
    textureBytes: Math.round(sum(pixels) * PIXEL_BYTES * MIPMAPS),
  };
}

/** Enters the facts of all products of a folder in its catalogue. */
export async function writeFacts(folder) {
  const place = path.join(folder, 'catalogue.json');
  const catalogue = await readJson(place);
  for (const product of catalogue)
    product.facts = {
      hero: await factsOf(path.join(folder, product.file)),
      far: await factsOf(path.join(folder, 'low', product.file)),
    };
  await writeFile(place, `${JSON.stringify(catalogue, null, 2)}\n`);
}

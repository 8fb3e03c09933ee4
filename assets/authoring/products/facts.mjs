/** Writes into the catalogue what each product's files cost: on the line, to draw, in the graphics card's memory. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { factsOf } from '../../../server/products/pipeline/facts.ts';
import { readJson } from './assemble.mjs';

/** The delivered files of a product by level, those that are there: one that comes apart does so in the hand, and stands whole. */
const LEVELS = { hero: ['apart/', ''], room: [''], far: ['low/'] };

/** Enters the files of all products of a folder and what they cost in its catalogue. */
export async function writeFacts(folder) {
  const place = path.join(folder, 'catalogue.json');
  const catalogue = await readJson(place);
  for (const { slug, model } of catalogue) {
    model.files = {};
    for (const [level, places] of Object.entries(LEVELS)) {
      const file = places.map((at) => `${at}${slug}.glb`).find((each) => existsSync(path.join(folder, each)));
      const url = `/assets/products/${file}`;
      if (!file || url === model.files.hero?.web.url) continue;
      model.files[level] = { web: { url, ...(await factsOf(await readFile(path.join(folder, file)))) } };
    }
  }
  await writeFile(place, `${JSON.stringify(catalogue, null, 2)}\n`);
}

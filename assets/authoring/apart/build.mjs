/** Makes products that come apart of the whole ones: `node build.mjs [slug …]`. Goes through the pipeline of uploads. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { planExplode } from '../../../server/products/pipeline/explode.ts';
import { factsOf } from '../../../server/products/pipeline/facts.ts';
import { openGltf, writeGlb } from '../../../server/products/pipeline/gltf.ts';
import { makeLevel } from '../../../server/products/pipeline/levels.ts';
import { findParts } from '../../../server/products/pipeline/parts.ts';
import { readModel } from '../../../server/products/pipeline/read.ts';
import { assertValid } from '../../../server/products/pipeline/validated.ts';
import { readJson } from '../products/assemble.mjs';
import { writeFacts } from '../products/facts.mjs';
import { cutApart, dye, idsOf } from './cut.mjs';
import { meet } from './surface.mjs';

const SHEETS = path.join(import.meta.dirname, 'products');
const HOME = path.resolve(import.meta.dirname, '../../products');
const BUDGET = 200_000;
/** Pictures are packed already: they stay as they are. */
const OPTIONS = { loss: { hero: 'fine', room: 'even', far: 'even' }, textures: {} };

/** The document as it is read from a file: dyed materials share the placing of their pictures, which the pipeline would change once for each. */
async function afresh(document) {
  for (const extension of document.getRoot().listExtensionsUsed())
    if (extension.extensionName === 'EXT_meshopt_compression') extension.dispose();
  return (await openGltf()).readBinary(await writeGlb(document));
}

/** Makes the file of one product; what of it the catalogue tells. */
async function takeApart(slug, sheet) {
  const file = `${slug}.glb`;
  const whole = await readModel(new Map([[file, await readFile(path.join(HOME, file))]]), file);
  cutApart(whole, sheet.parts);
  dye(whole, sheet.variants ?? []);
  const document = await afresh(whole);
  const { parts, meshes } = findParts(document, { split: false });
  const { glb, textures } = await makeLevel(document, 'hero', OPTIONS);
  await assertValid(glb, file);
  if (glb.byteLength > BUDGET) throw new Error(`${file} takes ${glb.byteLength} bytes`);
  await writeFile(path.join(HOME, 'apart', file), glb);
  const changed = textures.filter(({ bytes, outBytes }) => bytes !== outBytes).length;
  const { triangles, drawCalls } = await factsOf(glb);
  const facts = `${glb.byteLength} bytes, ${triangles} triangles, ${drawCalls} draws, ${parts.length} parts`;
  console.log(`${slug}: ${facts}, ${changed} of ${textures.length} pictures packed anew`);
  const variants = (sheet.variants ?? []).map(({ variant }) => variant);
  return { model: { parts: parts.map(rounded), explode: planOf(planExplode(meshes)), variants }, meshes };
}

/** Metres to a hundredth of a millimetre. */
const short = (vector) => vector.map((value) => Number(value.toFixed(5)));
const rounded = (part) => ({ ...part, min: short(part.min), max: short(part.max) });
const planOf = ({ steps, parts }) => ({
  steps,
  parts: parts.map((part) => ({ ...part, offset: short(part.offset) })),
});

const metres = (vector) => vector.map((value) => value / 1000);

/** An authored plan: steps, each of which moves some parts (millimetres), carried by what they sit on. */
function authoredPlan({ steps, on = {} }, id) {
  const parts = steps.flatMap((moved, step) =>
    Object.entries(moved).map(([key, offset]) => ({
      id: id(key),
      offset: metres(offset),
      step,
      ...(on[key] && { on: id(on[key]) }),
    })),
  );
  return { steps: steps.length, parts };
}

/** A mark where one looks at a part, `[place, way]` in millimetres; a measure has a second such look, or a place, as its end. */
function markOf({ look, end, part, ...said }, id, meshes) {
  const meshOf = (key) => meshes.find((mesh) => mesh.id === id(key));
  const { at, normal } = meet(meshOf(part), ...look);
  const to = end && (end.look ? meet(meshOf(end.part), ...end.look).at : metres(end.place));
  return {
    ...{ id: said.id, kind: to ? 'measure' : 'text', part: id(part), at: short(at), normal: short(normal) },
    ...(to && { to: short(to) }),
    ...{ title: said.title, text: said.text },
  };
}

/** What a designer would have written beside the model. */
function authoringOf(sheet, id, meshes) {
  const { parts, variants = [], hotspots = [], dimensions = [], stops = [], explode } = sheet;
  const plain = { variant: variants[0]?.variant ?? '', section: null, xray: false, explode: 0 };
  return {
    hotspots: hotspots.map((mark) => markOf(mark, id, meshes)),
    dimensions: dimensions.map((line) => ({ ...line, from: metres(line.from), to: metres(line.to) })),
    explode: explode ? authoredPlan(explode, id) : null,
    parts: Object.entries(parts).map(([key, { name, number }]) => ({ part: id(key), name, number })),
    variants: variants.map(({ variant, label, swatch }) => ({ variant, label, swatch })),
    clips: [],
    stops: stops.map((stop) => ({ ...plain, ...stop, target: metres(stop.target) })),
  };
}

/** The offers of a product: the one that it had comes first, with the variant that it is. */
function offersOf({ offers = [] }, [first], id) {
  const plain = { variant: '', part: '', label: null };
  const beside = offers.filter(({ sku }) => sku !== first.sku);
  const own = { ...first, ...offers.find(({ sku }) => sku === first.sku) };
  return [own, ...beside.map((offer) => ({ ...plain, ...offer, part: offer.part ? id(offer.part) : '' }))];
}

const catalogue = await readJson(path.join(HOME, 'catalogue.json'));
const manifest = await readJson(path.join(HOME, 'manifest.json'));
const all = (await readdir(SHEETS)).map((file) => path.basename(file, '.json')).sort();
const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
await mkdir(path.join(HOME, 'apart'), { recursive: true });
for (const slug of asked.length ? asked : all) {
  const sheet = await readJson(path.join(SHEETS, `${slug}.json`));
  const entry = catalogue.find((each) => each.slug === slug);
  const { model, meshes } = await takeApart(slug, sheet);
  Object.assign(entry.model, model);
  const ids = idsOf(entry.model.parts, sheet.parts);
  const id = (key) => {
    if (!ids.has(key)) throw new Error(`${slug}: there is no part "${key}"`);
    return ids.get(key);
  };
  entry.content.authoring = authoringOf(sheet, id, meshes);
  if (sheet.care) entry.content.care = sheet.care;
  entry.offers = offersOf(sheet, entry.offers, id);
}
await writeFile(path.join(HOME, 'catalogue.json'), `${JSON.stringify(catalogue, null, 2)}\n`);
await writeFacts(HOME);
for (const { model, slug } of await readJson(path.join(HOME, 'catalogue.json'))) {
  const file = `apart/${slug}.glb`;
  const { url, bytes } = model.files.hero.web;
  if (!url.endsWith(file)) continue;
  const { licence } = manifest.find((each) => each.file === `${slug}.glb`);
  const source = `${slug}.glb taken apart by assets/authoring/apart`;
  const at = manifest.findIndex((each) => each.file === file);
  manifest.splice(at < 0 ? manifest.length : at, at < 0 ? 0 : 1, {
    ...{ file, source, licence, bytes, budget: BUDGET },
  });
}
await writeFile(path.join(HOME, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

/** Makes the products: meshes, textures, GLBs, thumbnails, catalogue and manifest. `--keep` reuses the meshes. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { NO_AUTHORING } from '../../../shared/model/authoring.ts';
import { assemble, readJson } from './assemble.mjs';
import { openStudio } from './studio/open.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const output = path.join(root, 'assets/products');
const ARCHIVE = '/usr/share/sweethome3d/furniture/BlendSwap-CC-0.sh3f';
const PYTHON = '/usr/bin/python3';
const BUDGET = {
  model: 170_000,
  all: 1_000_000,
  thumbnail: 18_000,
  light: 110_000,
  triangles: 20_000,
  draws: 4,
};
const AUTHORS = {
  headphones: 'Alaskaman',
  handbag: 'Ulanbek',
  bootie: 'Cgrifter',
  flacon: 'Tappi',
  desklamp: 'ColdShiverGames',
  modernArmchair: 'Dreadbwai',
  deer: 'Sizzler',
  caffe_final: 'Reduno',
};
const PAPER = '#F7F4EE';

/** Run Blender and the texture scripts. */
function author() {
  mkdirSync(work, { recursive: true });
  execFileSync(PYTHON, [path.join(here, 'studio_light.py'), path.join(work, 'studio.hdr')], {
    stdio: 'inherit',
  });
  execFileSync(PYTHON, [path.join(here, 'textures.py'), path.join(work, 'textures')], { stdio: 'inherit' });
  execFileSync(
    'blender',
    [
      '-b',
      '-noaudio',
      '--python-exit-code',
      '1',
      '-P',
      path.join(here, 'geometry.py'),
      '--',
      path.join(here, 'recipes.json'),
      ARCHIVE,
      work,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

/** Photograph a product at twice the size and encode it within the budget. */
async function thumbnail(tab, slug, yaw) {
  const { size } = await tab.evaluate((name) => window.studio.facts(name), slug);
  const reach = Math.hypot(Math.hypot(size[0], size[2]) * 0.86, size[1]) / 2;
  const distance = (reach / Math.sin((11 * Math.PI) / 180)) * 1.1;
  const rise = 0.26;
  await tab.evaluate(
    ([name, turn, d, e, h]) => {
      window.studio.show([name]);
      window.studio.place(name, 0, 0, 0, 0);
      window.studio.view({
        from: [-Math.sin(turn) * d * Math.cos(e), h + Math.sin(e) * d, Math.cos(turn) * d * Math.cos(e)],
        to: [0, h, 0],
        angle: 22,
      });
    },
    [slug, yaw, distance, rise, size[1] * 0.46],
  );
  await tab.evaluate(() => window.studio.draw());
  const shot = await tab.screenshot();
  for (let quality = 86; ; quality -= 4) {
    const data = await sharp(shot)
      .resize(480, 480, { kernel: 'lanczos3' })
      .webp({ quality, effort: 6, smartSubsample: true })
      .toBuffer();
    if (data.length <= BUDGET.thumbnail) return data;
  }
}

/** The catalogue's entry of one product; its files are entered once its low ones are made, its parts by `../apart`. */
function entry(text, size) {
  const [model, picture] = ['glb', 'webp'].map((ending) => `/assets/products/${text.slug}.${ending}`);
  return {
    slug: text.slug,
    stand: text.stand,
    content: {
      name: text.name,
      text: text.text,
      materials: text.materials,
      care: { en: '' },
      weightGrams: text.weightGrams,
      origin: text.origin,
      attributes: [],
      standYaw: text.standYaw,
      ...shelves[text.slug],
      pictures: { thumbnail: picture, poster: picture, social: picture, turntable: null },
      authoring: NO_AUTHORING,
    },
    model: {
      files: {},
      original: model,
      usdz: '',
      sizeMm: size.map((metres) => Math.round(metres * 1000)),
      parts: [],
      explode: { steps: 0, parts: [] },
      variants: [],
      animations: [],
    },
    offers: [
      {
        ...{ sku: text.sku, variant: '', part: '', label: null, stock: text.stock },
        price: { amount: text.price, currency: 'EUR' },
      },
    ],
  };
}

if (!process.argv.includes('--keep') || !existsSync(path.join(work, 'raw'))) author();
mkdirSync(output, { recursive: true });
const { materials, products } = await readJson(path.join(here, 'recipes.json'));
const texts = await readJson(path.join(here, 'texts.json'));
const shelves = await readJson(path.join(here, 'shelves.json'));
const manifest = [];
for (const recipe of products) {
  const file = `${recipe.slug}.glb`;
  const made = await assemble(recipe, materials, work, path.join(output, file));
  console.log(recipe.slug, made);
  if (made.bytes > BUDGET.model || made.triangles > BUDGET.triangles || made.draws > BUDGET.draws)
    throw new Error(`${file} is over budget`);
  manifest.push({
    file,
    source: `${recipe.model} by ${AUTHORS[recipe.model]}, from sweethome3d-furniture (BlendSwap-CC-0); textures by textures.py`,
    licence: 'CC0-1.0',
    bytes: made.bytes,
    budget: BUDGET.model,
  });
}
const total = manifest.reduce((sum, item) => sum + item.bytes, 0);
if (total > BUDGET.all) throw new Error(`products take ${total} bytes`);

const { tab, close } = await openStudio({
  work,
  width: 960,
  height: 960,
  folders: { '/products/': output, '/shadow/': path.join(work, 'shadow') },
  style: `body{background:radial-gradient(90% 80% at 42% 36%,#FCFAF6,${PAPER} 60%,#EFEAE0)}`,
});
const catalogue = [];
for (const text of texts) {
  const { slug } = text;
  const { halfWidth } = JSON.parse(readFileSync(path.join(work, 'shadow', `${slug}.json`), 'utf8'));
  await tab.evaluate(
    ([name, half]) =>
      window.studio.load(name, `/products/${name}.glb`, {
        url: `/shadow/${name}.png`,
        halfWidth: half,
        strength: 0.55,
      }),
    [slug, halfWidth],
  );
  const picture = await thumbnail(tab, slug, text.standYaw);
  writeFileSync(path.join(output, `${slug}.webp`), picture);
  manifest.push({
    file: `${slug}.webp`,
    source: `photograph of ${slug}.glb by build.mjs`,
    licence: 'CC0-1.0',
    bytes: picture.length,
    budget: BUDGET.thumbnail,
  });
  catalogue.push(entry(text, (await tab.evaluate((name) => window.studio.facts(name), slug)).size));
}
const light = Buffer.from(await tab.evaluate(() => window.studio.environment()), 'base64');
if (light.length > BUDGET.light) throw new Error(`studio.env takes ${light.length} bytes`);
writeFileSync(path.join(output, 'studio.env'), light);
manifest.push({
  file: 'studio.env',
  source: 'light of the photo studio, by studio_light.py',
  licence: 'CC0-1.0',
  bytes: light.length,
  budget: BUDGET.light,
});
await close();
writeFileSync(path.join(output, 'catalogue.json'), `${JSON.stringify(catalogue, null, 2)}\n`);
writeFileSync(path.join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
console.log('products', total, 'bytes');

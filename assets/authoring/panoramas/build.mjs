// Makes the panoramas of a tour: node assets/authoring/panoramas/build.mjs [--tour NAME] [--effort N] [--width PX] [--from STEP] [--to STEP]
// Steps: library, textures, render, develop, pictures, manifest.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';

const { values } = parseArgs({
  options: {
    tour: { type: 'string', default: 'workshop' },
    /** Times the usual samples. */
    effort: { type: 'string', default: '2' },
    /** Of what is rendered; the pictures are always 4096 wide. */
    width: { type: 'string', default: '4096' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
  strict: false,
});
/** Light of each point's picture, as a photographer would expose it. */
const EXPOSURE = { bench: 1.25, store: 1.6, finishing: 1.3 };
const WIDTH = 4096;
const LOW_WIDTH = 1024;
const BUDGET = { full: 900_000, low: 90_000 };
const OWN = 'own work, made by script';
const MODELS = 'BlendSwap-CC-0.sh3f of the Debian package sweethome3d-furniture';

const here = import.meta.dirname;
const root = resolve(here, '../../..');
const work = resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art', `panoramas-${values.tour}`);
const out = resolve(root, 'assets/panoramas', values.tour);
const archive = process.env.VITRINE_MODELS ?? '/usr/share/sweethome3d/furniture/BlendSwap-CC-0.sh3f';
const library = resolve(work, '../library/blendswap-cc-0');
const python = process.env.PYTHON ?? '/usr/bin/python3';
const points = JSON.parse(
  readFileSync(resolve(root, `tours/${values.tour}/${values.tour}.tour.json`), 'utf8'),
).points.map(({ id }) => id);

/** Runs a program with the output shown. */
function run(program, ...parameters) {
  execFileSync(program, parameters.map(String), { stdio: 'inherit' });
}

/** Writes a WebP that keeps to its budget: as good as fits. */
async function writeWebp(picture, file, width, budget) {
  const resized = sharp(picture).resize(width, width / 2, { kernel: 'lanczos3' });
  for (let quality = 86; quality >= 40; quality -= 4) {
    const bytes = await resized.clone().webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length > budget) continue;
    writeFileSync(resolve(out, file), bytes);
    return;
  }
  throw new Error(`${file} does not fit into ${budget} bytes`);
}

const STEPS = {
  library: () =>
    existsSync(library) || run(python, '-m', 'zipfile', '-e', archive, resolve(work, '../library')),
  textures: async () => {
    run(python, resolve(here, '../room/textures.py'), resolve(work, 'textures'));
    await sharp(resolve(root, 'assets/scenes/atelier/outside.webp'))
      .png()
      .toFile(resolve(work, 'outside.png'));
  },
  render: () => {
    const script = resolve(here, `${values.tour}.py`);
    const settings = [work, library, resolve(work, 'outside.png'), values.effort, values.width];
    run('blender', '-b', '-noaudio', '--python-exit-code', 1, '-P', script, '--', ...settings);
  },
  develop: () => {
    for (const point of points)
      run(
        python,
        resolve(here, 'develop.py'),
        resolve(work, point),
        resolve(work, `${point}.png`),
        values.width,
        EXPOSURE[point] ?? 1.4,
      );
  },
  pictures: async () => {
    for (const point of points) {
      const picture = resolve(work, `${point}.png`);
      await writeWebp(picture, `${point}.webp`, WIDTH, BUDGET.full);
      await writeWebp(picture, `${point}-low.webp`, LOW_WIDTH, BUDGET.low);
    }
  },
  manifest: () => {
    const entries = points.flatMap((point) =>
      [
        [`${point}.webp`, BUDGET.full],
        [`${point}-low.webp`, BUDGET.low],
      ].map(([file, budget]) => ({
        file,
        source: 'assets/authoring/panoramas',
        licence: `${OWN}; shows CC0-1.0 models (${MODELS})`,
        bytes: statSync(resolve(out, file)).size,
        budget,
      })),
    );
    writeFileSync(resolve(out, 'manifest.json'), `${JSON.stringify(entries, null, 2)}\n`);
  },
};

mkdirSync(work, { recursive: true });
mkdirSync(out, { recursive: true });
const names = Object.keys(STEPS);
const first = values.from ? names.indexOf(values.from) : 0;
const last = values.to ? names.indexOf(values.to) : names.length - 1;
if (first < 0 || last < 0) throw new Error(`Steps: ${names.join(', ')}`);
for (const name of names.slice(first, last + 1)) {
  console.log(`— ${name}`);
  await STEPS[name]();
}

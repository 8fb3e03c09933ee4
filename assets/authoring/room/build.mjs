// Makes a scene from the apt packages to the final files: node assets/authoring/room/build.mjs [--scene NAME] [--samples N] [--size PX] [--from STEP] [--to STEP]
// Steps: library, textures, outside, bake, export, lightmap, optimise, probe, poster, manifest.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { writeManifest } from './manifest.mjs';
import { optimise } from './optimise.mjs';
import { bakeProbe } from './probe.mjs';
import { startViewer } from './viewer/browse.mjs';

const { values } = parseArgs({
  options: {
    scene: { type: 'string', default: 'atelier' },
    samples: { type: 'string', default: '40' },
    size: { type: 'string', default: '2048' },
    from: { type: 'string' },
    to: { type: 'string' },
  },
});
const here = import.meta.dirname;
const root = resolve(here, '../../..');
const work = resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art', values.scene);
const scene = resolve(root, 'assets/scenes', values.scene);
process.env.VITRINE_SCENE = values.scene;
const archive = process.env.VITRINE_MODELS ?? '/usr/share/sweethome3d/furniture/BlendSwap-CC-0.sh3f';
const library = resolve(work, '../library/blendswap-cc-0');
const sources = JSON.parse(readFileSync(resolve(here, values.scene, 'sources.json'), 'utf8'));
const python = process.env.PYTHON ?? '/usr/bin/python3';

/** Tried one after the other until the poster fits its budget. */
const POSTER_QUALITIES = [78, 70, 62, 54];

/** Runs a program with the output shown. */
function run(program, ...parameters) {
  execFileSync(program, parameters.map(String), { stdio: 'inherit' });
}

/** Runs a Blender script without a window. */
function blender(script, ...parameters) {
  run('blender', '-b', '-noaudio', '--python-exit-code', 1, '-P', resolve(here, script), '--', ...parameters);
}

/** Takes the first view's picture, shown while the scene loads. */
async function takePoster() {
  const viewer = await startViewer({ scene, work });
  try {
    const page = await viewer.open('wait=1500');
    await page.waitForFunction('window.stats', null, { timeout: 120_000 });
    const picture = await page.screenshot();
    for (const quality of POSTER_QUALITIES) {
      const file = await sharp(picture).webp({ quality, effort: 6 }).toBuffer();
      writeFileSync(resolve(scene, 'poster.webp'), file);
      if (file.length <= sources.files['poster.webp'].budget) break;
    }
  } finally {
    await viewer.close();
  }
}

const STEPS = {
  library: () =>
    existsSync(library) || run(python, '-m', 'zipfile', '-e', archive, resolve(work, '../library')),
  textures: () => run(python, resolve(here, 'textures.py'), resolve(work, 'textures')),
  outside: () =>
    existsSync(resolve(here, values.scene, 'outside.py')) &&
    blender(`${values.scene}/outside.py`, work, scene, 32),
  bake: () => {
    rmSync(resolve(work, 'light'), { recursive: true, force: true });
    blender('room.py', 'bake', work, library, values.samples, values.size);
  },
  export: () => blender('room.py', 'export', work, library),
  lightmap: () => run(python, resolve(here, 'denoise.py'), work, scene),
  optimise: () => optimise(resolve(work, 'room-raw.glb'), resolve(scene, 'room.glb'), sources.compression),
  probe: () => bakeProbe(scene, work),
  poster: takePoster,
  manifest: () => writeManifest(values.scene, scene, library),
};

mkdirSync(work, { recursive: true });
mkdirSync(scene, { recursive: true });
const names = Object.keys(STEPS);
const first = values.from ? names.indexOf(values.from) : 0;
const last = values.to ? names.indexOf(values.to) : names.length - 1;
if (first < 0 || last < 0) throw new Error(`Steps: ${names.join(', ')}`);
for (const name of names.slice(first, last + 1)) {
  console.log(`— ${name}`);
  await STEPS[name]();
}

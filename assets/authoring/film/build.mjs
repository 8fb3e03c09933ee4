/** Makes the house film: frames, picture (VP8 in IVF), sound (Opus in Ogg), poster and slate. `--sound`, `--encode`: only that. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { readJson } from '../products/assemble.mjs';
import { openStudio } from '../products/studio/open.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const frames = path.join(work, 'film');
const output = path.join(root, 'assets/film');
const BUDGET = {
  'house-180.ivf': 800_000,
  'house-360.ivf': 2_200_000,
  'house.ivf': 6_500_000,
  'house.opus.ogg': 480_000,
  'poster.webp': 60_000,
  'slate.webp': 30_000,
};
const BITRATE = '1100k';
const PRE_SKIP = 312;
const flag = (name) => process.argv.includes(name);

/** Film description with names from the catalogue. */
async function describe() {
  const film = await readJson(path.join(here, 'shots.json'));
  const texts = await readJson(path.join(here, '../products/texts.json'));
  for (const shot of film.shots) {
    const { name, materials } = texts.find(({ slug }) => slug === shot.slug);
    Object.assign(shot, { name: name.en, line: materials.en.split(';')[0] });
  }
  return film;
}

/** Open the page with everything loaded. */
async function openStage(film) {
  const stage = await openStudio({
    work,
    width: film.width,
    height: film.height,
    entry: path.join(here, 'stage.ts'),
    folders: { '/products/': path.join(root, 'assets/products'), '/shadow/': path.join(work, 'shadow') },
  });
  const slugs = new Set(
    film.shots.flatMap((shot) => [shot.slug, ...(shot.behind ?? []).map(({ slug }) => slug)]),
  );
  const shadows = Object.fromEntries(
    [...slugs].map((slug) => [
      slug,
      JSON.parse(readFileSync(path.join(work, 'shadow', `${slug}.json`), 'utf8')).halfWidth,
    ]),
  );
  await stage.tab.evaluate(
    ([description, widths]) => window.stage.prepare(description, widths),
    [film, shadows],
  );
  return stage;
}

/** Bytes of a data URL. */
const decode = (url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');

/** Draw the frames that are not there yet. */
async function render(film, only) {
  mkdirSync(frames, { recursive: true });
  const total = film.frameRate * film.shotSeconds * film.shots.length;
  const stage = await openStage(film);
  const started = Date.now();
  for (const index of only ?? Array.from({ length: total }, (_, i) => i)) {
    const file = path.join(frames, `${String(index).padStart(4, '0')}.jpg`);
    if (existsSync(file) && !only) continue;
    writeFileSync(file, decode(await stage.tab.evaluate((i) => window.stage.frame(i), index)));
    if (index % 48 === 0)
      console.log(`frame ${index} of ${total}, ${Math.round((Date.now() - started) / 1000)} s`);
  }
  await stage.close();
  return total;
}

/** Largest WebP of a picture within a budget. */
async function webp(picture, name) {
  for (let quality = 88; ; quality -= 4) {
    const data = await sharp(picture).webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (data.length <= BUDGET[name]) return writeFileSync(path.join(output, name), data);
  }
}

/** Poster and slate. */
async function stills(film) {
  const stage = await openStage(film);
  const poster = decode(
    await stage.tab.evaluate((i) => window.stage.frame(i), Math.round(film.frameRate * 3.2)),
  );
  const slate = decode(await stage.tab.evaluate(() => window.stage.slate('paper')));
  await stage.close();
  await webp(poster, 'poster.webp');
  await webp(slate, 'slate.webp');
}

/** The layers that a viewer may get, by height: file and bit rate. */
const LAYERS = [
  { file: 'house-180.ivf', height: 180, bitrate: '120k' },
  { file: 'house-360.ivf', height: 360, bitrate: '380k' },
  { file: 'house.ivf', height: 720, bitrate: BITRATE },
];

/** Encode the frames in each layer: a key frame every second, no hidden frames, loss does not spread. */
function encodePicture(film) {
  for (const { file, height, bitrate } of LAYERS) {
    const common = [
      '-y',
      '-v',
      'error',
      '-framerate',
      String(film.frameRate),
      '-i',
      path.join(frames, '%04d.jpg'),
      '-vf',
      `scale=-2:${height}:flags=lanczos`,
      '-c:v',
      'libvpx',
      '-pix_fmt',
      'yuv420p',
      '-b:v',
      bitrate,
      '-qmin',
      '2',
      '-qmax',
      '46',
      '-g',
      String(film.frameRate),
      '-keyint_min',
      String(film.frameRate),
      '-auto-alt-ref',
      '0',
      '-lag-in-frames',
      '0',
      '-error-resilient',
      'default',
      '-deadline',
      'good',
      '-cpu-used',
      '1',
      '-threads',
      '2',
      '-passlogfile',
      path.join(work, `vp8-${height}`),
    ];
    execFileSync('ffmpeg', [...common, '-pass', '1', '-f', 'null', '-'], { stdio: 'inherit' });
    execFileSync('ffmpeg', [...common, '-pass', '2', '-f', 'ivf', path.join(output, file)], {
      stdio: 'inherit',
    });
  }
}

/** Compose and encode the sound; together with the codec's pre-skip it fills whole 20 ms frames of the film's length. */
function encodeSound(film) {
  const wav = path.join(work, 'house.wav');
  execFileSync('/usr/bin/python3', [path.join(here, 'music.py'), wav], { stdio: 'inherit' });
  const samples = film.shotSeconds * film.shots.length * 48_000 - PRE_SKIP;
  execFileSync(
    'ffmpeg',
    [
      '-y',
      '-v',
      'error',
      '-i',
      wav,
      '-af',
      `atrim=end_sample=${samples}`,
      '-c:a',
      'libopus',
      '-b:a',
      '68k',
      '-vbr',
      'on',
      '-application',
      'audio',
      '-frame_duration',
      '20',
      '-ac',
      '2',
      '-ar',
      '48000',
      '-f',
      'ogg',
      path.join(output, 'house.opus.ogg'),
    ],
    { stdio: 'inherit' },
  );
}

mkdirSync(output, { recursive: true });
const film = await describe();
const preview = process.argv.find((argument) => argument.startsWith('--frames='));
if (preview) {
  await render(film, preview.slice(9).split(',').map(Number));
} else {
  const partial = flag('--sound') || flag('--encode');
  if (!partial) await render(film);
  if (!partial) await stills(film);
  if (!partial || flag('--encode')) encodePicture(film);
  if (!partial || flag('--sound')) encodeSound(film);
  const sources = {
    'house.ivf': 'rendered from assets/products by assets/authoring/film; titles in Inter (OFL-1.1)',
    'house.opus.ogg': 'composed by assets/authoring/film/music.py',
    'poster.webp': 'frame of the house film; title in Inter (OFL-1.1)',
    'slate.webp': 'drawn by assets/authoring/film/stage.ts',
  };
  const manifest = Object.entries(BUDGET)
    .filter(([file]) => existsSync(path.join(output, file)))
    .map(([file, budget]) => ({
      file,
      source: sources[file] ?? sources['house.ivf'],
      licence: 'CC0-1.0',
      bytes: statSync(path.join(output, file)).size,
      budget,
    }));
  writeFileSync(path.join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  console.table(manifest.map(({ file, bytes, budget }) => ({ file, bytes, budget })));
}

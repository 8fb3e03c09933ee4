/** Sheets to look at: node look.mjs clips|busts|bodies|faces OUT.png [folder] [name|clip ...] */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { openStudio } from '../products/studio/open.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const POSES = 8;
const STRIPS = ['clips', 'busts'];
const TILES = { clips: [190, 270], busts: [240, 260], bodies: [300, 520], faces: [440, 460] };
const VIEWS = {
  clips: [{ from: [2.4, 1.5, 4.6], to: [0, 0.93, 0], angle: 23 }],
  busts: [{ from: [0.8, 1.45, 2.6], to: [0, 1.22, 0], angle: 24 }],
  bodies: [
    { from: [0, 1.3, 5.2], to: [0, 0.88, 0], angle: 21 },
    { from: [3.2, 1.5, 4.2], to: [0, 0.88, 0], angle: 21 },
    { from: [-4.4, 1.5, -2.9], to: [0, 0.88, 0], angle: 21 },
  ],
  faces: [
    { from: [0, 0, 1.5], to: [0, -0.04, 0], angle: 24 },
    { from: [0.95, 0.05, 1.15], to: [0, -0.04, 0], angle: 24 },
    { from: [1.5, 0.05, -0.2], to: [0, -0.04, 0], angle: 24 },
  ],
};

const [kind, target, folder = 'avatars', ...only] = process.argv.slice(2);
const list = JSON.parse(readFileSync(path.join(root, 'assets/avatars/avatars.json'), 'utf8'));
const wanted = list.filter(
  ({ name }) => !only.some((word) => list.some((body) => body.name === word)) || only.includes(name),
);

/** The clips and moments that a sheet shows of a body. */
function moments({ clips }) {
  if (!STRIPS.includes(kind)) return [['idle', [0.3]]];
  const names = clips.filter(
    ({ name }) => !only.some((word) => clips.some((clip) => clip.name === word)) || only.includes(name),
  );
  return names.map(({ name, seconds }) => [
    name,
    Array.from({ length: POSES }, (_, i) => (seconds * i) / POSES),
  ]);
}

/** A view; those of faces are relative to the eyes. */
function camera(view, height) {
  if (kind !== 'faces') return view;
  const lift = ([x, y, z]) => [x, y + height * 0.925, z];
  return { ...view, from: lift(view.from), to: lift(view.to) };
}

const [width, height] = TILES[kind];
const { tab, close } = await openStudio({
  work,
  width,
  height,
  style: 'body{background:linear-gradient(#FBF9F5,#E8E1D5)}',
  folders: { '/files/': path.join(root, 'assets', folder) },
});
const shots = [];
for (const body of wanted) {
  await tab.evaluate((name) => window.studio.load(name, `/files/${name}.glb`), body.name);
  for (const [clip, times] of moments(body)) {
    for (const time of times) {
      for (const view of VIEWS[kind]) {
        await tab.evaluate(
          ([name, pose, at, from]) => {
            window.studio.show([name]);
            window.studio.pose(name, pose, at);
            window.studio.view(from);
            return window.studio.draw();
          },
          [body.name, clip, time, camera(view, body.height)],
        );
        shots.push(await tab.screenshot());
      }
    }
  }
}
await close();
const columns = STRIPS.includes(kind) ? POSES : 6;
const rows = Math.ceil(shots.length / columns);
const sheet = { width: columns * width, height: rows * height, channels: 3, background: '#fff' };
const place = (input, i) => ({ input, left: (i % columns) * width, top: Math.floor(i / columns) * height });
await sharp({ create: sheet }).composite(shots.map(place)).png().toFile(target);

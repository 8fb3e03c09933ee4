/** Photographs a bust of every body for the door: node portraits.mjs writes assets/avatars/<name>.webp and the manifest. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { openStudio } from '../products/studio/open.mjs';

const root = path.resolve(import.meta.dirname, '../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const avatars = path.join(root, 'assets/avatars');
const SIZE = { width: 160, height: 200 };
const SHARPER = 3; // photographed this much larger, then reduced
const BUDGET = 8_000;
const PAPER = '#F7F4EE';
/** Where the camera stands and looks, in heights of the body. */
const VIEW = { from: [0.17, 0.9, 0.92], to: [0.004, 0.862, 0], angle: 23.5 };
const MOMENT = ['idle', 0.25];

const list = JSON.parse(readFileSync(path.join(avatars, 'avatars.json'), 'utf8'));
const manifest = JSON.parse(readFileSync(path.join(avatars, 'manifest.json'), 'utf8'));

/** Adds or replaces one entry of the manifest. */
function enter(entry) {
  const at = manifest.findIndex(({ file }) => file === entry.file);
  if (at < 0) manifest.push(entry);
  else manifest[at] = entry;
}

const { tab, close } = await openStudio({
  work,
  width: SIZE.width * SHARPER,
  height: SIZE.height * SHARPER,
  style: `body{background:${PAPER}}`,
  folders: { '/files/': avatars },
});
for (const { name, height } of list) {
  await tab.evaluate((body) => window.studio.load(body, `/files/${body}.glb`), name);
  const view = { ...VIEW, from: VIEW.from.map((v) => v * height), to: VIEW.to.map((v) => v * height) };
  await tab.evaluate(
    ([body, [clip, seconds], camera]) => {
      window.studio.show([body]);
      window.studio.pose(body, clip, seconds);
      window.studio.light(1.12, 2.0, 0.95);
      window.studio.view(camera);
      return window.studio.draw();
    },
    [name, MOMENT, view],
  );
  const picture = await sharp(await tab.screenshot())
    .resize(SIZE)
    .webp({ quality: 93, effort: 6 })
    .toBuffer();
  if (picture.length > BUDGET) throw new Error(`${name}.webp has ${picture.length} bytes, over ${BUDGET}`);
  writeFileSync(path.join(avatars, `${name}.webp`), picture);
  const source = `portrait of ${name}.glb by assets/authoring/avatars/portraits.mjs`;
  enter({ file: `${name}.webp`, source, licence: 'CC0-1.0', bytes: picture.length, budget: BUDGET });
  console.log(`${name}.webp`, picture.length, 'bytes');
}
await close();
writeFileSync(path.join(avatars, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

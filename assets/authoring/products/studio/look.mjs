/** Contact sheets to look at: node look.mjs products|people OUT.png [name ...]; people: each clip once, from 2 m and 5 m. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { openStudio } from './open.mjs';

const root = path.resolve(import.meta.dirname, '../../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const TILE = { products: { width: 560, height: 560 }, people: { width: 520, height: 640 } };
const POSES = [
  ['idle', 0.3],
  ['talk', 0.4],
  ['walk', 0.05],
  ['wave', 1.2],
];
const VIEWS = [
  { from: [0.45, 1.6, 1.95], to: [0, 1.3, 0], angle: 34 },
  { from: [1.6, 1.6, 4.7], to: [0, 0.9, 0], angle: 26 },
];
const [kind, file, ...only] = process.argv.slice(2);
const json = (name) => JSON.parse(readFileSync(path.join(root, 'assets', name), 'utf8'));

/** Three views of a product. */
async function products(tab, shots) {
  for (const {
    slug,
    content: { standYaw },
  } of json('products/catalogue.json').filter((item) => !only.length || only.includes(item.slug))) {
    const { halfWidth } = JSON.parse(readFileSync(path.join(work, 'shadow', `${slug}.json`), 'utf8'));
    await tab.evaluate(
      ([name, half]) =>
        window.studio.load(name, `/files/${name}.glb`, {
          url: `/shadow/${name}.png`,
          halfWidth: half,
          strength: 0.55,
        }),
      [slug, halfWidth],
    );
    for (const [turn, near] of [
      [standYaw, 1],
      [standYaw + 2.4, 1],
      [standYaw + 0.3, 0.42],
    ]) {
      await tab.evaluate(
        ([name, yaw, zoom]) => {
          const { size } = window.studio.facts(name);
          const distance =
            (Math.hypot(Math.hypot(size[0], size[2]) * 0.86, size[1]) / 2 / Math.sin(0.19)) * 1.1 * zoom;
          const middle = size[1] * (zoom < 1 ? 0.6 : 0.46);
          window.studio.show([name]);
          window.studio.view({
            from: [-Math.sin(yaw) * distance, middle + distance * 0.27, Math.cos(yaw) * distance],
            to: [0, middle, 0],
            angle: 22,
          });
        },
        [slug, turn, near],
      );
      await tab.evaluate(() => window.studio.draw());
      shots.push(await tab.screenshot());
    }
  }
  return 6;
}

/** Every clip of a body, near and far. */
async function people(tab, shots) {
  for (const { name } of json('avatars/avatars.json').filter(
    (body) => !only.length || only.includes(body.name),
  )) {
    await tab.evaluate((body) => window.studio.load(body, `/files/${body}.glb`), name);
    for (const view of VIEWS) {
      for (const [clip, seconds] of POSES) {
        await tab.evaluate(
          ([body, pose, time, camera]) => {
            window.studio.show([body]);
            window.studio.pose(body, pose, time);
            window.studio.view(camera);
          },
          [name, clip, seconds, view],
        );
        await tab.evaluate(() => window.studio.draw());
        shots.push(await tab.screenshot());
      }
    }
  }
  return 8;
}

const tile = TILE[kind];
const { tab, close } = await openStudio({
  work,
  ...tile,
  style: 'body{background:linear-gradient(#FBF9F5,#E8E1D5)}',
  folders: {
    '/files/': path.join(root, 'assets', kind === 'people' ? 'avatars' : 'products'),
    '/shadow/': path.join(work, 'shadow'),
  },
});
const shots = [];
const columns = kind === 'people' ? await people(tab, shots) : await products(tab, shots);
await close();
await sharp({
  create: {
    width: columns * tile.width,
    height: Math.ceil(shots.length / columns) * tile.height,
    channels: 3,
    background: '#fff',
  },
})
  .composite(
    shots.map((input, i) => ({
      input,
      left: (i % columns) * tile.width,
      top: Math.floor(i / columns) * tile.height,
    })),
  )
  .png()
  .toFile(file);

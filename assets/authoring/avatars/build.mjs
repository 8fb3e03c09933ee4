/** Makes the people: bodies in Blender, then GLBs, avatars.json and the manifest. `--keep` reuses the bodies. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readJson } from '../products/assemble.mjs';
import { pack } from './pack.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const output = path.join(root, 'assets/avatars');
const BUDGET = { bytes: 110_000, triangles: 9000, bones: 28, draws: 1 };
const DRAWN = { height: 1.765, walkSpeed: 1.3 };

if (!process.argv.includes('--keep') || !existsSync(path.join(work, 'people'))) {
  mkdirSync(work, { recursive: true });
  execFileSync(
    'blender',
    ['-b', '-noaudio', '--python-exit-code', '1', '-P', path.join(here, 'build_people.py'), '--', work],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}
mkdirSync(output, { recursive: true });
const people = await readJson(path.join(here, 'people.json'));
const list = [];
const manifest = [];
for (const description of people.bodies) {
  const body = {
    ...description,
    drawnHeight: DRAWN.height,
    walkSpeed: Number(((DRAWN.walkSpeed * description.height) / DRAWN.height).toFixed(3)),
  };
  const file = `${body.name}.glb`;
  const made = await pack(body, people, work, path.join(output, file));
  console.log(body.name, made);
  for (const key of ['bytes', 'triangles', 'bones', 'draws']) {
    if (made[key] > BUDGET[key]) throw new Error(`${file}: ${key} ${made[key]} is over ${BUDGET[key]}`);
  }
  list.push({
    name: body.name,
    file,
    height: body.height,
    walkSpeed: body.walkSpeed,
    clips: made.clips,
    tint: { top: { texel: [people.keys.indexOf('top'), 0], colour: body.colours.top } },
  });
  manifest.push({
    file,
    source: 'made by assets/authoring/avatars from distance fields',
    licence: 'CC0-1.0',
    bytes: made.bytes,
    budget: BUDGET.bytes,
  });
}
writeFileSync(path.join(output, 'avatars.json'), `${JSON.stringify(list, null, 2)}\n`);
writeFileSync(path.join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

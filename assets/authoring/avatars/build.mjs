/** Makes the people: bodies in Blender, then GLBs, avatars.json and the manifest. `--keep` reuses the bodies, names make only these anew. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readJson } from '../products/assemble.mjs';
import { pack } from './pack.mjs';

const here = import.meta.dirname;
const root = path.resolve(here, '../../..');
const work = path.resolve(root, process.env.VITRINE_ART_WORK ?? '.cache/art');
const output = path.join(root, 'assets/avatars');
const BUDGET = { bytes: 200_000, triangles: 9000, bones: 30, draws: 1 };
const PALETTE = 8; // texels along an edge of the palette
const DRAWN_HEIGHT = 1.765;

const only = process.argv.slice(2).filter((word) => !word.startsWith('--'));

if (!process.argv.includes('--keep') || !existsSync(path.join(work, 'people'))) {
  mkdirSync(work, { recursive: true });
  execFileSync(
    'blender',
    [
      '-b',
      '-noaudio',
      '--python-exit-code',
      '1',
      '-P',
      path.join(here, 'build_people.py'),
      '--',
      work,
      ...only,
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
}
execFileSync('python3', [path.join(here, 'clips.py'), work], { stdio: 'inherit' });
mkdirSync(output, { recursive: true });
const people = await readJson(path.join(here, 'people.json'));
const list = [];

/** Where a key's colour is in the palette. */
function texel(keys, key) {
  const index = keys.indexOf(key);
  return [index % PALETTE, Math.floor(index / PALETTE)];
}

/** The colours of a body that a visitor may choose: texels, the drawn colour, choices for skin and hair. */
function tints({ keys, choices }, { colours, hair, top }) {
  const own = (key) => ({ texel: texel(keys, key), colour: colours[key] });
  const scarf = hair === 'scarf';
  const also = scarf ? [] : [texel(keys, 'brow')];
  return {
    top: own('top'),
    hair: { ...own('hair'), also, choices: scarf ? choices.scarf : choices.hair },
    legs: top === 'dress' ? null : own('legs'),
    skin: {
      ...own('skin'),
      choices: choices.skin,
      lips: { texel: texel(keys, 'lips'), choices: choices.lips },
    },
  };
}

const manifest = [];
for (const description of people.bodies) {
  const body = {
    ...description,
    drawnHeight: DRAWN_HEIGHT,
  };
  const file = `${body.name}.glb`;
  const made = await pack(body, people, work, path.join(output, file));
  console.log(body.name, JSON.stringify({ ...made, clips: made.clips.length }));
  for (const key of ['bytes', 'triangles', 'bones', 'draws']) {
    if (made[key] > BUDGET[key]) throw new Error(`${file}: ${key} ${made[key]} is over ${BUDGET[key]}`);
  }
  list.push({
    name: body.name,
    file,
    height: body.height,
    walkSpeed: made.walkSpeed,
    runSpeed: made.runSpeed,
    clips: made.clips,
    tint: tints(people, body),
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

/** Makes controllers and hands from those of WebXR Input Profiles: one mesh each, bound to its moving parts or joints. `node build.mjs [name …]` makes only these anew. */
import { copyFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { io, readJson, validate } from '../products/assemble.mjs';
import { packController } from './controller.mjs';
import { packHand } from './hand.mjs';

const output = path.resolve(import.meta.dirname, '../../hands');
const source = path.dirname(
  fileURLToPath(import.meta.resolve('@webxr-input-profiles/assets/dist/profiles/profilesList.json')),
);
const BUDGET = { bytes: 80_000, triangles: 7500 };
const SIDES = ['left', 'right'];

/** What is made: from which profile, and which other profiles are shown with it. */
const MODELS = [
  { name: 'quest-plus', profile: 'meta-quest-touch-plus', also: [] },
  { name: 'quest-2', profile: 'oculus-touch-v3', also: ['oculus-touch-v2', 'oculus-touch'] },
  { name: 'generic', profile: 'generic-trigger-squeeze-thumbstick', also: [] },
  { name: 'hand', profile: 'generic-hand', also: [] },
];

const only = process.argv.slice(2);
await mkdir(output, { recursive: true });
const manifest = await readJson(path.join(output, 'manifest.json')).catch(() => []);
const facts = await readJson(path.join(output, 'hands.json')).catch(() => []);

/** Adds or replaces what has the same value under a key. */
function enter(list, key, entry) {
  const at = list.findIndex((each) => each[key] === entry[key]);
  if (at < 0) list.push(entry);
  else list[at] = entry;
}

for (const { name, profile, also } of MODELS) {
  if (only.length > 0 && !only.includes(name)) continue;
  const { layouts } = JSON.parse(await readFile(path.join(source, profile, 'profile.json'), 'utf8'));
  const sides = {};
  for (const side of SIDES) {
    const file = `${name}-${side}.glb`;
    const target = path.join(output, file);
    const document = await io.read(path.join(source, profile, `${side}.glb`));
    sides[side] =
      name === 'hand'
        ? await packHand(document, target)
        : await packController(
            document,
            layouts[side] ?? layouts['left-right-none'] ?? layouts['left-right'],
            target,
          );
    const { size: bytes } = await stat(target);
    const made = await io.read(target);
    const [primitive, ...more] = made
      .getRoot()
      .listMeshes()
      .flatMap((mesh) => mesh.listPrimitives());
    const triangles = primitive.getIndices().getCount() / 3;
    const errors = await validate(target);
    console.log(file, bytes, 'bytes', triangles, 'triangles', sides[side].length, 'parts');
    if (errors.length) throw new Error(`${file}: ${JSON.stringify(errors.slice(0, 3))}`);
    if (bytes > BUDGET.bytes || triangles > BUDGET.triangles || more.length > 0)
      throw new Error(`${file} is over its budget`);
    enter(manifest, 'file', {
      file,
      source: `${profile}/${side}.glb of @webxr-input-profiles/assets, packed by assets/authoring/hands`,
      licence: 'MIT',
      bytes,
      budget: BUDGET.bytes,
    });
  }
  if (name !== 'hand') enter(facts, 'name', { name, profiles: [profile, ...also], ...sides });
}
await copyFile(path.join(source, '../../LICENSE.md'), path.join(output, 'LICENSE.md'));
await writeFile(path.join(output, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(path.join(output, 'hands.json'), `${JSON.stringify(facts)}\n`);

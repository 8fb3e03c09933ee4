/** Makes the models of the lowest tier from the delivered ones: node build.mjs [room] [products] [avatars] [far]; room:NAME makes one scene's. */
import { readdirSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { io, readJson, validate } from '../products/assemble.mjs';
import { writeFacts } from '../products/facts.mjs';
import { farAvatar, lowAvatar } from './avatars.mjs';
import { lowProduct } from './products.mjs';
import { lowRoom } from './room.mjs';

const ASSETS = path.resolve(import.meta.dirname, '../..');

/** The kind that makes one scene's low room, after its data in `rooms/`. */
async function roomOf(scene) {
  const room = await import(`./rooms/${scene}.mjs`);
  return {
    folder: `scenes/${scene}`,
    names: async () => ['room'],
    file: (name) => `${name}-low.glb`,
    make: (_, source, target) => lowRoom(room, source, target),
    triangles: room.BUDGET.triangles,
    budget: room.BUDGET.bytes,
  };
}

/** What each kind but the rooms makes: folder, names, target file, triangles and bytes it may have. */
const KINDS = {
  products: {
    folder: 'products',
    names: (manifest) =>
      manifest.filter(({ file }) => /^[^/]+\.glb$/.test(file)).map(({ file }) => file.slice(0, -4)),
    file: (name) => `low/${name}.glb`,
    make: lowProduct,
    triangles: 1_800,
    budget: 30_000,
  },
  avatars: {
    folder: 'avatars',
    names: (manifest) =>
      manifest.filter(({ file }) => /^[^/]+\.glb$/.test(file)).map(({ file }) => file.slice(0, -4)),
    file: (name) => `low/${name}.glb`,
    make: (_, source, target) => lowAvatar(source, target),
    triangles: 2_200,
    budget: 110_000,
  },
  far: {
    folder: 'avatars',
    names: (manifest) =>
      manifest.filter(({ file }) => /^[^/]+\.glb$/.test(file)).map(({ file }) => file.slice(0, -4)),
    file: (name) => `far/${name}.glb`,
    make: (_, source, target) => farAvatar(source, target),
    triangles: 350,
    budget: 16_000,
  },
};

/** Triangles and draw calls of a written file. */
async function facts(file) {
  const document = await io.read(file);
  const primitives = document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives());
  const triangles = primitives.reduce((sum, primitive) => sum + primitive.getIndices().getCount() / 3, 0);
  return { triangles, draws: primitives.length };
}

/** Makes the files of one kind and enters them in the folder's manifest. */
async function build({ folder, names, file, make, triangles, budget }) {
  const home = path.join(ASSETS, folder);
  const manifest = await readJson(path.join(home, 'manifest.json'));
  for (const name of await names(manifest)) {
    const target = path.join(home, file(name));
    await mkdir(path.dirname(target), { recursive: true });
    await make(name, path.join(home, `${name}.glb`), target);
    const errors = await validate(target);
    const made = { bytes: (await stat(target)).size, ...(await facts(target)) };
    console.log(file(name), made.bytes, 'bytes', made.triangles, 'triangles', made.draws, 'draws');
    if (errors.length) throw new Error(`${target}: ${JSON.stringify(errors.slice(0, 3))}`);
    if (made.bytes > budget || made.triangles > triangles) throw new Error(`${target} is over its budget`);
    enter(manifest, { file: file(name), original: `${name}.glb`, bytes: made.bytes, budget });
  }
  await writeFile(path.join(home, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  if (folder === 'products') await writeFacts(home);
}

/** Adds or replaces one entry of a manifest; the licence is that of the original. */
function enter(manifest, { file, original, bytes, budget }) {
  const { licence, models } = manifest.find((entry) => entry.file === original);
  const source = `${original} simplified by assets/authoring/low`;
  const entry = { file, source, licence, bytes, budget, ...(models ? { models } : {}) };
  const at = manifest.findIndex((each) => each.file === file);
  if (at < 0) manifest.push(entry);
  else manifest[at] = entry;
}

/** The kinds behind a word of the command line: `room` stands for every scene. */
async function kindsOf(word) {
  const [kind, scene] = word.split(':');
  if (kind !== 'room') return [KINDS[kind]];
  return Promise.all((scene ? [scene] : readdirSync(path.join(ASSETS, 'scenes'))).map(roomOf));
}

const asked = process.argv.slice(2);
for (const word of asked.length ? asked : ['room', ...Object.keys(KINDS)])
  for (const kind of await kindsOf(word)) await build(kind);

// Writes manifest.json beside the made files: source, licence, bytes and byte budget of each.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const OWN = 'own work, made by script';
const PACKAGE = 'Debian package sweethome3d-furniture, BlendSwap-CC-0.sh3f';

/** Reads name and author of the used models from the library's catalogue. */
function usedModels(library, models) {
  const lines = readFileSync(resolve(library, '../PluginFurnitureCatalog.properties'), 'latin1').split('\n');
  return models.map((model) => {
    const number = lines.find((line) => line.includes(`/${model}/${model}.obj`)).match(/#(\d+)=/)[1];
    const value = (key) =>
      lines
        .find((line) => line.startsWith(`${key}#${number}=`))
        ?.split('=')[1]
        .trim();
    return {
      name: `${value('name')} (${model})`,
      author: value('creator'),
      licence: 'CC0-1.0',
      source: PACKAGE,
    };
  });
}

/** Writes the manifest and fails when a file is over its budget; the scene's `sources.json` lists files, budgets and library models. */
export function writeManifest(name, scene, library) {
  const sources = JSON.parse(readFileSync(resolve(import.meta.dirname, name, 'sources.json'), 'utf8'));
  const entries = Object.entries(sources.files).map(([file, { budget, models }]) => {
    const bytes = statSync(resolve(scene, file)).size;
    if (bytes > budget) throw new Error(`${file}: ${bytes} bytes, budget ${budget}`);
    const entry = { file, source: 'assets/authoring/room', licence: OWN, bytes, budget };
    return models
      ? { ...entry, licence: `${OWN}; contains CC0-1.0 models`, models: usedModels(library, sources.models) }
      : entry;
  });
  writeFileSync(resolve(scene, 'manifest.json'), `${JSON.stringify(entries, null, 2)}\n`);
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  console.log(
    'manifest.json:',
    entries.map((entry) => `${entry.file} ${entry.bytes}`).join(', '),
    `total ${total}`,
  );
}

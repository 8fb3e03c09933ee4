/** A file that somebody has chosen or dropped, and its path within what they chose. */
export type ChosenFile = { path: string; file: File };

/** Files that become one upload, named after its model. */
export type ChosenModel = { name: string; files: ChosenFile[] };

/** Files of a drop, folders taken apart to their last file. To be called while the drop is handled: later the browser has forgotten it. */
export async function readDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  const entries = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found: ChosenFile[] = [];
  for (const entry of entries)
    if (entry instanceof File) found.push({ path: entry.name, file: entry });
    else if (entry) await collect(entry, '', found);
  return found;
}

/** Files of a field for files or a folder. */
export const readInput = (files: Iterable<File>): ChosenFile[] =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

async function collect(entry: FileSystemEntry, within: string, found: ChosenFile[]): Promise<void> {
  const path = within ? `${within}/${entry.name}` : entry.name;
  // What systems leave in folders is nobody's model.
  if (/^(\.|__MACOSX$|Thumbs\.db$)/.test(entry.name)) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A folder is told a hundred entries at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const each of some) await collect(each, path, found);
  }
}

/** Sorts files into uploads: each .glb and .zip is one, each .gltf one with the files that it names. What no model names is left out. */
export async function toModels(files: readonly ChosenFile[]): Promise<ChosenModel[]> {
  const byPath = new Map(files.map((each) => [each.path.normalize('NFC'), each]));
  const models: ChosenModel[] = [];
  for (const each of files) {
    const [, name = each.path, ending = ''] = /([^/]+)\.([^./]+)$/.exec(each.path) ?? [];
    if (/^(glb|zip)$/i.test(ending)) models.push({ name, files: [each] });
    if (!/^gltf$/i.test(ending)) continue;
    const folder = each.path.slice(0, each.path.lastIndexOf('/') + 1);
    const named = urisIn(await each.file.text()).flatMap(
      (uri) => byPath.get(resolvePath(folder, uri).normalize('NFC')) ?? [],
    );
    models.push({ name, files: [...new Set([each, ...named])] });
  }
  return models;
}

/** Addresses of the files that a .gltf names; none when it can't be read, which the check will say. */
function urisIn(text: string): string[] {
  try {
    const { buffers = [], images = [] } = JSON.parse(text) as Record<string, { uri?: unknown }[]>;
    return [...buffers, ...images]
      .map(({ uri }) => uri)
      .filter((uri): uri is string => typeof uri === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(uri));
  } catch {
    return [];
  }
}

function resolvePath(folder: string, uri: string): string {
  const steps: string[] = [];
  for (const step of `${folder}${decoded(uri)}`.split('/'))
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  return steps.join('/');
}

function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

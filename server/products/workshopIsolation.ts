import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PIPELINE = join(import.meta.dirname, 'pipeline');
/** What the work process may read of the house: its own code, what that imports, and packages. */
const READABLE = [
  join(ROOT, 'package.json'),
  join(ROOT, 'shared'),
  join(ROOT, 'server/products'),
  join(ROOT, 'server/picture.ts'),
  join(ROOT, 'node_modules'),
];

/** How the work process is kept off the network: in a namespace of its own, or only by what is closed within it. */
export type Isolation = { name: 'namespace' | 'user-namespace' | 'closed-modules'; before: string[] };

const NAMESPACES: Isolation[] = [
  { name: 'namespace', before: ['unshare', '--net', '--'] },
  { name: 'user-namespace', before: ['unshare', '--map-root-user', '--net', '--'] },
];

/** Finds the strongest isolation that this system allows, by trying. */
export async function findIsolation(): Promise<Isolation> {
  if (process.platform === 'linux') for (const each of NAMESPACES) if (await works(each.before)) return each;
  return { name: 'closed-modules', before: [] };
}

function works([program, ...args]: string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program!, [...args, 'true'], { stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** What a work process may touch, and how much of V8's heap it may use. */
export type Cage = { entry: string; folder: string; source: string; out: string; heapMegabytes: number };

/** The command that starts a work process in its cage. */
export function commandOf({ before }: Isolation, cage: Cage): [program: string, ...args: string[]] {
  const readable = [...READABLE, cage.folder, cage.source, cage.out, cage.entry].flatMap(bothPaths);
  const node = [
    process.execPath,
    '--permission',
    ...[...new Set(readable)].map((path) => `--allow-fs-read=${path}`),
    ...bothPaths(cage.out).map((path) => `--allow-fs-write=${path}`),
    '--allow-addons',
    '--allow-worker',
    `--max-old-space-size=${cage.heapMegabytes}`,
    '--no-warnings',
    '--import',
    join(PIPELINE, 'noNetwork.ts'),
    cage.entry,
    cage.folder,
    String(process.pid),
  ];
  return [...before, ...node] as [string, ...string[]];
}

/** A path as it is named and as it is: Node asks for either. */
function bothPaths(path: string): string[] {
  const real = realpathSync(path);
  return real === path ? [path] : [path, real];
}

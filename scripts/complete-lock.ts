import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/paths.ts';

interface Locked {
  version?: string;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  dev?: boolean;
  optional?: boolean;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

/** The part of a package-lock.json that matters here. */
export interface Lock {
  packages: Record<string, Locked>;
}

interface Gap {
  name: string;
  version: string;
  dev: boolean;
}

const SYSTEMS = ['darwin', 'win32', 'linux', 'android', 'freebsd', 'openharmony'];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64'];

// Node looks for a package beside its importer first, then in each folder above.
function isLocked(lock: Lock, path: string, name: string): boolean {
  const levels = path
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return ['', ...levels].some((level) => lock.packages[`${level ? `${level}/` : ''}node_modules/${name}`]);
}

/** The optional packages that a lock leaves out: `npm ci` refuses it for them, on every platform. */
export function gaps(lock: Lock): Gap[] {
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {}, dev = false }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !isLocked(lock, path, name))
      .map(([name, version]) => ({ name, version, dev })),
  );
}

function entry({ name, version, dev }: Gap): Locked {
  const words = name.split(/[/-]/);
  const among = (known: string[]) => words.filter((word) => known.includes(word));
  const limit = (key: string, values: string[]) => (values.length > 0 ? { [key]: values } : {});
  const libc = words.some((word) => word.startsWith('musl')) ? ['musl'] : [];
  return {
    version,
    ...limit('cpu', among(PROCESSORS)),
    ...(dev ? { dev } : {}),
    ...limit('libc', libc),
    optional: true,
    ...limit('os', among(SYSTEMS)),
  };
}

/**
 * Names the left-out packages of other platforms in a lock. npm leaves them out when the registry that it was made
 * with does not have them; without an integrity hash they install where a registry has them.
 */
export function complete(lock: Lock): Lock {
  const added = gaps(lock).map((gap) => [`node_modules/${gap.name}`, entry(gap)] as const);
  const packages = [...Object.entries(lock.packages), ...added].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(packages) };
}

function main(): void {
  for (const folder of ['.', 'toolchain', 'assets/authoring']) {
    const file = join(ROOT, folder, 'package-lock.json');
    const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
    const missing = gaps(lock);
    if (missing.length > 0) writeFileSync(file, `${JSON.stringify(complete(lock), null, 2)}\n`);
    console.log(`${join(folder, 'package-lock.json')}: ${missing.length} entries added`);
  }
}

if (process.argv[1] === import.meta.filename) main();

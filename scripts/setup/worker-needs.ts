import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptCommand, aptInstall, canInstall, hasApt } from './apt.ts';
import { SetupError } from './setup-error.ts';

const TOOLS: Record<string, string> = {
  'g++': 'g++',
  meson: 'meson',
  ninja: 'ninja-build',
  'pkg-config': 'pkg-config',
  patch: 'patch',
  flatc: 'flatbuffers-compiler',
  strip: 'binutils',
};
const LIBRARIES: Record<string, string> = {
  libuv: 'libuv1-dev',
  openssl: 'libssl-dev',
  libsrtp2: 'libsrtp2-dev',
  flatbuffers: 'libflatbuffers-dev',
  absl_strings: 'libabsl-dev',
};

function onPath(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}

function known(library: string): boolean {
  return spawnSync('pkg-config', ['--exists', library], { stdio: 'ignore' }).status === 0;
}

/** The Debian packages that building the worker still lacks. */
export function missingPackages(
  hasTool: (tool: string) => boolean = onPath,
  hasLibrary: (library: string) => boolean = known,
): string[] {
  const lacking = (names: Record<string, string>, has: (name: string) => boolean) =>
    Object.entries(names).flatMap(([name, debian]) => (has(name) ? [] : [debian]));
  return [...lacking(TOOLS, hasTool), ...lacking(LIBRARIES, hasLibrary)];
}

/** What to tell someone whose machine lacks packages that building the worker needs. */
export function needText(packages: string[], root: boolean, apt: boolean): string {
  const how = apt
    ? `Install what it needs, then run the same command again:\n  ${aptCommand(packages, root)}`
    : `Install what these Debian packages hold by your system's means: ${packages.join(' ')}`;
  return (
    'The media server (mediasoup) needs its worker, a native program. Its download could not be reached,\n' +
    `so it has to be compiled here once. ${how}\n` +
    'Or set MEDIASOUP_WORKER_BIN to a worker of the same version.'
  );
}

/** Makes sure that the worker can be compiled: installs as root on Debian and Ubuntu, else says what to install. */
export async function ensureBuildPackages(note: (text: string) => void): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (!canInstall()) throw new SetupError(needText(missing, process.getuid?.() === 0, hasApt()));
  note(`installing ${missing.length} system packages`);
  await aptInstall(missing);
}

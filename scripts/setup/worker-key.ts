import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** What decides whether a worker that was made elsewhere runs here. */
export interface Host {
  platform: string;
  arch: string;
  /** Distribution and release ("debian12"), because the worker is linked against its libraries; empty elsewhere. */
  distribution: string;
}

/** The folder that holds the overlay over the package's worker sources. */
export const OVERLAY = join(ROOT, 'scripts', 'worker');

/** The distribution in an os-release file, as one word. */
export function distributionOf(osRelease: string): string {
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)`, 'm').exec(osRelease)?.[1] ?? '';
  return `${field('ID')}${field('VERSION_ID')}`.replaceAll(/[^\w.]/g, '') || 'linux';
}

/** This machine. */
export function thisHost(): Host {
  const { platform, arch } = process;
  return { platform, arch, distribution: platform === 'linux' ? readDistribution() : '' };
}

function readDistribution(): string {
  try {
    return distributionOf(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return 'linux';
  }
}

/** The version of the mediasoup package that is installed. */
export function mediasoupVersion(root = ROOT): string {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'mediasoup', 'package.json'), 'utf8')).version;
}

/** Eight digits that change with any file of the overlay except its prose. */
export function overlayDigest(folder = OVERLAY): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(name.slice(folder.length)).update(readFileSync(name));
  return hash.digest('hex').slice(0, 8);
}

/** The name under which a worker is kept: package version, overlay, platform and the system's libraries. */
export function workerKey(version: string, overlay: string, host: Host): string {
  return ['mediasoup-worker', version, overlay, host.platform, host.arch, host.distribution]
    .filter(Boolean)
    .join('-');
}

import { readFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from './paths.ts';
import { workerRuns } from './worker-find.ts';
import type { Host } from './worker-key.ts';

const LIMIT_MS = 20_000;
const TAR_BLOCK = 512;
const EXECUTABLE = 0o755;

/** The address of the package's own prebuilt worker, composed as the package's installer does. */
export function prebuiltAddress(
  version: string,
  repository: string,
  host: Host,
  kernel: string,
  base?: string,
): string {
  const from = base ?? `${repository.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const suffix = host.platform === 'linux' ? `-kernel${Number(kernel.split('.')[0])}` : '';
  return `${from}/${version}/mediasoup-worker-${version}-${host.platform}-${host.arch}${suffix}.tgz`;
}

/** The content of the only file in a tar archive. */
export function onlyFile(tar: Buffer): Buffer {
  const size = Number.parseInt(tar.toString('latin1', 124, 136), 8);
  if (!(size > 0) || tar.length < TAR_BLOCK + size) throw new Error('The archive holds no file.');
  return tar.subarray(TAR_BLOCK, TAR_BLOCK + size);
}

/**
 * Downloads the package's prebuilt worker to `target` within 20 s; answers whether one is there that runs here.
 * The package's own installer is not run, because its fallback builds with tools fetched from elsewhere.
 */
export async function downloadWorker(version: string, host: Host, target: string): Promise<boolean> {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return false;
  const manifest = JSON.parse(readFileSync(join(ROOT, 'node_modules', 'mediasoup', 'package.json'), 'utf8'));
  const base = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL;
  const address = prebuiltAddress(version, manifest.repository.url, host, release(), base);
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(LIMIT_MS) });
    if (!answer.ok) return false;
    await writeFile(target, onlyFile(gunzipSync(Buffer.from(await answer.arrayBuffer()))));
    await chmod(target, EXECUTABLE);
    return workerRuns(target);
  } catch {
    return false;
  }
}

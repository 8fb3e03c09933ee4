import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../bootstrap/exec.cjs';

const LIMIT_MS = 60_000;
const SOURCE_LINE = 'deb-src $(SITE) $(RELEASE) $(COMPONENT)';

/** The apt options that keep lists and downloads in a folder of our own: no root needed, nothing of the system changes. */
export function aptFolder(folder: string): string[] {
  return [
    `Dir::Etc::SourceList=${join(folder, 'sources.list')}`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::Cache=${join(folder, 'cache')}`,
  ].flatMap((option) => ['-o', option]);
}

async function download(folder: string): Promise<string | undefined> {
  const apt = (...args: string[]) => run('apt-get', args, { quiet: true, cwd: folder, timeoutMs: LIMIT_MS });
  const known = await apt('indextargets', '--format', SOURCE_LINE, 'Created-By: Packages');
  if (known.code !== 0) return undefined;
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'cache', 'archives', 'partial'), { recursive: true });
  const lines = [...new Set(known.output.split('\n'))].filter((line) => line.startsWith('deb-src '));
  await writeFile(join(folder, 'sources.list'), `${lines.join('\n')}\n`);
  await apt(...aptFolder(folder), 'update', '--quiet');
  await apt(...aptFolder(folder), 'source', '--download-only', 'libsrtp2');
  const archive = (await readdir(folder)).find((name) => name.includes('.orig.tar.'));
  return archive && join(folder, archive);
}

/**
 * Lays the distribution's libsrtp sources into `target`, to be built with OpenSSL: the packaged library uses NSS, which
 * costs two to five times as much per packet. Answers false where they can't be had; the packaged library then serves.
 */
export async function laySrtpSources(work: string, target: string): Promise<boolean> {
  const folder = join(work, 'apt');
  await mkdir(folder, { recursive: true });
  const archive = await download(folder);
  if (!archive) return false;
  await mkdir(target, { recursive: true });
  const unpacked = await run('tar', ['-xf', archive, '--strip-components=1', '-C', target], { quiet: true });
  return unpacked.code === 0;
}

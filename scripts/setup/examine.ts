import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isFresh } from '../bootstrap/toolchain.cjs';
import { hasApt } from './apt.ts';
import { chromiumText, findChromium } from './chromium.ts';
import { clientIsFresh } from './client-build.ts';
import { CLIENT_DIST, ROOT } from './paths.ts';
import { tcpPortFree, udpPortFree } from './ports.ts';
import { cachedWorker, findWorker, workerRuns } from './worker-find.ts';
import { mediasoupVersion } from './worker-key.ts';
import { missingPackages, needText } from './worker-needs.ts';

/** One line of the doctor: `missing` stops `npm start`, `note` does not. */
export interface Finding {
  what: string;
  state: 'ok' | 'note' | 'missing';
  detail: string;
  todo?: string;
}

const isRoot = () => process.getuid?.() === 0;

function packages(): Finding {
  if (isFresh(ROOT)) return { what: 'Packages', state: 'ok', detail: 'as package-lock.json says' };
  const there = existsSync(join(ROOT, 'node_modules'));
  return {
    what: 'Packages',
    state: 'note',
    detail: there ? 'installed from another package-lock.json, or by hand' : 'not installed',
    todo: 'npm start and npm run setup install them',
  };
}

function npmVersion(): string {
  const manifest = join(ROOT, 'toolchain', 'node_modules', 'npm', 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

function worker(): Finding {
  const what = 'Media worker';
  try {
    const found = findWorker({ env: process.env, cached: cachedWorker(), runs: workerRuns });
    const version = mediasoupVersion();
    if (found?.from === 'MEDIASOUP_WORKER_BIN') {
      return {
        what,
        state: 'ok',
        detail: `${found.path} (MEDIASOUP_WORKER_BIN; must be of version ${version})`,
      };
    }
    if (found)
      return { what, state: 'ok', detail: `${found.from}, for the package's ${version}: ${found.path}` };
    const lacking = missingPackages();
    const detail = 'not made yet; set-up downloads it, or compiles it in about six minutes';
    if (lacking.length === 0 || isRoot()) return { what, state: 'note', detail };
    return {
      what,
      state: 'note',
      detail,
      todo: `If the download fails:\n${needText(lacking, false, hasApt())}`,
    };
  } catch (error) {
    return { what, state: 'missing', detail: 'unusable', todo: (error as Error).message };
  }
}

async function chromium(): Promise<Finding> {
  const what = 'Chromium';
  try {
    const path = await findChromium();
    if (path) return { what, state: 'ok', detail: path };
    return {
      what,
      state: 'note',
      detail: 'none; only tests need it',
      todo: chromiumText(hasApt(), isRoot()),
    };
  } catch (error) {
    return { what, state: 'note', detail: 'only tests need it', todo: (error as Error).message };
  }
}

function client(): Finding {
  const what = 'Client build';
  if (clientIsFresh()) return { what, state: 'ok', detail: 'up to date' };
  const detail = existsSync(CLIENT_DIST) ? 'older than its sources' : 'not built yet';
  return { what, state: 'note', detail, todo: 'npm start and npm run build build it' };
}

async function settings(): Promise<Finding[]> {
  try {
    const { readConfig } = await import('../../server/config.ts');
    const config = readConfig(process.env);
    return [data(config.DATA_DIR), await tcp(config.PORT, config.HOST), await media(config.MEDIA_PORT)];
  } catch (error) {
    if (!isFresh(ROOT)) return [];
    return [{ what: 'Settings', state: 'missing', detail: 'unusable', todo: (error as Error).message }];
  }
}

function data(folder: string): Finding {
  const what = 'Data folder';
  const path = join(ROOT, folder);
  if (!existsSync(path)) return { what, state: 'ok', detail: `${folder} (made at the first start)` };
  const { uid, mode } = statSync(path);
  const writable = isRoot() || (uid === process.getuid?.() && (mode & 0o200) !== 0) || (mode & 0o002) !== 0;
  if (writable) return { what, state: 'ok', detail: folder };
  return {
    what,
    state: 'note',
    detail: `${folder} may not be writable`,
    todo: 'give yourself the right, or set DATA_DIR',
  };
}

async function tcp(port: number, host: string): Promise<Finding> {
  const what = `Port ${port}`;
  if (await tcpPortFree(port, host)) return { what, state: 'ok', detail: 'free' };
  return {
    what,
    state: 'missing',
    detail: 'taken',
    todo: `stop what listens there, or: PORT=${port + 1} npm start`,
  };
}

async function media(port: number): Promise<Finding> {
  const what = `Media port ${port}`;
  if (port === 0 || ((await udpPortFree(port)) && (await tcpPortFree(port))))
    return { what, state: 'ok', detail: 'free' };
  return {
    what,
    state: 'missing',
    detail: 'taken (UDP or TCP)',
    todo: `set MEDIA_PORT, say to ${port + 100}`,
  };
}

/** Looks at everything that running and testing need. */
export async function examine(): Promise<Finding[]> {
  const installed = existsSync(join(ROOT, 'node_modules', 'mediasoup', 'package.json'));
  return [
    { what: 'Node', state: 'ok', detail: `${process.versions.node} (${process.execPath})` },
    { what: 'npm', state: 'ok', detail: npmVersion() },
    packages(),
    ...(installed ? [worker()] : []),
    await chromium(),
    client(),
    ...(await settings()),
  ];
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Served, startServer } from '../../client/e2e/harness.ts';
import { staffOf } from '../../client/e2e/returns.ts';
import { sendFile } from '../../server/products/testing/send.ts';
import { signIn } from '../../server/testing/api.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { rounded, wait } from '../harness.ts';
import type { Row } from '../report.ts';

/** Milliseconds between two looks at whether all is made. */
const LOOK_MS = 500;
const TICK = join(import.meta.dirname, 'tick.mjs');

/** For how long an event loop was held at most, and what it used of the processor itself meanwhile; milliseconds. */
type Tick = { held: number; busy: number };
const readTick = (file: string): Tick => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Sends models to a real server, all at once, and answers for how long its event loop was held until all were made, beside
 * a bare process that does nothing on the same machine in the same time.
 */
export async function measureEventLoop(models: readonly { path: string }[]): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-ticks-'));
  const [ours, bare] = [join(folder, 'ours'), join(folder, 'bare')];
  const server = await startServer({
    NODE_OPTIONS: `--import ${pathToFileURL(TICK).href}`,
    TICK_FILE: ours,
  });
  const idle = spawn(process.execPath, [TICK], { env: { ...process.env, TICK_FILE: bare } });
  try {
    await once(idle, 'spawn');
    server.child.kill('SIGUSR2');
    const seconds = await makeAll(server, models);
    await Promise.all([server.close(), once(idle, 'exit'), idle.kill()]);
    const [{ held, busy }, beside] = [readTick(ours), readTick(bare)];
    return [
      {
        name: 'event_loop_block_ms_max',
        value: rounded(held, 1),
        unit: 'ms',
        peer: `budget 50; a bare process beside it ${rounded(beside.held, 1)}`,
      },
      {
        name: 'event_loop_own_ms_max',
        value: rounded(busy, 1),
        unit: 'ms',
        peer: 'what the server itself did',
      },
      {
        name: 'all_made_s',
        value: rounded(seconds, 1),
        unit: 's',
        peer: `${models.length} uploads at once, KTX2 included`,
      },
    ];
  } finally {
    idle.kill();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Uploads models together and waits until all are made; answers the seconds that took. */
async function makeAll(server: Served, models: readonly { path: string }[]): Promise<number> {
  const dora = await signIn(staffOf(server), 'designer');
  const began = performance.now();
  const ids = await Promise.all(models.map(({ path }) => upload(server.url, dora, path)));
  for (let open = ids; open.length > 0; ) {
    await wait(LOOK_MS);
    const drafts = await Promise.all(
      open.map(async (id) => (await dora.call('GET', `/api/designer/drafts/${id}`)).body as Draft),
    );
    const refused = drafts.find(({ state }) => state === 'refused');
    if (refused) throw new Error(`${refused.name}: ${refused.stop?.reason} ${refused.stop?.detail}`);
    open = drafts.filter(({ state, packing }) => state !== 'ready' || packing).map(({ id }) => id);
  }
  return (performance.now() - began) / 1000;
}

type Caller = Awaited<ReturnType<typeof signIn>>;

async function upload(url: string, dora: Caller, path: string): Promise<string> {
  const folder = dirname(path);
  const names = path.endsWith('.gltf')
    ? (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    : [basename(path)];
  const files = names.map((name) => ({ path: name, bytes: readFileSync(join(folder, name)) }));
  const { body } = await dora.call('POST', '/api/designer/drafts', {
    name: basename(path),
    files: files.map(({ path: name, bytes }) => ({ path: name, bytes: bytes.length })),
  });
  for (const { path: name, bytes } of files) await sendFile(url, dora.token, body.id, name, bytes);
  return body.id as string;
}

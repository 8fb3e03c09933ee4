import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { startServer } from '../../client/e2e/harness.ts';
import { staffOf } from '../../client/e2e/returns.ts';
import { sendFile } from '../../server/products/testing/send.ts';
import { signIn } from '../../server/testing/api.ts';
import type { Draft } from '../../shared/model/draft.ts';
import { rounded, wait } from '../harness.ts';
import type { Row } from '../report.ts';

/** Milliseconds between two looks at the server's own count of how long its event loop was held. */
const LOOK_MS = 500;

/** Sends models to a real server, all at once, and answers for how long its event loop was held until all were made. */
export async function measureEventLoop(models: readonly { path: string }[]): Promise<Row[]> {
  const server = await startServer();
  try {
    const dora = await signIn(staffOf(server), 'designer');
    const held = async (): Promise<number> => {
      const text = await (await fetch(`${server.url}/metrics`)).text();
      return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1] ?? Number.NaN) * 1000;
    };
    await held();
    const began = performance.now();
    const ids = await Promise.all(models.map(({ path }) => upload(server.url, dora, path)));
    let most = 0;
    for (let open = ids; open.length > 0; ) {
      await wait(LOOK_MS);
      most = Math.max(most, await held());
      const drafts = await Promise.all(
        open.map(async (id) => (await dora.call('GET', `/api/designer/drafts/${id}`)).body as Draft),
      );
      const refused = drafts.find(({ state }) => state === 'refused');
      if (refused) throw new Error(`${refused.name}: ${refused.stop?.reason} ${refused.stop?.detail}`);
      open = drafts.filter(({ state, packing }) => state !== 'ready' || packing).map(({ id }) => id);
    }
    return [
      { name: 'event_loop_block_ms_max', value: rounded(most, 1), unit: 'ms', peer: 'budget 50' },
      {
        name: 'all_made_s',
        value: rounded((performance.now() - began) / 1000, 1),
        unit: 's',
        peer: `${models.length} uploads at once, KTX2 included`,
      },
    ];
  } finally {
    await server.close();
  }
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

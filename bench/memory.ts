import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Served, startServer } from '../client/e2e/harness.ts';
import { median, rounded } from './harness.ts';
import type { Row } from './report.ts';

/** What the server holds after its garbage was collected: bytes, and media objects that live. */
export type Sample = {
  atMs: number;
  heap: number;
  rss: number;
  media: number;
  routers: number;
  transports: number;
};

/** Starts a server that tells what it holds; its probe stands in a folder. */
export const startProbed = (folder: string, env: Record<string, string> = {}): Promise<Served> => {
  const preload = pathToFileURL(join(import.meta.dirname, 'soakProbe.mjs')).href;
  return startServer({
    // A small young generation: a large one is touched bit by bit for many minutes, which looks like a leak in the resident size.
    NODE_OPTIONS: `--max-semi-space-size=4 --import ${preload}`,
    SOAK_PROBE: probeIn(folder),
    ...env,
  });
};

const probeIn = (folder: string): string => join(folder, 'probe');

/** Asks the probe inside the server. */
export async function sample(folder: string, startMs: number): Promise<Sample> {
  const socket = connect(probeIn(folder));
  let text = '';
  socket.on('data', (part) => {
    text += part;
  });
  await once(socket, 'end');
  return { atMs: performance.now() - startMs, ...JSON.parse(text) };
}

/** Growth of bytes in kB a minute: the middle of the slopes between all pairs, so that single steps of the allocator say little. */
export function growth<Of extends { atMs: number }>(
  name: string,
  samples: readonly Of[],
  of: (sample: Of) => number,
): Row {
  const slopes: number[] = [];
  for (const [index, a] of samples.entries())
    for (const b of samples.slice(index + 1))
      slopes.push((of(b) - of(a)) / 1024 / ((b.atMs - a.atMs) / 60_000));
  return {
    name: `${name}_growth_kb_per_min`,
    value: rounded(median(slopes), 1),
    unit: 'kB/min',
    peer: 'no growth',
  };
}

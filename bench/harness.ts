import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The value below which a share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle one of the samples. */
export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** Rounded to a number of decimals. */
export const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Counts packets that arrive. */
export type Sink = { port: number; count(): Promise<number>; close(): void };

/** Opens a sink in a process of its own, so that counting takes nothing from what is measured. */
export async function openSink(): Promise<Sink> {
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, [
    join(import.meta.dirname, 'fanoutSink.mjs'),
  ]);
  const line = async (): Promise<number> => Number(String((await once(child.stdout, 'data'))[0]));
  const port = await line();
  return {
    port,
    count() {
      const answer = line();
      child.stdin.write('?');
      return answer;
    },
    close: () => child.stdin.end(),
  };
}

/** Lets so many milliseconds pass. */
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Bytes of a file packed by gzip, whatever the browser got (it takes Brotli, which is smaller). */
export async function gzipBytes(url: string): Promise<number> {
  return gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer()), { level: 9 }).length;
}

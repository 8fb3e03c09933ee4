import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { openPrinters, type Sheet } from './print.ts';

/** Papers to be printed into one file, by the asker's number. */
export type PressAsk = { id: number; papers: readonly Sheet[] };

/** The printed paper, or why there is none. */
export type PressAnswer = { id: number; bytes?: Uint8Array; reason?: string };

// On Linux a thread has its own: who buys goes before papers.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_LOW);
const print = openPrinters();

parentPort?.on('message', async ({ id, papers }: PressAsk) => {
  const answer = await print(papers).then(
    (bytes): PressAnswer => ({ id, bytes }),
    (error: unknown): PressAnswer => ({ id, reason: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(answer, answer.bytes ? [answer.bytes.buffer as ArrayBuffer] : []);
});

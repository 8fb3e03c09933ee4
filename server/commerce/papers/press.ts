import { Worker } from 'node:worker_threads';
import type { Paper } from './paper.ts';
import type { PressAnswer } from './pressWorker.ts';
import type { Sheet } from './print.ts';

/** Prints papers beside the event loop. `close` ends the thread; what is still being printed is then refused. */
export type Press = {
  renderPaper(paper: Paper, language: string): Promise<Uint8Array>;
  /** Several papers, each in its language, in one file. */
  renderPapers(papers: readonly Sheet[]): Promise<Uint8Array>;
  close(): Promise<void>;
};

type Waiting = { resolve(bytes: Uint8Array): void; reject(error: Error): void };

/** A press whose thread starts with the first paper and is then kept, with its fonts; one that dies is replaced with the next paper. */
export function openPress(): Press {
  let worker: Worker | undefined;
  let closed = false;
  let count = 0;
  const waiting = new Map<number, Waiting>();
  const fail = (of: Worker, error: Error): void => {
    if (worker !== of) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const thread = new Worker(new URL('./pressWorker.ts', import.meta.url), { execArgv: ['--no-warnings'] });
    thread.on('message', ({ id, bytes, reason }: PressAnswer) => {
      const asker = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) thread.unref();
      if (bytes) asker?.resolve(bytes);
      else asker?.reject(new Error(reason ?? 'a paper was not printed'));
    });
    thread.on('error', (error: Error) => fail(thread, error));
    thread.on('exit', () => fail(thread, new Error('the press has stopped')));
    return thread;
  };
  const renderPapers: Press['renderPapers'] = (papers) => {
    if (closed) return Promise.reject(new Error('the press is closed'));
    worker ??= start();
    worker.ref();
    const id = count++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker?.postMessage({ id, papers });
    });
  };
  return {
    renderPapers,
    renderPaper: (paper, language) => renderPapers([{ paper, language }]),
    async close() {
      closed = true;
      const thread = worker;
      if (thread) fail(thread, new Error('the press is closed'));
      await thread?.terminate();
    },
  };
}

import { Worker } from 'node:worker_threads';

const LOOK_EVERY_MS = 500;

/**
 * Ends this process when the one that started it (`parent`, its id) has ended, even while a decoder never returns: a
 * thread of its own looks whether the parent is still that one, and the closed input ends it at once.
 */
export function followParent(parent: number): void {
  process.stdin.once('close', () => process.exit(1)).resume();
  process.stdin.unref?.();
  const source = `setInterval(() => {
    if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL');
  }, ${LOOK_EVERY_MS});`;
  // Windows keeps the parent's id for ever; there the input alone tells.
  new Worker(source, { eval: true, execArgv: [] }).unref();
}

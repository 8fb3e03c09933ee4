import { Worker } from 'node:worker_threads';

const LOOK_EVERY_MS = 500;

/**
 * Ends this process when the one that started it has ended, even while a decoder never returns: a thread of its own
 * looks whether the parent is still the same, and the closed input ends it at once.
 */
export function followParent(): void {
  process.stdin.once('close', () => process.exit(1)).resume();
  process.stdin.unref?.();
  const source = `const parent = process.ppid;
    setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGKILL'), ${LOOK_EVERY_MS});`;
  new Worker(source, { eval: true, execArgv: [] }).unref();
}

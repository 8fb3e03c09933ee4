// Preloaded into a server, or run alone for comparison: leaves in the file that TICK_FILE names for how long (ms) its event
// loop was held at most, and how much of the processor it used itself in such a time. What is missing went to others.
import { writeFileSync } from 'node:fs';

const EVERY_MS = 5;
let [held, busy] = [0, 0];
let [last, used] = [performance.now(), process.threadCpuUsage()];
const look = () => {
  const now = performance.now();
  const { user, system } = process.threadCpuUsage(used);
  held = Math.max(held, now - last - EVERY_MS);
  busy = Math.max(busy, (user + system) / 1000);
  [last, used] = [now, process.threadCpuUsage()];
};
const tell = () => writeFileSync(process.env.TICK_FILE, JSON.stringify({ held, busy }));

if (process.argv[1]?.endsWith('server/main.ts') || process.argv[1] === import.meta.filename) {
  setInterval(look, EVERY_MS);
  // What the start takes is another bench's.
  process.on('SIGUSR2', () => {
    [held, busy] = [0, 0];
    [last, used] = [performance.now(), process.threadCpuUsage()];
  });
  process.on('exit', tell);
  if (process.argv[1] === import.meta.filename) process.on('SIGTERM', () => process.exit());
}

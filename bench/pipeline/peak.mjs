// Preloaded into each process that is measured: leaves its peak memory (kB) in the file that PEAK_FILE names.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** On Linux a process inherits the peak of the one that started it in `maxRSS`; what the kernel keeps for its own memory does not. */
function peak() {
  const status = '/proc/self/status';
  const own = existsSync(status) && /VmHWM:\s+(\d+)/.exec(readFileSync(status, 'utf8'));
  return own ? own[1] : String(process.resourceUsage().maxRSS);
}

process.on('exit', () => writeFileSync(process.env.PEAK_FILE, peak()));

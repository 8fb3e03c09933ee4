// Preloaded into each process that is measured: leaves its peak memory (kB) in the file that PEAK_FILE names.
import { writeFileSync } from 'node:fs';

process.on('exit', () => writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));

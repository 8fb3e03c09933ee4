import { type Logger, pino } from 'pino';

/** Structured log lines as JSON on standard output; no personal data goes in. */
export type Log = Logger;

/** Opens the log. Rubric: error = given up, warn = recovering, info = one line per lifecycle step, debug = the rest. */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** How a command ended: its exit code (128 + n for a signal) and the end of its output when it ran quietly. */
export interface Ended {
  code: number;
  output: string;
}

/** What `run` takes beside Node's own spawn options. */
export interface RunOptions extends SpawnOptions {
  quiet?: boolean;
  onLine?: (line: string) => void;
  timeoutMs?: number;
  /** Own process group (default), so that a signal reaches everything below. */
  group?: boolean;
  onChild?: (child: ChildProcess) => void;
}

/** Runs a command to its end; never rejects. */
export function run(command: string, args: string[], options?: RunOptions): Promise<Ended>;

/** Sends a signal to all commands that still run, kills them 8 s later, and says how many there were. */
export function stopAll(signal: NodeJS.Signals): number;

/** The exit code that a shell would report. */
export function exitCode(code: number | null, signal: NodeJS.Signals | null): number;

/** The last lines of a command's output. */
export function lastLines(text: string, count: number): string;

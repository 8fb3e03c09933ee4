import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { testEnvironment } from './house.ts';

/** The server as a process of its own. */
export type ServerProcess = {
  url: string;
  /** The lines that it printed so far. */
  lines: string[];
  /** Sends a signal and waits for the end; answers the exit code, null when the signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
};

/** Starts `server/main.ts` and waits until it is open; fails with its output when it ends before. */
export async function startServer(dataDir: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: join(dataDir, 'compiled'),
      ...testEnvironment(dataDir, { LOG_LEVEL: 'info', ...env }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const entry = line.startsWith('{') ? (JSON.parse(line) as { msg?: string; port?: number }) : {};
      if (entry.msg === 'open') resolve(entry.port!);
    });
    void ended.then(() => reject(new Error(`the server ended before it was open:\n${lines.join('\n')}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    lines,
    stop(signal) {
      child.kill(signal);
      return ended;
    },
  };
}

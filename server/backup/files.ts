import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What belongs to the records in a data folder, apart from their database. */
export const FOLDERS = ['products', 'recordings', 'outbox'] as const;
/** The built-in payment provider's own memory: a SQLite file. */
export const PAYMENTS = 'test-payments.sqlite';
/** What is being made, and made anew after a restart or when somebody asks for it. */
const PASSING = ['products/jobs', 'products/phones'];

/** The files of the records under a data folder, each by its path with slashes and its bytes now, in order. */
export async function* filesOf(folder: string): AsyncGenerator<{ path: string; bytes: number }> {
  for (const top of FOLDERS) if (existsSync(join(folder, top))) yield* under(folder, top);
}

async function* under(folder: string, path: string): AsyncGenerator<{ path: string; bytes: number }> {
  if (PASSING.includes(path)) return;
  const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(gone);
  const sorted = [...(entries ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of sorted) {
    const inner = `${path}/${entry.name}`;
    if (entry.isDirectory()) yield* under(folder, inner);
    else if (entry.isFile()) {
      const facts = await stat(join(folder, inner)).catch(gone);
      if (facts) yield { path: inner, bytes: facts.size };
    }
  }
}

/** The house goes on meanwhile: what it has thrown away since is no fault. */
export function gone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

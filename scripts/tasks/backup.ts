import { resolve } from 'node:path';
import { backUp } from '../../server/backup/backUp.ts';
import { BackupError } from '../../server/backup/error.ts';
import type { Manifest } from '../../server/backup/manifest.ts';
import type { Place } from '../../server/backup/place.ts';
import { ConfigError, readConfig } from '../../server/config.ts';
import { SetupError } from '../setup/setup-error.ts';
import type { Task } from './task.ts';

const MIB = 2 ** 20;

/** Where the settings say that the house keeps its records. */
export function placeOfHouse(): Place {
  const { DATA_DIR, DATABASE_URL } = readConfig(process.env);
  return { folder: DATA_DIR, url: DATABASE_URL };
}

/** Does a task of backup; what people can mend is told in words, without where in the code it was met. */
export async function inWords(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupError || error instanceof ConfigError) throw new SetupError(error.message);
    throw error;
  }
}

/** What an archive holds, in one line. */
export function summaryOf({ tables, files, engine }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${tables.length} tables with ${rows} rows (${engine}), ${files.length} files with ${(bytes / MIB).toFixed(1)} MiB`;
}

/** Puts all records of the house into one archive, also while it runs: `npm run backup [-- file]`. */
export const backup: Task = ({ args }) =>
  inWords(async () => {
    const at = new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    const archive = resolve(args[0] ?? `vitrine-${at}.tar`);
    const manifest = await backUp(placeOfHouse(), archive);
    console.log(`${archive}: ${summaryOf(manifest)}`);
    return 0;
  });

import { resolve } from 'node:path';
import { restore as putBack } from '../../server/backup/restore.ts';
import { inWords, placeOfHouse, summaryOf } from './backup.ts';
import type { Task } from './task.ts';

const USAGE = 'npm run restore -- <file> [--force]';

/** Puts an archive of `npm run backup` in the place of the house's records: `npm run restore -- file [--force]`. */
export const restore: Task = ({ args }) =>
  inWords(async () => {
    const [archive, ...more] = args.filter((arg) => arg !== '--force');
    if (!archive || more.length > 0) {
      console.log(USAGE);
      return 1;
    }
    const place = placeOfHouse();
    const manifest = await putBack(place, resolve(archive), args.includes('--force'));
    console.log(`Restored, as it was on ${manifest.made}: ${summaryOf(manifest)}`);
    return 0;
  });

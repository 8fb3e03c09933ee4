import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { together } from '../together.ts';

/** Brings what is written to a disk, for many at once. */
export type DiskSync = {
  /** Resolves when all that was written before the call is on the disk. Once it has failed nothing is known, and it fails for good. */
  synced(): Promise<void>;
  close(): Promise<void>;
};

/** Syncs that many share, none of which is believed after one that failed. */
export function shareSyncs(sync: () => Promise<void>): () => Promise<void> {
  let failed = false;
  return together(async () => {
    if (failed) throw new Error('the disk has failed before');
    try {
      await sync();
    } catch (error) {
      failed = true;
      throw error;
    }
  });
}

/** The syncs of a file that somebody else writes; it is opened with the first of them. */
export function openDiskSync(file: string): DiskSync {
  let handle: Promise<FileHandle> | undefined;
  const opened = async (): Promise<FileHandle> => {
    // The name of a new file is in its folder, which has to reach the disk too.
    const folder = await open(dirname(file));
    await folder.sync().finally(() => folder.close());
    return open(file);
  };
  return {
    synced: shareSyncs(async () => {
      handle ??= opened();
      await (await handle).datasync();
    }),
    async close() {
      await (await handle?.catch(() => undefined))?.close();
    },
  };
}

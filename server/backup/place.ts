import { openPostgres } from '../store/postgres.ts';
import { RESTORED, settleRestores } from '../store/restored.ts';
import { settingOf } from '../store/settings.ts';
import { shapeOf } from '../store/shape.ts';
import type { Tables } from '../store/tables.ts';

/** Where a house keeps its records: its data folder, and the url of its database where that is a PostgreSQL. */
export type Place = { folder: string; url?: string | undefined };

/** Ends what an earlier restore left undone, as the next start of the house would. */
export async function settle({ folder, url }: Place): Promise<void> {
  if (!url) return settleRestores(folder, undefined);
  await settleRestores(folder, async (id) => {
    const db = openPostgres<Tables>(url, 1, 'vitrine-settle');
    try {
      const laid = await shapeOf(db as never);
      return laid.setting !== undefined && (await settingOf(db, RESTORED)) === id;
    } finally {
      await db.destroy();
    }
  });
}

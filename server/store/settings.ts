import type { Database } from './open.ts';

/** The value under a key; when there is none, `make` makes it and it is kept. One answer for ever, also under races. */
export async function settingOnce(db: Database, key: string, make: () => string): Promise<string> {
  await db
    .insertInto('setting')
    .values({ key, value: make() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirstOrThrow();
  return row.value;
}

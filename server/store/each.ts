import { type Kysely, type RawBuilder, sql } from 'kysely';
import { engineOf } from './ddl.ts';

/** Texts as a table with one column `value`, as one parameter: a statement is the same one however many they are. */
export const eachOf = (db: Kysely<never> | Kysely<unknown>, texts: readonly string[]): RawBuilder<unknown> =>
  engineOf(db) === 'postgres'
    ? sql`unnest(${texts}::text[]) as each (value)`
    : sql`json_each(${JSON.stringify(texts)})`;

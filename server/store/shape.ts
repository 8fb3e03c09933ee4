import { type Kysely, sql } from 'kysely';
import { engineOf } from './ddl.ts';

/** A reference of columns to those of another table. */
export type Reference = { columns: string[]; table: string; to: string[]; onDelete: string };

/** A table as it is laid, in words that both engines share; orders of columns count, names of indexes do not. */
export type TableShape = {
  /** Each column, with its kind as in the migrations, and whether it may be null. */
  columns: { name: string; kind: string; nullable: boolean }[];
  primary: string[];
  /** Columns of each unique index, and its condition's presence. */
  unique: string[];
  indexes: string[];
  references: Reference[];
  /** The column that counts by itself. */
  counter: string | undefined;
};

/** What is laid in a database, by table, but for what the migrations keep of themselves. */
export const shapeOf = (db: Kysely<unknown>): Promise<Record<string, TableShape>> =>
  engineOf(db) === 'sqlite' ? ofSqlite(db) : ofPostgres(db);

const rowsOf = async <T>(db: Kysely<unknown>, text: string): Promise<T[]> =>
  (await sql.raw(text).execute(db)).rows as T[];

const sorted = (texts: string[]): string[] => [...texts].sort();
const byColumns = (a: Reference, b: Reference): number => (a.columns.join() < b.columns.join() ? -1 : 1);

async function ofSqlite(db: Kysely<unknown>): Promise<Record<string, TableShape>> {
  const tables = await rowsOf<{ name: string; sql: string }>(
    db,
    `select name, sql from sqlite_master where type = 'table' and name not like 'sqlite_%'
      and name not like 'kysely_%' order by name`,
  );
  const shapes: Record<string, TableShape> = {};
  for (const { name, sql: text } of tables) {
    type Column = { name: string; type: string; notnull: number; pk: number };
    const columns = await rowsOf<Column>(db, `select * from pragma_table_info('${name}')`);
    const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
    const indexes = await sqliteIndexes(db, name);
    shapes[name] = {
      columns: columns.map((column) => ({
        name: column.name,
        kind: column.type.toLowerCase(),
        nullable: column.notnull === 0 && column.pk === 0,
      })),
      primary: keys.map((column) => column.name),
      ...indexes,
      references: await sqliteReferences(db, name),
      counter: /\bautoincrement\b/i.test(text) ? keys[0]?.name : undefined,
    };
  }
  return shapes;
}

async function sqliteIndexes(db: Kysely<unknown>, table: string) {
  type Index = { name: string; unique: number; origin: string; partial: number };
  const unique: string[] = [];
  const indexes: string[] = [];
  for (const index of await rowsOf<Index>(db, `select * from pragma_index_list('${table}')`)) {
    if (index.origin === 'pk') continue;
    const columns = await rowsOf<{ name: string | null }>(
      db,
      `select name from pragma_index_info('${index.name}') order by seqno`,
    );
    const words =
      columns.map(({ name }) => name ?? '(expression)').join(', ') + (index.partial ? ' where' : '');
    (index.unique ? unique : indexes).push(words);
  }
  return { unique: sorted(unique), indexes: sorted(indexes) };
}

async function sqliteReferences(db: Kysely<unknown>, table: string): Promise<Reference[]> {
  type Row = { id: number; table: string; from: string; to: string; on_delete: string };
  const rows = await rowsOf<Row>(db, `select * from pragma_foreign_key_list('${table}') order by id, seq`);
  const byId = new Map<number, Reference>();
  for (const row of rows) {
    const one = byId.get(row.id) ?? {
      columns: [],
      table: row.table,
      to: [],
      onDelete: row.on_delete.toLowerCase(),
    };
    one.columns.push(row.from);
    one.to.push(row.to);
    byId.set(row.id, one);
  }
  return [...byId.values()].sort(byColumns);
}

/** PostgreSQL's types in the words of the migrations. */
const KINDS: Record<string, string> = {
  bigint: 'integer',
  'double precision': 'real',
  bytea: 'blob',
};

async function ofPostgres(db: Kysely<unknown>): Promise<Record<string, TableShape>> {
  type Column = { table: string; name: string; type: string; nullable: boolean; identity: boolean };
  const columns = await rowsOf<Column>(
    db,
    `select c.relname as "table", a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
      not a.attnotnull as nullable, a.attidentity <> '' as identity
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0
        and not a.attisdropped and c.relname not like 'kysely\\_%'
      order by c.relname collate "C", a.attnum`,
  );
  const shapes: Record<string, TableShape> = {};
  for (const { table, name, type, nullable, identity } of columns) {
    shapes[table] ??= {
      columns: [],
      primary: [],
      unique: [],
      indexes: [],
      references: [],
      counter: undefined,
    };
    shapes[table].columns.push({ name, kind: KINDS[type] ?? type, nullable });
    if (identity) shapes[table].counter = name;
  }
  await addIndexes(db, shapes);
  await addReferences(db, shapes);
  return shapes;
}

async function addIndexes(db: Kysely<unknown>, shapes: Record<string, TableShape>): Promise<void> {
  type Index = {
    table: string;
    unique: boolean;
    primary: boolean;
    partial: boolean;
    columns: (string | null)[];
  };
  const rows = await rowsOf<Index>(
    db,
    `select c.relname as "table", i.indisunique as unique, i.indisprimary as primary,
      i.indpred is not null as partial,
      array(select a.attname::text from unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum and k.attnum > 0
        order by k.place) as columns
      from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = current_schema()::regnamespace`,
  );
  for (const { table, unique, primary, partial, columns } of rows) {
    const shape = shapes[table];
    if (!shape) continue;
    const words = columns.map((name) => name ?? '(expression)').join(', ') + (partial ? ' where' : '');
    if (primary) shape.primary = columns as string[];
    else (unique ? shape.unique : shape.indexes).push(words);
  }
  for (const shape of Object.values(shapes)) {
    shape.unique = sorted(shape.unique);
    shape.indexes = sorted(shape.indexes);
  }
}

const ON_DELETE: Record<string, string> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
};

async function addReferences(db: Kysely<unknown>, shapes: Record<string, TableShape>): Promise<void> {
  const names = (relation: string, keys: string) =>
    `array(select a.attname::text from unnest(${keys}) with ordinality as k (attnum, place)
      join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.attnum order by k.place)`;
  const rows = await rowsOf<{ from: string; table: string; columns: string[]; to: string[]; rule: string }>(
    db,
    `select c.relname as "from", t.relname as "table", ${names('c.oid', 'r.conkey')} as columns,
      ${names('t.oid', 'r.confkey')} as to, r.confdeltype as rule
      from pg_constraint r join pg_class c on c.oid = r.conrelid join pg_class t on t.oid = r.confrelid
      where r.contype = 'f' and c.relnamespace = current_schema()::regnamespace`,
  );
  for (const { from, rule, ...rest } of rows)
    shapes[from]?.references.push({ ...rest, onDelete: ON_DELETE[rule] ?? rule });
  for (const shape of Object.values(shapes)) shape.references.sort(byColumns);
}

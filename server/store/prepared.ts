import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { engineOf } from './ddl.ts';
import { commonOf } from './quick.ts';
import type { Tables } from './tables.ts';

/** A place in a statement that is built already, for a value that is named. */
export class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) });

/**
 * A statement that is built once for each PostgreSQL; each run only fills in what is given, since building one costs as much as
 * sending it. What is given may only be handed on as values: nothing about the statement may depend on it.
 */
export function prepared<Given extends object, Row>(
  build: (db: Kysely<Tables>, given: Given) => Compilable<Row>,
): (db: Kysely<Tables>, given: Given) => Compilable<Row> {
  const known = new WeakMap<object, CompiledQuery<Row>>();
  return (db, given) => {
    if (engineOf(db as never) !== 'postgres') return build(db, given);
    const common = commonOf(db);
    const query = known.get(common) ?? build(db, slots as Given).compile();
    known.set(common, query);
    const fill = (one: unknown) => (one instanceof Slot ? given[one.name as keyof Given] : one);
    return { compile: () => ({ ...query, parameters: query.parameters.map(fill) }) };
  };
}

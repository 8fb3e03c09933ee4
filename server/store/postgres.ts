import {
  type BinaryOperationNode,
  Kysely,
  type OperationNode,
  OperatorNode,
  PostgresDialect,
  type PostgresDialectConfig,
  type PostgresDriver,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  ValueNode,
} from 'kysely';
import pg from 'pg';
import { ConfigError } from '../config.ts';
import { openLines, openSharedLine, type SharedLine } from './postgresLine.ts';
import { Slot } from './prepared.ts';
import { sharedBy } from './quick.ts';

/** How our connections call themselves, so that a task can see whether a server is at work. */
export const APPLICATION = 'vitrine';
/** Milliseconds that a server may take to answer at the start. */
const START_MS = 10_000;
/** Milliseconds that work waits for a connection of the pool: long, since a rush must queue, not fail. */
const WAIT_MS = 60_000;

/**
 * Plans are made once for each prepared statement: ours go by indexes, whatever is looked for, and planning them anew costs more
 * than running them. A plan made while a table is small has to be right when it has grown, so indexes are as near as they are
 * on today's disks (https://www.postgresql.org/docs/current/runtime-config-query.html#GUC-RANDOM-PAGE-COST).
 */
const PLANS = '-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1';

/** `$` and numbers, as PostgreSQL names its types. */
const { INT8, NUMERIC, BYTEA } = pg.types.builtins;

/** The number in a text; throws when JavaScript can not hold it exactly. */
function safeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || (Number.isInteger(number) && !Number.isSafeInteger(number)))
    throw new RangeError(`the database holds ${text}, which is no safe number`);
  return number;
}

const bytesOf = (text: string): Uint8Array => {
  const bytes = pg.types.getTypeParser(BYTEA, 'text')(text) as Buffer;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
};

const PARSERS: Record<number, (text: string) => unknown> = {
  [INT8]: safeNumber,
  [NUMERIC]: safeNumber,
  [BYTEA]: bytesOf,
};

/** What `pg` makes of an answer: numbers and bytes as SQLite answers them. */
const types = {
  getTypeParser: (type: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS[type]) || pg.types.getTypeParser(type, format as 'text'),
} as pg.CustomTypesConfig;

/** A connection of its own, with the same types as those of the pool; who asks for it ends it. */
export function postgresClient(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, application_name: `${APPLICATION}-task`, types });
  client.on('error', () => undefined);
  return client;
}

/**
 * A list travels as one parameter: `in` with so many would be a statement of its own for each length, which is planned each
 * time.
 */
class Compiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const { leftOperand, operator, rightOperand } = node;
    const isIn = OperatorNode.is(operator) && operator.operator === 'in';
    const list = isIn ? listOf(rightOperand) : undefined;
    if (!list) {
      super.visitBinaryOperation(node);
      return;
    }
    this.visitNode(leftOperand);
    this.append(' = any(');
    this.appendValue(list);
    this.append(')');
  }
}

function listOf(node: OperationNode): unknown {
  if (PrimitiveValueListNode.is(node)) return node.values;
  return ValueNode.is(node) && node.value instanceof Slot ? node.value : undefined;
}

class Dialect extends PostgresDialect {
  readonly #shared: SharedLine;
  constructor(config: PostgresDialectConfig, shared: SharedLine) {
    super(config);
    this.#shared = shared;
  }
  override createQueryCompiler(): Compiler {
    return new Compiler();
  }
  override createDriver(): PostgresDriver {
    const driver = super.createDriver() as PostgresDriver;
    const destroy = driver.destroy.bind(driver);
    driver.destroy = async () => {
      await this.#shared.end();
      await destroy();
    };
    return driver;
  }
}

/** A PostgreSQL database as a Kysely one, over at most so many connections; one that breaks is replaced. */
export function openPostgres<Tables>(url: string, connections: number, name = APPLICATION): Kysely<Tables> {
  const config = { connectionString: url, application_name: name, options: PLANS, types };
  const pool = new pg.Pool({
    ...config,
    max: connections,
    connectionTimeoutMillis: WAIT_MS,
    pipeline: true,
  } as pg.PoolConfig);
  // Whoever waits for an answer of a broken connection gets the error; nobody else needs it, and unheard it ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('connect', openLines());
  const shared = openSharedLine(config);
  const db = new Kysely<Tables>({ dialect: new Dialect({ pool }, shared) });
  sharedBy(db, shared);
  return db;
}

/** What people did wrong, by PostgreSQL's and the system's codes. */
const WRONG: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host can not be looked up now',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  '28P01': 'the password is wrong',
  '28000': 'the server does not let this user in',
  '3D000': 'there is no such database: create it first',
  '42501': 'the user may not do this',
  '53300': 'the server has no connection left',
  '57P03': 'the server is starting up or going down: try again',
};

/** The same url for people's eyes: without its password. */
function shown(url: string): string {
  const plain = new URL(url);
  if (plain.password) plain.password = '***';
  return plain.href;
}

/** A mistake of the settings in words, or the error as it is. */
export function explainPostgres(error: unknown, url: string): unknown {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const words = WRONG[code] ?? (/timeout|terminated/i.test(message) ? WRONG.ETIMEDOUT : undefined);
  if (words) return new ConfigError(`DATABASE_URL=${shown(url)}: ${words} (${message || code})`);
  return /SSL|SASL|password/.test(message)
    ? new ConfigError(`DATABASE_URL=${shown(url)}: ${message}`)
    : error;
}

/** Does work while no other process does the same on this database: for what a start does once. Throws a ConfigError when it can't be reached. */
export async function alone<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${APPLICATION}-start`,
    connectionTimeoutMillis: START_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(
      "select getdatabaseencoding() as encoding, hashtext('vitrine') as key",
    );
    const { encoding, key } = rows[0] as { encoding: string; key: number };
    if (encoding !== 'UTF8')
      throw new ConfigError(
        `DATABASE_URL=${shown(url)}: the database's encoding is ${encoding}, it has to be UTF8`,
      );
    await client.query('select pg_advisory_lock($1)', [key]);
    return await work();
  } catch (error) {
    throw explainPostgres(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

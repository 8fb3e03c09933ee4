import pg from 'pg';
import { LATER } from './laterMark.ts';
import { withoutNul } from './withoutNul.ts';

/** Statements that are kept prepared in each connection; further ones are planned each time. */
const NAMES_MOST = 1000;
/** A prepared statement's columns have changed since: somebody has migrated the database. */
const STALE_PLAN = '0A000';

type Query = (text: unknown, values?: unknown, ...rest: unknown[]) => Promise<unknown>;
type Waiting = { text: string; values: unknown[] };

/** Gives statements names, under which a connection keeps them parsed and planned: in a rush that is half of the server's work. */
function openNames(): (query: Query, text: string, values: unknown[]) => Promise<unknown> {
  let names = new Map<string, string>();
  let round = 0;
  return async (query, text, given) => {
    const values = given.map(withoutNul);
    const known = names.get(text);
    if (values.length === 0 || (known === undefined && names.size >= NAMES_MOST)) return query(text, values);
    const name = known ?? `v${round}_${names.size}`;
    names.set(text, name);
    try {
      return await query({ name, text, values });
    } catch (error) {
      if ((error as { code?: string }).code === STALE_PLAN) {
        names = new Map();
        round++;
      }
      throw error;
    }
  };
}

/**
 * Makes the connections of a pool (with `pipeline`) prepare their statements, and lets `begin` and statements that are marked
 * with `LATER` travel with the next one.
 */
export function openLines(): (client: pg.PoolClient) => void {
  const named = openNames();
  return (client) => {
    const query = client.query.bind(client) as unknown as Query;
    const { stream } = (client as unknown as { connection: { stream: NodeJS.WritableStream & Corked } })
      .connection;
    let waiting: Waiting[] = [];
    const send = async (text: string, values: unknown[]): Promise<unknown> => {
      const before = waiting;
      waiting = [];
      // What had not left yet need not be undone.
      const neverBegan = before[0]?.text === 'begin';
      if (text === 'rollback' && neverBegan) return { command: 'ROLLBACK', rows: [], rowCount: 0 };
      if (before.length === 0 || text === 'rollback') return named(query, text, values);
      stream.cork();
      const all = [...before, { text, values }].map((one) => named(query, one.text, one.values));
      stream.uncork();
      const ends = await Promise.allSettled(all);
      const failed = ends.find((end) => end.status === 'rejected');
      if (failed) throw failed.reason;
      return (ends.at(-1) as PromiseFulfilledResult<unknown>).value;
    };
    client.query = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
      if (typeof text !== 'string' || rest.length > 0 || typeof values === 'function')
        return query(text, values, ...rest);
      const given = (values as unknown[] | undefined) ?? [];
      const isLater = text.startsWith(LATER);
      if (text !== 'begin' && !isLater) return send(text, given);
      waiting.push({ text: isLater ? text.slice(LATER.length) : text, values: given });
      return Promise.resolve({ command: '', rows: [], rowCount: 0 });
    }) as never;
  };
}

type Corked = { cork(): void; uncork(): void };

/** One connection for all reads that take no time: those of one turn of the event loop travel together. */
export type SharedLine = {
  ask(text: string, values: readonly unknown[]): Promise<unknown[]>;
  end(): Promise<void>;
};

/** Opens the line with the first question, and anew after it broke; who was waiting for an answer then gets the error. */
export function openSharedLine(config: pg.ClientConfig): SharedLine {
  const named = openNames();
  let open: Promise<pg.Client> | undefined;
  let isCorked = false;
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ ...config, pipeline: true } as pg.ClientConfig);
    const gone = () => {
      open = undefined;
    };
    client.on('error', gone);
    client.on('end', gone);
    await client.connect();
    return client;
  };
  return {
    async ask(text, values) {
      open ??= connect();
      const client = await open.catch((error) => {
        open = undefined;
        throw error;
      });
      if (!isCorked) {
        const { stream } = (client as unknown as { connection: { stream: Corked } }).connection;
        isCorked = true;
        stream.cork();
        setImmediate(() => {
          isCorked = false;
          stream.uncork();
        });
      }
      const query = client.query.bind(client) as unknown as Query;
      const { rows } = (await named(query, text, values as unknown[])) as { rows: unknown[] };
      return rows;
    },
    async end() {
      const client = await open?.catch(() => undefined);
      await client?.end();
    },
  };
}

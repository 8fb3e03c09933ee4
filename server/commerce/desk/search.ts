import { type SqlBool, sql } from 'kysely';
import { DESK_STATUSES } from '../../../shared/model/desk.ts';
import type { OrderStatus } from '../../../shared/model/order.ts';
import { Refusal } from '../../../shared/wire/refusal.ts';
import { literals } from '../../store/literals.ts';
import type { Database } from '../../store/open.ts';
import { plainWords } from '../words.ts';

/** What the desk looks for. Times are milliseconds since 1970; those of payment are both within. */
export type DeskWish = {
  statuses?: readonly OrderStatus[] | undefined;
  market?: string | undefined;
  paidFrom?: number | undefined;
  paidTo?: number | undefined;
  words?: string | undefined;
  /** Only those whose buyer waits for a word, or for what becomes of a return. */
  waiting?: boolean | undefined;
  after?: string | undefined;
};

/** Ids of orders, the newest first, and where the next ones begin; null when there are no more. */
export type Found = { ids: string[]; next: string | null };

/** A word that more orders have is no way to find one: the list is looked through instead. */
const RARE = 1000;
/** How many orders one search looks through, step by step; then it answers what it has, and from where to go on. */
const LOOKS = [150, 350, 500] as const;
const MOST_WORDS = 6;
/** Words that begin alike whose lists are merged; of more, the list of all orders is walked. */
const FEW = 20;
/** Sorts after every letter, so that `word` to `word` + this are all that begin with it. */
const LAST = '\u{10ffff}';

/** As much of an order as a search looks at. `at` is what it is sorted by. */
type Light = { id: string; at: number; status: OrderStatus; market: string; paid_at: number | null };
type Place = { at: number; id: string };
type Clock = 'placed_at' | 'paid_at';

const newestFirst = (a: Place, b: Place): number => b.at - a.at || (a.id < b.id ? 1 : -1);

/**
 * Orders that were placed, the newest first; sorted by payment when they are looked for by its time. A rare word is looked
 * up; with none, the list of a common word, or of all orders, is walked along an index and what does not fit is left out, so that no search takes longer than
 * `LOOKS` orders do, whatever is asked and however many there are.
 */
export async function findOrders(db: Database, wish: DeskWish, most: number, rare = RARE): Promise<Found> {
  const words = plainWords(wish.words ?? '').slice(0, MOST_WORDS);
  const clock: Clock = wish.paidFrom === undefined && wish.paidTo === undefined ? 'placed_at' : 'paid_at';
  const after = wish.after === undefined ? undefined : placeOf(wish.after);
  if (wish.waiting) return among(db, wish, clock, after, await waitingOrders(db), words, most);
  const lists: string[][] = [];
  for (const word of words) {
    const list = await ordersOf(db, word, rare);
    if (list.length === 0) return { ids: [], next: null };
    lists.push(list);
  }
  const [rarest] = lists.filter(({ length }) => length <= rare).sort((a, b) => a.length - b.length);
  if (rarest) return among(db, wish, clock, after, rarest, words, most);
  const common = clock === 'placed_at' ? await fewWords(db, words) : undefined;
  if (common) {
    const others = words.filter((word) => word !== common.prefix);
    const next = (from: Place | undefined, step: number) => posted(db, common.words, from, step);
    return along(db, wish, after, { words: others, next }, most);
  }
  const isExact = words.length === 0 && clock === 'placed_at';
  const next = (from: Place | undefined, step: number) =>
    stretch(db, wish, clock, from, isExact ? most + 1 : step);
  return along(db, wish, after, { words, next }, most);
}

/** Where a page ended, as it travels. */
const writePlace = ({ at, id }: Place): string => `${at}_${id}`;

function placeOf(text: string): Place {
  const [, at, id] = /^(\d{1,15})_([\w-]{1,64})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) throw new Refusal('bad-input', 'after: not a place in the list');
  return { at: Number(at), id };
}

/** Orders that have a word that begins so; one more than are rare when there are too many. */
async function ordersOf(db: Database, word: string, rare: number): Promise<string[]> {
  const rows = await db
    .selectFrom('order_word')
    .select('order_id')
    .where('word', '>=', word)
    .where('word', '<', word + LAST)
    .limit(rare + 1)
    .execute();
  return rows.length > rare
    ? rows.map(({ order_id }) => order_id)
    : [...new Set(rows.map((row) => row.order_id))];
}

/** Orders whose buyer waits: a return that is not settled, a message that nobody has read. */
export async function waitingOrders(db: Database, ids?: readonly string[]): Promise<string[]> {
  const returns = db
    .selectFrom('order_return')
    .select('order_id')
    .where('status', 'in', literals('asked', 'accepted'));
  const unread = db
    .selectFrom('order_message')
    .select('order_id')
    .where('author', 'in', literals('buyer'))
    .where('read_at', 'is', null);
  const [some, others] = await Promise.all(
    ids
      ? [returns.where('order_id', 'in', ids).execute(), unread.where('order_id', 'in', ids).execute()]
      : [returns.limit(RARE).execute(), unread.limit(RARE).execute()],
  );
  return [...new Set([...some, ...others].map(({ order_id }) => order_id))];
}

/** Those of some orders that fit, sorted. */
async function among(
  db: Database,
  wish: DeskWish,
  clock: Clock,
  after: Place | undefined,
  ids: readonly string[],
  words: readonly string[],
  most: number,
): Promise<Found> {
  if (ids.length === 0) return { ids: [], next: null };
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'status', 'market', 'paid_at', 'placed_at'])
    .where('id', 'in', ids)
    .where('placed_at', 'is not', null)
    .where('status', '<>', 'cart')
    .execute();
  const light = rows.flatMap((row): Light[] => (row[clock] === null ? [] : [{ ...row, at: row[clock] }]));
  const fitting = light.filter(
    (one) => fits(one, wish) && (!after || one.at < after.at || (one.at === after.at && one.id < after.id)),
  );
  fitting.sort(newestFirst);
  const found = await withWords(db, fitting, words);
  const page = found.slice(0, most);
  return { ids: page.map(({ id }) => id), next: found.length > most ? writePlace(page.at(-1)!) : null };
}

/** A stretch of a list, and the place where it ended; null at the end of the list. */
type Stretch = { rows: Light[]; end: Place | null };

/** Goes along a list from a place on until a page is full, the list is at its end, or enough was looked through. */
async function along(
  db: Database,
  wish: DeskWish,
  after: Place | undefined,
  list: { words: readonly string[]; next(from: Place | undefined, step: number): Promise<Stretch> },
  most: number,
): Promise<Found> {
  const found: Light[] = [];
  let from = after;
  for (const step of LOOKS) {
    const { rows, end } = await list.next(from, Math.max(step, most + 1));
    const fitting = rows.filter((one) => fits(one, wish));
    found.push(...(await withWords(db, fitting, list.words)));
    if (end === null) {
      from = undefined;
      break;
    }
    from = end;
    if (found.length > most) break;
  }
  const page = found.slice(0, most);
  const last = found.length > most ? page.at(-1) : from;
  return { ids: page.map(({ id }) => id), next: last ? writePlace(last) : null };
}

const fits = ({ status, market, paid_at }: Light, wish: DeskWish): boolean =>
  (!wish.statuses?.length || wish.statuses.includes(status)) &&
  (wish.market === undefined || wish.market === market) &&
  (wish.paidFrom === undefined || (paid_at !== null && paid_at >= wish.paidFrom)) &&
  (wish.paidTo === undefined || (paid_at !== null && paid_at <= wish.paidTo));

/** The next orders of the list after a place, each status along its own index. */
async function stretch(
  db: Database,
  { statuses, market, paidFrom, paidTo }: DeskWish,
  clock: Clock,
  after: Place | undefined,
  most: number,
): Promise<Stretch> {
  const walk = (status?: OrderStatus) => {
    let query = db
      .selectFrom('orders')
      .select(['id', 'status', 'market', 'paid_at', sql<number>`${sql.ref(clock)}`.as('at')])
      .where(clock, 'is not', null)
      // Placed, declined, and open again: a checkout.
      .where('status', '<>', 'cart')
      .orderBy(clock, 'desc')
      .orderBy('id', 'desc')
      .limit(most);
    if (clock === 'paid_at') {
      query = query.where('placed_at', 'is not', null);
      if (paidFrom !== undefined) query = query.where('paid_at', '>=', paidFrom);
      if (paidTo !== undefined) query = query.where('paid_at', '<=', paidTo);
    } else {
      if (status !== undefined) query = query.where('status', '=', status);
      if (market !== undefined) query = query.where('market', '=', market);
    }
    if (after) query = query.where(sql<SqlBool>`(${sql.ref(clock)}, id) < (${after.at}, ${after.id})`);
    return query.execute();
  };
  const few = statuses?.length ? statuses : market === undefined ? [undefined] : DESK_STATUSES;
  const lists = await Promise.all((clock === 'paid_at' ? [undefined] : few).map(walk));
  const rows = lists.flat().sort(newestFirst).slice(0, most);
  return { rows, end: rows.length < most ? null : rows.at(-1)! };
}

/** A prefix of those asked for that only a few words have, and those words: each is a list by time already. */
async function fewWords(
  db: Database,
  prefixes: readonly string[],
): Promise<{ prefix: string; words: string[] } | undefined> {
  for (const prefix of prefixes) {
    const words = await wordsFrom(db, prefix, FEW + 1);
    if (words.length <= FEW) return { prefix, words };
  }
  return undefined;
}

/** The first words that begin so: the index is entered anew for each, so that it does not matter how many orders have it. */
async function wordsFrom(db: Database, prefix: string, most: number): Promise<string[]> {
  const end = prefix + LAST;
  const { rows } = await sql<{ word: string }>`with recursive found (word, place) as (
    select (select min(word) from order_word where word >= ${prefix} and word < ${end}), 1
    union all
    select (select min(w.word) from order_word w where w.word > found.word and w.word < ${end}), place + 1
      from found where found.word is not null and place < ${most}
  ) select word from found where word is not null order by place`.execute(db);
  return rows.map(({ word }) => word);
}

/** The next orders that have one of some words. */
async function posted(
  db: Database,
  words: readonly string[],
  after: Place | undefined,
  most: number,
): Promise<Stretch> {
  const lists = await Promise.all(
    words.map((word) => {
      const list = db
        .selectFrom('order_word')
        .select(['order_id as id', 'placed_at as at'])
        .where('word', '=', word)
        .orderBy('placed_at', 'desc')
        .orderBy('order_id', 'desc')
        .limit(most);
      if (!after) return list.execute();
      return list.where(sql<SqlBool>`(placed_at, order_id) < (${after.at}, ${after.id})`).execute();
    }),
  );
  const places = lists.flat().sort(newestFirst).slice(0, most);
  const end = places.length < most ? null : places.at(-1)!;
  if (places.length === 0) return { rows: [], end };
  const rows = await db
    .selectFrom('orders')
    .select(['id', 'status', 'market', 'paid_at', 'placed_at as at'])
    .where(
      'id',
      'in',
      places.map(({ id }) => id),
    )
    .where('status', '<>', 'cart')
    .execute();
  const light = rows.map((row): Light => ({ ...row, at: row.at ?? 0 }));
  return { rows: light.sort(newestFirst), end };
}

/** Those of some orders that have every word. */
async function withWords(db: Database, rows: Light[], words: readonly string[]): Promise<Light[]> {
  let left = rows;
  for (const word of words) {
    if (left.length === 0) break;
    const having = await db
      .selectFrom('order_word')
      .select('order_id')
      .where(
        'order_id',
        'in',
        left.map(({ id }) => id),
      )
      .where('word', '>=', word)
      .where('word', '<', word + LAST)
      .execute();
    const ids = new Set(having.map(({ order_id }) => order_id));
    left = left.filter(({ id }) => ids.has(id));
  }
  return left;
}

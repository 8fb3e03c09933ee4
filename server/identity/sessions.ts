import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import { HOUSE_BRAND, highestOf, type Person, type Role } from '../http/person.ts';
import { sameText } from '../sameText.ts';
import type { Database } from '../store/open.ts';
import { COOKIE_PREFIX, SESSION_SECONDS } from './cookie.ts';

/** Milliseconds for which a process believes what it knows of a session: so long one ended in another may go on. */
const KNOWN_MS = 4500;
/** Sessions known at once. */
const KNOWN_MOST = 10_000;
/** Milliseconds between two notes of when a session was last used. */
const SEEN_MS = 60_000;

/** A session as its owner sees it in their list. */
export type SessionSheet = { id: string; device: string; address: string; seenAt: number; own: boolean };

/** Sessions of accounts: whom they speak for, and their end, which holds at once in this process and within five seconds in others. */
export type Sessions = ReturnType<typeof openSessions>;

/** Opens sessions; `secret` signs their cookies as the sign-in library does, `secure` tells whether the house is reached by https. */
export function openSessions(
  { db, bus, clock }: { db: Database; bus: Bus; clock: Clock },
  secret: string,
  secure: () => boolean,
) {
  const known = new Map<string, { person: Person | undefined; at: number }>();
  /** What is being looked up while something changes is not kept. */
  let round = 0;
  const iso = (ms: number): string => new Date(ms).toISOString();
  const name = () => `${secure() ? '__Secure-' : ''}${COOKIE_PREFIX}.session_token`;
  const signed = (token: string): string =>
    `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`;

  /** The session's own token inside what is signed. */
  const tokenIn = (value: string | undefined): string | undefined => {
    const [token, signature, more] = value?.split('.') ?? [];
    // A guest's token has three parts.
    return token && signature !== undefined && more === undefined && sameText(signed(token), value!)
      ? token
      : undefined;
  };
  const fromCookie = (cookies: string | undefined): string | undefined => {
    const wanted = `${name()}=`;
    const found = cookies?.split(/;\s*/).find((each) => each.startsWith(wanted));
    return found && decoded(found.slice(wanted.length));
  };
  const standing = () =>
    db
      .selectFrom('account_session as s')
      .innerJoin('account as a', 'a.id', 's.account')
      .leftJoin('member as m', 'm.account', 's.account')
      .leftJoin('brand as b', 'b.slug', 'm.brand')
      .select(['s.id', 's.seen_at', 'a.id as account', 'a.name', 'a.visitor', 'a.second_factor as proved'])
      .select(['m.brand', 'm.role', 'b.second_factor as wanted'])
      .where('s.expires_at', '>', iso(clock.now()));
  type Row = Awaited<ReturnType<ReturnType<typeof standing>['execute']>>[number];
  const load = async (token: string): Promise<Person | undefined> => {
    const rows = await standing().where('s.token', '=', token).execute();
    const [first] = rows;
    if (!first) return undefined;
    await seen(first.id, first.seen_at);
    return toPerson(first, rows);
  };
  const toPerson = (first: Row, rows: readonly Row[]): Person => {
    const roles: Record<string, Role[]> = {};
    const unproved = new Set<string>();
    for (const { brand, role, wanted } of rows) {
      if (!brand || !role) continue;
      if (wanted && !first.proved) unproved.add(brand);
      else roles[brand] = [...(roles[brand] ?? []), role];
    }
    const { id: session, account, name, visitor } = first;
    const role = highestOf(roles[HOUSE_BRAND] ?? []);
    return { visitor, role, account, session, name, roles, unproved: [...unproved] };
  };
  const seen = async (id: string, last: number | null): Promise<void> => {
    const now = clock.now();
    if (last !== null && now - last < SEEN_MS) return;
    await db
      .updateTable('account_session')
      .set({ seen_at: now, expires_at: iso(now + SESSION_SECONDS * 1000) })
      .where('id', '=', id)
      // A session made to hold longer keeps its end.
      .where('expires_at', '<', iso(now + SESSION_SECONDS * 1000))
      .execute();
  };
  const byToken = async (token: string): Promise<Person | undefined> => {
    const now = clock.now();
    const before = known.get(token);
    if (before && now - before.at < KNOWN_MS) return before.person;
    const asked = round;
    const person = await load(token);
    if (asked !== round) return person;
    known.delete(token);
    known.set(token, { person, at: now });
    if (known.size > KNOWN_MOST) known.delete(known.keys().next().value!);
    return person;
  };
  /** Nothing known holds any more; rooms look again at who is in them. */
  const changed = (): void => {
    round++;
    known.clear();
    bus.publish('accounts.changed', {});
  };
  return {
    /** Whom a session's signed value speaks for. */
    async who(value: string | undefined): Promise<Person | undefined> {
      const token = tokenIn(value);
      return token === undefined ? undefined : byToken(token);
    },
    /** Whom the cookies of a request speak for. */
    async fromCookies(cookies: string | undefined): Promise<Person | undefined> {
      const token = tokenIn(fromCookie(cookies));
      return token === undefined ? undefined : byToken(token);
    },
    /** What the cookies of a request have as their session, signed. */
    signedIn: fromCookie,
    signed,
    /** Begins a session of an account; answers its signed value. */
    async begin(account: string, { address, device }: { address: string; device: string }): Promise<string> {
      const token = randomBytes(24).toString('base64url');
      const now = clock.now();
      await db
        .insertInto('account_session')
        .values({
          ...{ id: randomUUID(), token, account, address, device, seen_at: now },
          ...{ expires_at: iso(now + SESSION_SECONDS * 1000), created_at: iso(now), updated_at: iso(now) },
        })
        .execute();
      return signed(token);
    },
    /** The header that gives a browser a session. */
    cookie: (value: string): string =>
      `${name()}=${encodeURIComponent(value)}; Max-Age=${SESSION_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure() ? '; Secure' : ''}`,
    /** Who some sessions speak for at this moment, asked anew; those that ended are missing. */
    async standing(ids: readonly string[]): Promise<Map<string, Person>> {
      if (ids.length === 0) return new Map();
      const rows = await standing()
        .where('s.id', 'in', [...ids])
        .execute();
      const bySession = Map.groupBy(rows, ({ id }) => id);
      return new Map([...bySession].map(([id, own]) => [id, toPerson(own[0]!, own)]));
    },
    changed,
    /** The sessions of an account, the last used first. */
    async list({ account, session }: Person): Promise<SessionSheet[]> {
      const rows = await db
        .selectFrom('account_session')
        .select(['id', 'device', 'address', 'seen_at', 'created_at'])
        .where('account', '=', account ?? '')
        .where('expires_at', '>', iso(clock.now()))
        .execute();
      return rows
        .map(({ id, device, address, seen_at, created_at }) => ({
          id,
          device: device ?? '',
          address: address ?? '',
          seenAt: seen_at ?? Date.parse(created_at),
          own: id === session,
        }))
        .sort((a, b) => Number(b.own) - Number(a.own) || b.seenAt - a.seenAt);
    },
    /** Ends one session of an account, or all but the one in use; tells how many ended. */
    async end({ account, session }: Person, id: string | 'others'): Promise<number> {
      const ends = db.deleteFrom('account_session').where('account', '=', account ?? '');
      const { numDeletedRows } = await (id === 'others'
        ? ends.where('id', '!=', session ?? '')
        : ends.where('id', '=', id)
      ).executeTakeFirst();
      changed();
      return Number(numDeletedRows);
    },
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

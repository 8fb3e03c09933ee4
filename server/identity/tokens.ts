import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { verify } from 'hono/jwt';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../http/person.ts';
import type { Database } from '../store/open.ts';
import { setSetting, settingOf, settingOnce } from '../store/settings.ts';

const HEAD = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');

/** Days for which a guest's session holds. */
const SESSION_DAYS = 90;

/** Guests' tokens that are known at once. */
const READ_MOST = 20_000;

/** Hours for which a ticket to a stage holds. */
const TICKET_HOURS = 24;

/** Hands out and checks what needs no table: guests' sessions (signed bearer tokens), tickets, encoders' keys. */
export type Identity = {
  /** A guest's session; keeps `visitor` when a valid token is given. */
  open(token: string | undefined): Promise<{ visitor: string; token: string }>;
  /** The guest a token speaks for; `not-signed-in` when it is missing, forged or too old. */
  who(token: string | undefined): Promise<Person>;
  /** A secret for a purpose, always the same for one database, of no use for another purpose. */
  secretFor(purpose: string): string;
  /** The key with which an encoder may send to a showroom's stage, always the same for one database. */
  streamKey(showroom: string): string;
  /** Tickets to a showroom's stage; each holds for a day, or until all are taken back. */
  stageTickets: {
    issue(showroom: string): Promise<string>;
    holds(ticket: string, showroom: string): Promise<boolean>;
    /** Takes back all tickets of a showroom that were given out so far. */
    revoke(showroom: string): Promise<void>;
  };
};

/** Opens identity over a database that keeps its secret. */
export async function openIdentity(db: Database, clock: Clock): Promise<Identity> {
  const secret = await settingOnce(db, 'identity.secret', () => randomBytes(32).toString('base64url'));
  const keyFor = (what: string) => createHmac('sha256', secret).update(what).digest('base64url');
  /** What tokens that were signed here say; to verify one costs more than most requests. */
  const read = new Map<string, Awaited<ReturnType<typeof verify>>>();
  /** A JSON Web Token by HS256 (RFC 7519); made at once, since each visitor gets one and the library would take four turns for it. */
  const signed = (claims: object): string => {
    const said = `${HEAD}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
    return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
  };
  const remember = (token: string, claims: Awaited<ReturnType<typeof verify>>): void => {
    read.set(token, claims);
    if (read.size > READ_MOST) read.delete(read.keys().next().value!);
  };
  const claimsOf = async (token: string) => {
    const known = read.get(token);
    if (known) return known;
    const claims = await verify(token, secret, 'HS256').catch(() => undefined);
    if (claims) remember(token, claims);
    return claims;
  };
  const who = async (token: string | undefined): Promise<Person> => {
    if (!token) throw new Refusal('not-signed-in');
    const { sub, role, exp } = (await claimsOf(token)) ?? {};
    // A token of the time of staff links has another role: it speaks for nobody.
    if (typeof sub !== 'string' || role !== 'visitor' || typeof exp !== 'number' || exp * 1000 < clock.now())
      throw new Refusal('not-signed-in');
    return { visitor: sub, role };
  };
  const roundKey = (showroom: string): string => `stage.tickets:${showroom}`;
  /** The round of tickets that holds: a new one begins when all are taken back. */
  const roundOf = async (showroom: string): Promise<string> =>
    (await settingOf(db, roundKey(showroom))) ?? '';
  return {
    secretFor: (purpose) => keyFor(`secret-for:${purpose}`),
    streamKey: (showroom) => keyFor(`stream-key:${showroom}`).slice(0, 32),
    stageTickets: {
      async issue(showroom) {
        const exp = Math.floor(clock.now() / 1000) + TICKET_HOURS * 3600;
        return signed({ stage: showroom, round: await roundOf(showroom), exp });
      },
      async holds(ticket, showroom) {
        const claims = await verify(ticket, secret, 'HS256').catch(() => undefined);
        const { stage, round, exp } = claims ?? {};
        if (stage !== showroom || typeof exp !== 'number' || exp * 1000 < clock.now()) return false;
        return round === (await roundOf(showroom));
      },
      revoke: (showroom) => setSetting(db, roundKey(showroom), randomUUID()),
    },
    who,
    async open(token) {
      const known = token && (await who(token).catch(() => undefined));
      const visitor = known ? known.visitor : randomUUID();
      const exp = Math.floor(clock.now() / 1000) + SESSION_DAYS * 86_400;
      const claims = { sub: visitor, role: 'visitor', exp };
      const fresh = signed(claims);
      remember(fresh, claims);
      return { visitor, token: fresh };
    },
  };
}

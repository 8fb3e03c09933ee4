import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { sign, verify } from 'hono/jwt';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Clock } from '../clock.ts';
import type { Person, Role } from '../http/person.ts';
import { sameText } from '../sameText.ts';
import type { Database } from '../store/open.ts';
import { setSetting, settingOf, settingOnce } from '../store/settings.ts';

/** Days for which a guest's session holds. */
const SESSION_DAYS = 90;

/** Hours for which a ticket to a stage holds. */
const TICKET_HOURS = 24;

/** Hands out and checks sessions (signed bearer tokens) and the staff's access keys. */
export type Identity = {
  /** A session; with an access key one of that key's role. `not-allowed` for a wrong key. Keeps `visitor` when a valid token is given. */
  open(options: {
    key?: string | undefined;
    token?: string | undefined;
  }): Promise<Person & { token: string }>;
  /** Who a token speaks for; `not-signed-in` when it is missing, forged or too old. */
  who(token: string | undefined): Promise<Person>;
  /** The access key of a staff role, always the same for one database. */
  accessKey(role: Exclude<Role, 'visitor'>): string;
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
  const keyFor = (what: string) => createHmac('sha256', secret).update(what).digest('base64url').slice(0, 32);
  const accessKey = (role: Exclude<Role, 'visitor'>) => keyFor(`access-key:${role}`);

  const roleOf = (key: string): Role => {
    const role = (['owner', 'host', 'moderator', 'designer'] as const).find((candidate) =>
      sameText(accessKey(candidate), key),
    );
    if (!role) throw new Refusal('not-allowed', 'this link is not valid');
    return role;
  };
  const who = async (token: string | undefined): Promise<Person> => {
    if (!token) throw new Refusal('not-signed-in');
    const claims = await verify(token, secret, 'HS256').catch(() => undefined);
    const { sub, role, exp } = claims ?? {};
    if (typeof sub !== 'string' || !isRole(role) || typeof exp !== 'number' || exp * 1000 < clock.now())
      throw new Refusal('not-signed-in');
    return { visitor: sub, role };
  };
  const roundKey = (showroom: string): string => `stage.tickets:${showroom}`;
  /** The round of tickets that holds: a new one begins when all are taken back. */
  const roundOf = async (showroom: string): Promise<string> =>
    (await settingOf(db, roundKey(showroom))) ?? '';
  return {
    accessKey,
    streamKey: (showroom) => keyFor(`stream-key:${showroom}`),
    stageTickets: {
      async issue(showroom) {
        const exp = Math.floor(clock.now() / 1000) + TICKET_HOURS * 3600;
        return sign({ stage: showroom, round: await roundOf(showroom), exp }, secret, 'HS256');
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
    async open({ key, token }) {
      const known = await who(token).catch(() => undefined);
      const role = key ? roleOf(key) : (known?.role ?? 'visitor');
      const visitor = known?.visitor ?? randomUUID();
      const exp = Math.floor(clock.now() / 1000) + SESSION_DAYS * 86_400;
      return { visitor, role, token: await sign({ sub: visitor, role, exp }, secret, 'HS256') };
    },
  };
}

const ROLES: readonly unknown[] = ['visitor', 'designer', 'moderator', 'host', 'owner'] satisfies Role[];
const isRole = (role: unknown): role is Role => ROLES.includes(role);

import type { Bus } from '../bus.ts';
import type { Clock } from '../clock.ts';
import type { Person } from '../http/person.ts';
import type { Log } from '../log.ts';
import type { MailPort } from '../mail/mail.ts';
import type { Database } from '../store/open.ts';
import type { Auth } from './auth.ts';
import { openGate } from './gate.ts';
import { openInvitations } from './invitations.ts';
import { type AccountLetter, openAccountLetters, openRoleWords } from './letters.ts';
import { openLimits } from './limits.ts';
import { type Linked, openLinking } from './linking.ts';
import { type Note, openMembers } from './members.ts';
import { openSessions } from './sessions.ts';
import type { Identity } from './tokens.ts';

/** What accounts need of the house. */
export type AccountsParts = {
  db: Database;
  bus: Bus;
  clock: Clock;
  log: Log;
  mail: MailPort;
  identity: Identity;
  /** The address of the house; known once it listens. */
  base(): string;
  /** Writes into the log of what staff did. */
  note: Note;
  onLinked: Linked;
  /** Told when an account is gone: what others keep of it goes, or stays without it. */
  onDeleted(account: { id: string; visitor: string }): Promise<void>;
};

/** Everything about accounts: who asks, how they sign in, who is staff. `close` waits for mails that are under way. */
export type Accounts = ReturnType<typeof openAccounts>;

/** Opens accounts over the database. */
export function openAccounts(parts: AccountsParts) {
  const { db, bus, clock, log, mail, identity, base, note } = parts;
  const secret = identity.secretFor('sessions');
  const sessions = openSessions({ db, bus, clock }, secret, () => base().startsWith('https:'));
  const members = openMembers({ db, sessions, note });
  const firstSecret = identity.secretFor('first-invitation').slice(0, 32);
  const invitations = openInvitations({ db, clock, sessions, note, firstSecret });
  const linking = openLinking(db, clock, parts.onLinked);
  const limits = openLimits(clock.now);
  const write = openAccountLetters(base);
  const underWay = new Set<Promise<void>>();
  const send = (letter: AccountLetter): void => {
    const sending = mail
      .send(write(letter))
      .catch((err) => log.warn({ err, kind: letter.kind }, 'a mail was not sent'))
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  };
  let library: Promise<Auth> | undefined;
  /** Read and opened when it is first needed: it is large, and by then the house knows its address. */
  const auth = (): Promise<Auth> => {
    library ??= import('./auth.ts').then(({ openAuth }) =>
      openAuth({
        ...{ db, base: base(), secret, log, send, mayDelete: members.mayLeave },
        async onDeleted(account) {
          sessions.changed();
          await parts.onDeleted(account);
        },
      }),
    );
    return library;
  };
  /** Somebody has signed in, perhaps as the guest of a token. */
  const welcome = async (person: Person | undefined, token: string | undefined): Promise<void> => {
    if (!person) return;
    await members.noteSignIn(person);
    const guest = await identity.who(token).catch(() => undefined);
    if (guest) await linking.link(guest.visitor, person);
  };
  const gate = openGate({
    ...{ auth, base, limits, changed: sessions.changed },
    signedIn: async (cookies, token) => welcome(await sessions.fromCookies(cookies), token),
  });
  /** Whom a bearer token speaks for: a session of an account, or a guest. `not-signed-in`. */
  const who = async (token: string | undefined): Promise<Person> =>
    (await sessions.who(token)) ?? identity.who(token);
  return {
    ...{ auth, gate, identity, invitations, limits, members, sessions, send, welcome, who, now: clock.now },
    sayRoles: openRoleWords(),
    /** Sends the mail with which an address is confirmed. */
    sendProof(email: string, language: string): void {
      const headers = new Headers({ 'accept-language': language });
      void auth()
        .then(({ api }) => api.sendVerificationEmail({ body: { email }, headers }))
        .catch((err) => log.warn({ err }, 'a mail was not sent'));
    },
    /** Whom a request speaks for: a session in its bearer token, else in its cookies, else a guest. */
    async identify({
      token,
      cookies,
    }: {
      token?: string | undefined;
      cookies?: string | undefined;
    }): Promise<Person | undefined> {
      const account = (await sessions.who(token)) ?? (await sessions.fromCookies(cookies));
      return account ?? (token ? identity.who(token).catch(() => undefined) : undefined);
    },
    verifiedMails: linking.verifiedMails,
    async close(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}

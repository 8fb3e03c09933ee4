import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import type { Api, Role } from '../net/api.ts';
import { language } from '../ui/i18n.ts';

/** A role that a brand gives. */
export type StaffRole = Exclude<Role, 'visitor'>;

/** One's own account. */
export type Account = {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  /** Whether there is a password. */
  password: boolean;
  secondFactor: boolean;
  roles: StaffRole[];
  needsSecondFactor: boolean;
};
/** Where one is signed in. */
export type SessionSheet = { id: string; device: string; address: string; seenAt: number; own: boolean };
/** A passkey, as its owner named it. */
export type PasskeySheet = { id: string; name?: string | null };
/** What an invitation offers. */
export type Offer = { roles: StaffRole[]; email: string; first: boolean };
/** A member of the staff. */
export type Member = {
  account: string;
  name: string;
  email: string;
  roles: StaffRole[];
  since: number;
  secondFactor: boolean;
};
/** An invitation that nobody has used yet. */
export type Invitation = {
  id: string;
  roles: StaffRole[];
  email: string;
  createdAt: number;
  expiresAt: number;
};
/** The staff of the brand; `own` is the account that asks. */
export type Staff = { members: Member[]; invitations: Invitation[]; secondFactor: boolean; own: string };

/** What a sign-in answers: done, or a code is asked for. */
type SignedIn = { twoFactorRedirect?: boolean };
type Newcomer = { name: string; email: string; password?: string };

/** What the interface knows of accounts. */
export type AccountApi = ReturnType<typeof openAccountApi>;

/** Accounts over the interface; each call throws a Refusal. */
export function openAccountApi({ ask, session }: Pick<Api, 'ask' | 'session'>) {
  /** Mails speak the language of the page, not of the browser. */
  const reader = () => ({ 'accept-language': language.value });
  const auth = <T>(path: string, body: object = {}) => ask<T>('POST', `/api/auth/${path}`, body, reader());
  /** After a sign-in this page speaks for the account. */
  const thenSession = async (answer: Promise<SignedIn>): Promise<'in' | 'code'> => {
    const { twoFactorRedirect } = (await answer) ?? {};
    if (twoFactorRedirect) return 'code';
    await session();
    return 'in';
  };
  return {
    session,
    signIn: (email: string, password: string) => thenSession(auth('sign-in/email', { email, password })),
    create: (name: string, email: string, password: string) =>
      auth('sign-up/email', { name, email, password }),
    mailLink: (email: string) => auth('sign-in/magic-link', { email }),
    openLink: (token: string) => thenSession(auth('magic-link/verify', { token })),
    confirmMail: (token: string) => thenSession(auth('verify-email', { token })),
    mailProof: (email: string) => auth('send-verification-email', { email }),
    forgot: (email: string) => auth('request-password-reset', { email }),
    reset: (token: string, newPassword: string) => auth('reset-password', { token, newPassword }),
    code: (code: string, backup: boolean) =>
      thenSession(auth(backup ? 'two-factor/verify-backup-code' : 'two-factor/verify-totp', { code })),
    async signOut(): Promise<void> {
      await auth('sign-out');
      await session();
    },
    own: () => ask<Account>('GET', '/api/account'),
    rename: (name: string) => auth('update-user', { name }),
    changeMail: (newEmail: string) => auth('change-email', { newEmail }),
    setPassword: (newPassword: string) => ask('POST', '/api/account/password', { newPassword }),
    changePassword: (currentPassword: string, newPassword: string) =>
      auth('change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
    sessions: async () => (await ask<{ sessions: SessionSheet[] }>('GET', '/api/account/sessions')).sessions,
    endSession: (id: string) => ask('DELETE', `/api/account/sessions/${encodeURIComponent(id)}`),
    remove: (password: string | undefined) => auth('delete-user', password ? { password } : {}),
    secondFactor: {
      begin: (password: string) =>
        auth<{ totpURI: string; backupCodes: string[] }>('two-factor/enable', { password }),
      confirm: (code: string) => auth('two-factor/verify-totp', { code }),
      newCodes: async (password: string) =>
        (await auth<{ backupCodes: string[] }>('two-factor/generate-backup-codes', { password })).backupCodes,
      end: (password: string) => auth('two-factor/disable', { password }),
    },
    passkeys: {
      list: () => ask<PasskeySheet[]>('GET', '/api/auth/passkey/list-user-passkeys'),
      offer: () =>
        ask<PublicKeyCredentialCreationOptionsJSON>('GET', '/api/auth/passkey/generate-register-options'),
      keep: (response: unknown, name: string) => auth('passkey/verify-registration', { response, name }),
      ask: () =>
        ask<PublicKeyCredentialRequestOptionsJSON>('GET', '/api/auth/passkey/generate-authenticate-options'),
      prove: (response: unknown) => thenSession(auth('passkey/verify-authentication', { response })),
      rename: (id: string, name: string) => auth('passkey/update-passkey', { id, name }),
      remove: (id: string) => auth('passkey/delete-passkey', { id }),
    },
    invitation: {
      look: (secret: string) => ask<Offer>('POST', '/api/invitations/look', { secret }),
      async accept(secret: string, newcomer?: Newcomer): Promise<void> {
        await ask('POST', '/api/invitations/accept', { secret, ...(newcomer && { newcomer }) }, reader());
        await session();
      },
    },
    staff: {
      list: () => ask<Staff>('GET', '/api/console/members'),
      invite: (roles: StaffRole[], email: string, language: string) =>
        ask<{ link: string | null }>('POST', '/api/console/invitations', {
          roles,
          language,
          ...(email && { email }),
        }),
      takeBack: (id: string) => ask('DELETE', `/api/console/invitations/${encodeURIComponent(id)}`),
      setRoles: (account: string, roles: StaffRole[]) =>
        ask('PUT', `/api/console/members/${encodeURIComponent(account)}`, { roles }),
      remove: (account: string) => ask('DELETE', `/api/console/members/${encodeURIComponent(account)}`),
      demand: (wanted: boolean) => ask('PUT', '/api/console/members/second-factor', { wanted }),
    },
  };
}

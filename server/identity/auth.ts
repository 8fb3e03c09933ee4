import { passkey } from '@better-auth/passkey';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { magicLink, twoFactor } from 'better-auth/plugins';
import { decode } from 'hono/jwt';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/open.ts';
import { ADDRESS_HEADER, COOKIE_PREFIX, SESSION_SECONDS } from './cookie.ts';
import { type AccountLetterKind, mailLanguage } from './letters.ts';
import { hashPassword, isCommon, isPassword, PASSWORD_LEAST, PASSWORD_MOST } from './passwords.ts';

/** Seconds for which links in mails hold. */
const LINK_SECONDS = 15 * 60;
const PROOF_SECONDS = 3600;

/** What the sign-in library needs of the house. */
export type AuthParts = {
  db: Database;
  /** The address of the house; by it passkeys are bound, and cookies secure or not. */
  base: string;
  secret: string;
  log: Log;
  /** Writes and sends a mail; never throws and keeps nobody waiting. */
  send(letter: { kind: AccountLetterKind; to: string; language: string; path: string; about?: string }): void;
  /** Throws when an account may not be deleted; called before. */
  mayDelete(account: string): Promise<void>;
  onDeleted(account: { id: string; visitor: string }): Promise<void>;
};

/** Sign-in by library (https://www.better-auth.com), over our tables; it answers requests of the paths that our gate lets through. */
export type Auth = ReturnType<typeof openAuth>;

/** Opens the sign-in library: it asks no other host, and holds nothing open. */
export function openAuth(parts: AuthParts) {
  const { db, base, secret, log, send } = parts;
  const languageOf = (request: { headers?: Headers | undefined } | undefined) =>
    mailLanguage(request?.headers?.get('accept-language'));
  return betterAuth({
    appName: 'Vitrine',
    baseURL: base,
    basePath: '/api/auth',
    secret,
    // Of the two ways in which the library keeps times and truths, the one of texts and numbers works on either engine.
    database: { db, type: 'sqlite' },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_, message) => log.warn({ library: 'sign-in' }, message) },
    // Our gate limits by address and by account.
    rateLimit: { enabled: false },
    // Which origins may ask our own check has decided; what remains is that the library's agrees for the page's host.
    trustedOrigins: (request) => [request?.headers.get('origin') ?? ''].filter(Boolean),
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies: base.startsWith('https:'),
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      database: { validateSchema: false },
      // Nobody waits for a mail: the time of an answer would tell whether there is an account.
      backgroundTasks: {
        handler: (task) => void task.catch((err) => log.warn({ err }, 'a mail was not sent')),
      },
    },
    session: { ...SESSION, expiresIn: SESSION_SECONDS, freshAge: PROOF_SECONDS },
    account: CREDENTIAL,
    verification: PROOF,
    user: {
      ...USER,
      changeEmail: { enabled: true },
      deleteUser: {
        enabled: true,
        beforeDelete: ({ id }) =>
          parts.mayDelete(id).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error;
            throw new APIError('CONFLICT', { code: error.code, message: error.detail ?? '' });
          }),
        afterDelete: (user) => parts.onDeleted({ id: user.id, visitor: visitorOf(user) }),
      },
    },
    databaseHooks: {
      user: {
        create: {
          before: async (user, context) => ({
            data: { ...user, visitor: crypto.randomUUID(), language: languageOf(context?.request) },
          }),
        },
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: PROOF_SECONDS,
      sendVerificationEmail: async ({ user, token }, request) => {
        // To a new address the token tells that it is one.
        const { email, updateTo } = decode(token).payload;
        const kind = updateTo === undefined ? 'verify' : 'change';
        if (updateTo !== undefined)
          send({
            ...{ kind: 'changing', to: String(email), language: languageOf(request) },
            ...{ path: '/account', about: String(updateTo) },
          });
        send({ kind, to: user.email, language: languageOf(request), path: `/account#verify=${token}` });
      },
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      revokeSessionsOnPasswordReset: true,
      minPasswordLength: PASSWORD_LEAST,
      maxPasswordLength: PASSWORD_MOST,
      resetPasswordTokenExpiresIn: PROOF_SECONDS,
      password: {
        hash: async (password) => {
          if (isCommon(password))
            throw new APIError('BAD_REQUEST', { code: 'PASSWORD_COMMON', message: 'too common' });
          return hashPassword(password);
        },
        verify: ({ hash, password }) => isPassword(password, hash),
      },
      sendResetPassword: async ({ user, token }, request) =>
        send({
          kind: 'reset',
          to: user.email,
          language: languageOf(request),
          path: `/account#reset=${token}`,
        }),
      onExistingUserSignUp: async ({ user }, request) =>
        send({ kind: 'exists', to: user.email, language: languageOf(request), path: '/account' }),
    },
    plugins: [
      magicLink({
        expiresIn: LINK_SECONDS,
        storeToken: 'hashed',
        sendMagicLink: async ({ email, token }, context) =>
          send({
            kind: 'link',
            to: email,
            language: languageOf(context?.request),
            path: `/account#link=${token}`,
          }),
      }),
      secondFactor(),
      passkey({
        rpName: 'Vitrine',
        rpID: new URL(base).hostname,
        schema: PASSKEY,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A passkey stands for both factors: whoever holds it has proved who they are to it.
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified)
              throw new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED', message: 'not verified' });
          },
        },
      }),
    ],
  });
}

const visitorOf = (user: unknown): string => (user as { visitor: string }).visitor;

/** The second factor also for who comes by a link from a mail; by itself the library asks for it after a password only. */
function secondFactor() {
  const plugin = twoFactor({ issuer: 'Vitrine', schema: SECOND_FACTOR });
  const byMail = new Set(['/magic-link/verify', '/verify-email']);
  for (const hook of plugin.hooks.after) {
    const asked = hook.matcher;
    hook.matcher = (context) => asked(context) || byMail.has(context.path ?? '');
  }
  return plugin;
}

const TIMES = { createdAt: 'created_at', updatedAt: 'updated_at' };
const USER = {
  modelName: 'account',
  fields: { emailVerified: 'email_verified', ...TIMES },
  additionalFields: {
    visitor: { type: 'string', input: false, required: false },
    language: { type: 'string', input: false, required: false },
  },
} as const;
const SESSION = {
  modelName: 'account_session',
  fields: {
    userId: 'account',
    expiresAt: 'expires_at',
    ipAddress: 'address',
    userAgent: 'device',
    ...TIMES,
  },
};
const CREDENTIAL = {
  modelName: 'account_credential',
  fields: {
    userId: 'account',
    accountId: 'subject',
    providerId: 'provider',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...TIMES,
  },
};
const PROOF = {
  modelName: 'account_proof',
  fields: { expiresAt: 'expires_at', ...TIMES },
  /** A copy of the database opens nothing. */
  storeIdentifier: 'hashed',
} as const;
const PASSKEY = {
  passkey: {
    modelName: 'account_passkey',
    fields: {
      userId: 'account',
      publicKey: 'public_key',
      credentialID: 'credential',
      deviceType: 'device_type',
      backedUp: 'backed_up',
      createdAt: 'created_at',
    },
  },
};
const SECOND_FACTOR = {
  user: { fields: { twoFactorEnabled: 'second_factor' } },
  twoFactor: {
    modelName: 'account_second_factor',
    fields: {
      userId: 'account',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failures',
      lockedUntil: 'locked_until',
    },
  },
};

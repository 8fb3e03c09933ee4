import { Refusal, type RefusalCode } from '../../shared/wire/refusal.ts';
import { statusOf } from '../http/app.ts';
import type { Person } from '../http/person.ts';
import type { Auth } from './auth.ts';
import { ADDRESS_HEADER } from './cookie.ts';
import type { Costs, Limits } from './limits.ts';

/** A path of the sign-in library that may be asked; everything else of it is closed. */
type Way = {
  method: 'GET' | 'POST';
  /** The library wants a GET with the body's fields as query; ours is a POST, for it changes something. */
  asQuery?: boolean;
  costs?: Costs;
  /** The field that names the account. */
  names?: string;
  /** Sessions may end or rights change with it. */
  changes?: boolean;
  summary: string;
};

/** The open paths under `/api/auth`. */
export const WAYS: Record<string, Way> = {
  'sign-up/email': {
    ...{ method: 'POST', costs: 'mail', names: 'email' },
    summary: 'Make an account with name, email and password; a mail goes out either way',
  },
  'sign-in/email': {
    ...{ method: 'POST', costs: 'try', names: 'email' },
    summary: 'Sign in with email and password; `twoFactorRedirect` asks for a code',
  },
  'sign-in/magic-link': {
    ...{ method: 'POST', costs: 'mail', names: 'email' },
    summary: 'Send a link that signs in; it makes an account where there is none',
  },
  'magic-link/verify': {
    ...{ method: 'POST', asQuery: true, costs: 'try' },
    summary: 'Sign in by the token of a mailed link',
  },
  'verify-email': {
    ...{ method: 'POST', asQuery: true, costs: 'try', changes: true },
    summary: 'Confirm a mail address by the token of a mailed link',
  },
  'send-verification-email': {
    ...{ method: 'POST', costs: 'mail', names: 'email' },
    summary: 'Send the mail that confirms an address again',
  },
  'request-password-reset': {
    ...{ method: 'POST', costs: 'mail', names: 'email' },
    summary: 'Send a link with which to choose a new password; answers the same without an account',
  },
  'reset-password': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Choose a new password by the token of a mailed link; all sessions end',
  },
  'change-password': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Change the password, knowing the old one',
  },
  'change-email': {
    ...{ method: 'POST', costs: 'mail' },
    summary: 'Ask for another mail address; it holds once it is confirmed from there',
  },
  'update-user': { method: 'POST', changes: true, summary: 'Change the name' },
  'delete-user': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Delete the account; asks for the password, or that one signed in within the hour',
  },
  'sign-out': { method: 'POST', changes: true, summary: 'End this session' },
  'two-factor/enable': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Begin a second factor: the address for an authenticator, and backup codes',
  },
  'two-factor/verify-totp': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Finish a sign-in, or the set-up, by a code',
  },
  'two-factor/verify-backup-code': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Finish a sign-in by a backup code, which then is used up',
  },
  'two-factor/generate-backup-codes': {
    ...{ method: 'POST', costs: 'try' },
    summary: 'New backup codes in place of the old',
  },
  'two-factor/disable': {
    ...{ method: 'POST', costs: 'try', changes: true },
    summary: 'Take the second factor away',
  },
  'passkey/generate-register-options': { method: 'GET', summary: 'Begin a new passkey' },
  'passkey/verify-registration': { method: 'POST', summary: 'Keep a new passkey' },
  'passkey/generate-authenticate-options': { method: 'GET', summary: 'Begin to sign in by passkey' },
  'passkey/verify-authentication': { method: 'POST', costs: 'try', summary: 'Sign in by passkey' },
  'passkey/list-user-passkeys': { method: 'GET', summary: 'The passkeys of the account' },
  'passkey/update-passkey': { method: 'POST', summary: 'Name a passkey' },
  'passkey/delete-passkey': { method: 'POST', summary: 'Take a passkey away' },
};

/** What a refusal of the library is to us; where none is named its status tells. */
const CODES: Record<string, RefusalCode> = {
  INVALID_EMAIL_OR_PASSWORD: 'wrong-credentials',
  INVALID_PASSWORD: 'wrong-credentials',
  INVALID_CODE: 'wrong-credentials',
  INVALID_BACKUP_CODE: 'wrong-credentials',
  AUTHENTICATION_FAILED: 'wrong-credentials',
  PASSKEY_NOT_FOUND: 'wrong-credentials',
  PASSWORD_TOO_SHORT: 'weak-password',
  PASSWORD_TOO_LONG: 'weak-password',
  PASSWORD_COMMON: 'weak-password',
  INVALID_TOKEN: 'gone',
  TOKEN_EXPIRED: 'gone',
  USER_NOT_FOUND: 'gone',
  CHALLENGE_NOT_FOUND: 'gone',
  INVALID_TWO_FACTOR_COOKIE: 'gone',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too-many',
  SESSION_EXPIRED: 'not-signed-in',
};
const BY_STATUS: Record<number, RefusalCode> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  429: 'too-many',
};

/** A request at the gate. */
export type Knock = {
  path: string;
  method: string;
  headers: Headers;
  /** The body as text; empty without one. */
  body: string;
  query: string;
  address: string;
  person: Person | undefined;
};

/** Lets the open paths of the sign-in library be asked: limited, with our refusals, and without secrets in what it answers. */
export function openGate(parts: {
  auth(): Promise<Auth>;
  base(): string;
  limits: Limits;
  /** Sessions may have ended. */
  changed(): void;
  /** Somebody has signed in: their cookies, and the guest's token that they came with. */
  signedIn(cookies: string, token: string | undefined): Promise<void>;
}) {
  return async (knock: Knock): Promise<Response> => {
    const way = WAYS[knock.path];
    if (!way || way.method !== knock.method) throw new Refusal('not-found', 'no such address');
    const fields = fieldsOf(knock);
    const account = way.names ? textIn(fields, way.names) : knock.person?.account;
    if (way.costs) parts.limits.take(way.costs, knock.address, account);
    const answer = await (await parts.auth()).handler(requestOf(knock, way, fields, parts.base()));
    const failed = await refusalIn(answer);
    if (way.changes && !failed) parts.changed();
    if (failed) return refused(failed, answer);
    const cookies = answer.headers.getSetCookie();
    if (cookies.some((each) => each.includes('session_token=') && !/max-age=0/i.test(each)))
      await parts.signedIn(
        cookies.map((each) => each.split(';')[0]!).join('; '),
        knock.headers.get('authorization')?.replace(/^Bearer /, ''),
      );
    return withoutTokens(answer);
  };
}

/** A field that names somebody; `bad-input` for what is no text. */
function textIn(fields: Record<string, unknown>, name: string): string {
  const text = fields[name] ?? '';
  if (typeof text !== 'string') throw new Refusal('bad-input', `${name} has to be text`);
  return text;
}

function fieldsOf({ body }: Knock): Record<string, unknown> {
  if (!body) return {};
  try {
    const fields: unknown = JSON.parse(body);
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return { ...fields };
  } catch {
    // Told below.
  }
  throw new Refusal('bad-input', 'a JSON object is wanted');
}

function requestOf(knock: Knock, way: Way, fields: Record<string, unknown>, base: string): Request {
  const headers = new Headers();
  for (const name of ['cookie', 'origin', 'referer', 'user-agent', 'accept-language'])
    if (knock.headers.has(name)) headers.set(name, knock.headers.get(name)!);
  headers.set(ADDRESS_HEADER, knock.address);
  const url = new URL(`/api/auth/${knock.path}`, base);
  if (way.asQuery) {
    if (typeof fields.token === 'string') url.searchParams.set('token', fields.token);
    return new Request(url, { headers });
  }
  url.search = knock.query;
  if (way.method === 'GET') return new Request(url, { headers });
  headers.set('content-type', 'application/json');
  // Where its answer would lead is the page's own business; a picture would come from another host.
  const { callbackURL: _, redirectTo: __, errorCallbackURL: ___, image: ____, ...rest } = fields;
  return new Request(url, { method: 'POST', headers, body: JSON.stringify(rest) });
}

async function refusalIn(answer: Response): Promise<Refusal | undefined> {
  if (answer.status < 300) return undefined;
  if (answer.status < 400) {
    const error = new URL(answer.headers.get('location') ?? '', 'http://localhost').searchParams.get('error');
    return new Refusal(CODES[error ?? ''] ?? 'gone', error ?? undefined);
  }
  const body = (await answer
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string; message?: string };
  // A refusal of our own that went through the library keeps its code.
  const own = Refusal.from(body);
  if (own.code !== 'internal') return own;
  if (answer.status >= 500) throw new Error(`the sign-in library failed: ${body.code ?? answer.status}`);
  return new Refusal(
    CODES[body.code ?? ''] ?? BY_STATUS[answer.status] ?? 'bad-input',
    body.code ?? body.message,
  );
}

function refused(refusal: Refusal, answer: Response): Response {
  const response = Response.json(refusal.body(), { status: statusOf(refusal.code) });
  for (const cookie of answer.headers.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}

/** A session lies in a cookie that no script can read: an answer has no copy of it. */
async function withoutTokens(answer: Response): Promise<Response> {
  const body: unknown = await answer.json().catch(() => null);
  const plain = JSON.parse(
    JSON.stringify(body, (key, value) => (key === 'token' || key === 'publicKey' ? undefined : value)) ??
      'null',
  );
  const response = Response.json(plain);
  for (const cookie of answer.headers.getSetCookie()) response.headers.append('set-cookie', cookie);
  return response;
}

import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { COMMON_PASSWORDS } from './commonPasswords.ts';

/** Fewest characters of a password (NIST SP 800-63B asks for length, not for kinds of signs). */
export const PASSWORD_LEAST = 10;
/** Most characters of a password. */
export const PASSWORD_MOST = 128;

/** Argon2id as OWASP advises where memory is to be had: 46 MiB, one pass, one lane. */
const COST = { memory: 47_104, passes: 1, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Hashes made at once: a flood of sign-ins waits, instead of taking all threads and 46 MiB each. */
const AT_ONCE = 2;

const derive = promisify(argon2);
const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const tagOf = (password: string, nonce: Buffer, cost: typeof COST, tagLength: number): Promise<Buffer> =>
  inTurn(() => derive('argon2id', { message: Buffer.from(password, 'utf8'), nonce, tagLength, ...cost }));

const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

/** A password's hash in the PHC string format (https://github.com/P-H-C/phc-string-format). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await tagOf(normal(password), salt, COST, TAG_BYTES);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(salt)}$${plain(tag)}`;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Whether a password is the one of a hash, whatever cost that was made with. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash) ?? [];
  if (!salt || !tag) return false;
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const wanted = Buffer.from(tag, 'base64');
  const found = await tagOf(normal(password), Buffer.from(salt, 'base64'), cost, wanted.length);
  return timingSafeEqual(wanted, found);
}

/** One sign may be written in several ways; a password is the same on every keyboard. */
const normal = (password: string): string => password.normalize('NFKC');

/** Whether a password is among the first that anybody tries: a common one, one sign again and again, a run of signs. */
export function isCommon(password: string): boolean {
  const text = normal(password).toLowerCase();
  if (COMMON_PASSWORDS.has(text) || new Set(text).size < 3) return true;
  const steps = new Set([...text].slice(1).map((sign, at) => sign.codePointAt(0)! - text.codePointAt(at)!));
  return steps.size === 1;
}

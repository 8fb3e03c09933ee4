import { Stopped } from './job.ts';
import { LIMITS } from './limits.ts';

const SHOWN_CHARS = 120;
const CONTROL_END = 0x20;
const DELETE = 0x7f;

const isControl = (char: string): boolean => {
  const code = char.codePointAt(0)!;
  return code < CONTROL_END || code === DELETE;
};

/** A name from an upload as it may be shown and logged: on one line, not endless. */
export function shown(name: string): string {
  const clean = [...name.slice(0, SHOWN_CHARS)].map((char) => (isControl(char) ? '�' : char)).join('');
  return name.length > SHOWN_CHARS ? `${clean}…` : clean;
}

/**
 * The path of a file within an upload: relative, with `/`, without `.` and `..`, in composed Unicode (macOS packs names
 * decomposed). Refuses as `unsafe-path` whatever could mean another place on any system.
 */
export function safePath(name: string): string {
  const unsafe = () => new Stopped('unsafe-path', shown(name));
  if (name.length > LIMITS.pathChars || [...name].some(isControl)) throw unsafe();
  if (name.startsWith('/') || name.includes('\\') || /^[a-z]:/i.test(name)) throw unsafe();
  const segments = name
    .normalize('NFC')
    .split('/')
    .filter((segment) => segment !== '.');
  if (segments.length === 0) throw unsafe();
  if (segments.some((each) => each === '' || each === '..' || each.length > LIMITS.nameChars)) throw unsafe();
  if (segments.length > LIMITS.folders + 1) throw new Stopped('too-deep', shown(name));
  return segments.join('/');
}

/** What is the same for systems that don't tell upper from lower case. */
export const sameName = (path: string): string => path.normalize('NFKC').toLowerCase();

/** Files that systems leave in folders by themselves. */
export const isJunk = (path: string): boolean =>
  /(^|\/)(__MACOSX(\/|$)|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i.test(path);

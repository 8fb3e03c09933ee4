import { Stopped } from './job.ts';
import { safePath, sameName, shown } from './paths.ts';

/** The files of an upload, by their path within it. */
export type Resources = Map<string, Uint8Array>;

/** Where an address in a model leads: into the upload, to data of its own, to nothing, or out of it. */
export type Reference =
  | { to: 'file'; path: string; bytes: Uint8Array }
  | { to: 'data'; bytes: Uint8Array; type: string }
  | { to: 'nothing'; path: string; near: string }
  | { to: 'outside'; uri: string };

/**
 * Follows an address in the model `main`. Whatever has a scheme, a host, a root, a backslash or more `..` than folders
 * leads outside, in whatever way it is encoded. A file of another case is no match, but is named as the one that was meant.
 */
export function follow(uri: string, main: string, resources: Resources): Reference {
  if (/^data:/i.test(uri)) return ownData(uri) ?? { to: 'outside', uri: shown(uri) };
  const path = pathOf(uri, main);
  if (path === undefined) return { to: 'outside', uri: shown(uri) };
  const bytes = resources.get(path);
  if (bytes) return { to: 'file', path, bytes };
  return { to: 'nothing', path, near: nearest(path, resources) };
}

function pathOf(uri: string, main: string): string | undefined {
  const clean = decoded(uri);
  if (clean === undefined || /^[a-z][a-z0-9+.-]*:/i.test(clean) || /^\/|\\/.test(clean)) return undefined;
  const segments = main.split('/').slice(0, -1);
  for (const segment of clean.split('/')) {
    if (segment === '.' || segment === '') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  try {
    return safePath(segments.join('/'));
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    throw error;
  }
}

/** Percent signs are decoded once; an address that is not encoded properly is taken by its letter, as browsers do. */
function decoded(uri: string): string | undefined {
  const path = uri.replace(/[?#].*$/s, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path.includes('%2') || path.includes('%5') ? undefined : path;
  }
}

function ownData(uri: string): Reference | undefined {
  const comma = uri.indexOf(',');
  if (comma < 0) return undefined;
  const head = uri.slice('data:'.length, comma);
  const body = uri.slice(comma + 1);
  const type = head.split(';')[0]!.toLowerCase();
  if (/;base64$/i.test(head)) return { to: 'data', type, bytes: new Uint8Array(Buffer.from(body, 'base64')) };
  try {
    return { to: 'data', type, bytes: new TextEncoder().encode(decodeURIComponent(body)) };
  } catch {
    return undefined;
  }
}

/** The file that was probably meant: the same but for case, else one of that name in another folder. */
function nearest(path: string, resources: Resources): string {
  const wanted = sameName(path);
  const name = wanted.slice(wanted.lastIndexOf('/') + 1);
  const paths = [...resources.keys()];
  const found =
    paths.find((each) => sameName(each) === wanted) ??
    paths.find((each) => sameName(each).slice(sameName(each).lastIndexOf('/') + 1) === name);
  return found ? shown(found) : '';
}

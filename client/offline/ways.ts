/** How the service worker answers a request: a page, a hashed bundle, a file of a room; undefined for what it leaves alone. */
export type Way = 'page' | 'bundle' | 'asset';

/** What is known of a request. */
export type Asked = { method: string; url: string; navigation: boolean; ranged: boolean };

/** Too large to keep; browsers ask for films piece by piece anyway. */
const FILM = /\.(mp4|webm)$/;
/** Pages that open a room: the house itself and the address of a showroom. */
const ROOM_PAGE = /^\/(s\/[^/]+\/?)?$/;

/** The way of a request from an origin. Never `/api`, nor rooms, nor the pages of staff. */
export function wayOf({ method, url, navigation, ranged }: Asked, origin: string): Way | undefined {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin || ranged) return undefined;
  if (ROOM_PAGE.test(asked.pathname)) return navigation ? 'page' : undefined;
  if (FILM.test(asked.pathname)) return undefined;
  if (asked.pathname.startsWith('/bundle/')) return 'bundle';
  return /^\/(assets|files|scenes|tours)\//.test(asked.pathname) ? 'asset' : undefined;
}

/** The way of an address that a page says it used. */
export const wayToKeep = (url: string, origin: string): Way | undefined =>
  wayOf({ method: 'GET', url, navigation: true, ranged: false }, origin);

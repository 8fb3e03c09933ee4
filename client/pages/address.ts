/** The showroom at `/`. */
export const HOUSE_SHOWROOM = 'atelier';

/** What an address of a showroom says: which one, and whom to meet there. */
export type Address = { showroom: string; room?: string; friend?: string };

const SLUG = /^\/s\/([a-z][a-z0-9-]{0,31})\/?$/;
const FRIEND = /^#with=([\w-]{1,32})\.([\w-]{1,32})$/;

/** Reads `/` and `/s/<showroom>`, with `#with=<room>.<friend>` behind it. */
export function readAddress({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): Address {
  const showroom = SLUG.exec(pathname)?.[1] ?? HOUSE_SHOWROOM;
  const [, room, friend] = FRIEND.exec(hash) ?? [];
  return { showroom, ...(room && friend && { room, friend }) };
}

/** The path of a showroom. */
export const pathOf = (showroom: string): string => (showroom === HOUSE_SHOWROOM ? '/' : `/s/${showroom}`);

/** A link that brings friends into the same room and beside one. */
export function inviteTo(origin: string, showroom: string, room: string, me: string): string {
  return `${origin}/s/${showroom}#with=${room}.${me}`;
}

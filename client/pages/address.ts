/** The showroom at `/`. */
export const HOUSE_SHOWROOM = 'atelier';

/** What an address of a showroom says: which one, whom to meet there, and what lets one into its event. */
export type Address = { showroom: string; room?: string; friend?: string; ticket?: string };

const SLUG = /^\/s\/([a-z][a-z0-9-]{0,31})\/?$/;
const TICKET = /^[\w-]{1,64}$/;
const FRIEND = /^#with=([\w-]{1,32})\.([\w-]{1,32})$/;

/** Reads `/` and `/s/<showroom>`, with `?ticket=<ticket>` and `#with=<room>.<friend>` behind it. */
export function readAddress({
  pathname,
  hash,
  search,
}: Pick<Location, 'pathname' | 'hash' | 'search'>): Address {
  const showroom = SLUG.exec(pathname)?.[1] ?? HOUSE_SHOWROOM;
  const [, room, friend] = FRIEND.exec(hash) ?? [];
  const ticket = TICKET.exec(new URLSearchParams(search).get('ticket') ?? '')?.[0];
  return { showroom, ...(room && friend && { room, friend }), ...(ticket && { ticket }) };
}

/** The path of a showroom. */
export const pathOf = (showroom: string): string => (showroom === HOUSE_SHOWROOM ? '/' : `/s/${showroom}`);

/** A link that brings friends into the same room and beside one. */
export function inviteTo(origin: string, showroom: string, room: string, me: string): string {
  return `${origin}/s/${showroom}#with=${room}.${me}`;
}

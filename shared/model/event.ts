import type { LocalText } from './localText.ts';

/** How far an event has come. */
export const EVENT_STATUSES = ['draft', 'scheduled', 'rehearsal', 'live', 'ended', 'replay'] as const;
/** One of `EVENT_STATUSES`: being written, announced, tried out before staff alone, on, over, over and to be watched again. */
export type EventStatus = (typeof EVENT_STATUSES)[number];

/** The transition table: an event moves along it and no other way. */
const MOVES: Record<EventStatus, readonly EventStatus[]> = {
  draft: ['scheduled'],
  scheduled: ['draft', 'rehearsal', 'live'],
  rehearsal: ['scheduled', 'live'],
  live: ['ended'],
  ended: ['live', 'replay'],
  replay: ['ended'],
};

/** Whether an event may go from one status to another. */
export const mayMove = (from: EventStatus, to: EventStatus): boolean => MOVES[from].includes(to);

/** Where an event may go from a status. */
export const movesFrom = (from: EventStatus): readonly EventStatus[] => MOVES[from];

/** What everybody may know of an event. Times are server time in milliseconds; `startedAt` and `endedAt` tell when it really went live and ended, null before. */
export type EventFacts = {
  id: string;
  /** Its part of the addresses `/event/<slug>` and `/replay/<slug>`. */
  slug: string;
  showroom: string;
  title: LocalText;
  status: EventStatus;
  startsAt: number;
  startedAt: number | null;
  endedAt: number | null;
};

/** Who may enter while an event is on: everybody, who has the event's link, who is on its list. */
export const EVENT_ACCESS = ['public', 'link', 'list'] as const;
/** One of `EVENT_ACCESS`. */
export type EventAccess = (typeof EVENT_ACCESS)[number];

/** What an item of a rundown is. */
export const ITEM_KINDS = ['talk', 'product', 'film'] as const;
/** One of `ITEM_KINDS`. */
export type ItemKind = (typeof ITEM_KINDS)[number];

/** An item of a rundown, as it was planned and as it really went: null before. `product` is a slug, empty for none. */
export type RundownItem = {
  id: string;
  kind: ItemKind;
  title: string;
  product: string;
  plannedSeconds: number;
  startedAt: number | null;
  endedAt: number | null;
};

/** An event as those who may enter see it. Times are server time in milliseconds, `zone` is the host's (IANA). */
export type EventCard = EventFacts & {
  text: LocalText;
  endsAt: number;
  zone: string;
  access: EventAccess;
  /** When its visitors may come in. */
  doorsAt: number;
  /** The address of its picture; empty when it has none. */
  picture: string;
  /** The showroom's name and scene. */
  place: LocalText;
  scene: string;
  items: RundownItem[];
};

/** An event as its staff see it; `accessKey` opens one that is for who has the link. */
export type EventSheet = EventCard & { accessKey: string };

/** Somebody on an event's list. */
export type EventGuest = {
  email: string;
  name: string;
  language: string;
  token: string;
  invitedAt: number | null;
};

/** How long before its start an event opens its doors, and closes them to who is not invited, milliseconds. */
export const DOORS_EARLY_MS = 30 * 60_000;

/** Whether an event rules who may enter its showroom at a time: while it is live, and from half an hour before its start. */
export function rulesDoor(
  { status, startsAt, endsAt }: Pick<EventCard, 'status' | 'startsAt' | 'endsAt'>,
  nowMs: number,
): boolean {
  if (status === 'live') return true;
  const awaited = status === 'scheduled' || status === 'rehearsal';
  return awaited && nowMs >= startsAt - DOORS_EARLY_MS && nowMs < endsAt;
}

/** How an event looks to everybody: a rehearsal is before staff alone. */
export const shownStatus = (status: EventStatus): EventStatus =>
  status === 'rehearsal' ? 'scheduled' : status;

import type { LocalText } from './catalogue.ts';

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

/** What everybody may know of an event. Times are server time in milliseconds; `startedAt` and `endedAt` tell when it really went live and ended, null before. */
export type EventFacts = {
  id: string;
  showroom: string;
  title: LocalText;
  status: EventStatus;
  startsAt: number;
  startedAt: number | null;
  endedAt: number | null;
};

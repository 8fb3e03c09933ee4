import type { EventStatus } from './event.ts';
import type { LocalText } from './localText.ts';

/** How it goes with recording an event: nothing to record, going, held up but trying again by itself, given up until somebody helps. */
export const RECORDING_STATES = ['off', 'recording', 'paused', 'failed'] as const;
/** One of `RECORDING_STATES`. */
export type RecordingState = (typeof RECORDING_STATES)[number];

/** Why a recording is held up. */
export const RECORDING_TROUBLES = ['', 'disk-full', 'disk-slow', 'disk-error', 'media'] as const;
/** One of `RECORDING_TROUBLES`. */
export type RecordingTrouble = (typeof RECORDING_TROUBLES)[number];

/** A piece of the programme as a file; times in milliseconds on the event's clock, which begins with its recording. */
export type ReplayPart = { url: string; from: number; ms: number; codec: string };

/** All that a player needs besides the log: parts in order, and the stretch of them that is shown. */
export type ReplayManifest = {
  event: string;
  showroom: string;
  title: LocalText;
  status: EventStatus;
  /** Server time at which the event's clock begins, milliseconds. */
  startedAt: number;
  from: number;
  to: number;
  /** False while files are being made ready. */
  ready: boolean;
  parts: ReplayPart[];
};

/** One thing that happened, on the event's clock. */
export type ReplayEntry = { id: number; at: number } & ReplayFact;

/** How a product of the showroom looked from a moment on: the version that stood there then. */
export type ShownProduct = { product: string; version: number; name: LocalText; thumbnail: string };

/** What can have happened. */
export type ReplayFact =
  | { kind: 'chat'; data: { line: number; name: string; text: string } }
  | { kind: 'removed'; data: { line: number } }
  | { kind: 'reactions'; data: { counts: Record<string, number> } }
  | { kind: 'pin'; data: { stand: string; product: string } }
  | { kind: 'stock'; data: { slug: string; stock: number } }
  | { kind: 'stand'; data: { stand: string; product: string } }
  | { kind: 'shown'; data: ShownProduct }
  | { kind: 'caption'; data: { text: string; language: string; held: boolean } }
  | { kind: 'programme'; data: { source: string; title: string } };

/** A page of the log: ask for the next after `next`; null at the end. */
export type ReplayLog = { entries: ReplayEntry[]; next: number | null };

/** A recording as staff sees it. Times in milliseconds; `now` only while it is being made. */
export type RecordingSummary = {
  event: string;
  showroom: string;
  title: LocalText;
  status: EventStatus;
  startedAt: number;
  endedAt: number | null;
  ms: number;
  bytes: number;
  parts: number;
  trimFrom: number | null;
  trimTo: number | null;
  /** Days for which its showroom keeps recordings. */
  days: number;
  now: { state: RecordingState; reason: RecordingTrouble; since: number } | null;
};

/** All recordings, newest first, the bytes that they take, and the server's time. */
export type RecordingList = { recordings: RecordingSummary[]; bytes: number; now: number };

/** A recording with the files of every source; `from` on the event's clock. */
export type RecordingFiles = RecordingSummary & {
  files: {
    feed: string;
    kind: string;
    name: string;
    number: number;
    codec: string;
    state: string;
    from: number;
    ms: number;
    bytes: number;
    url: string;
  }[];
};

/** A file made for keeping. */
export type ExportedFile = { name: string; url: string; ending: 'webm' | 'mp4'; ms: number };

/** A stretch of the replay without a picture, longer than a cut. */
const GAP_MS = 700;

/** Where a moment of the event lies: in a part, or in a gap before `until` (undefined: nothing comes after). */
export type Moment = { part: number; offset: number } | { gap: true; until: number | undefined };

/** Finds a moment on the event's clock among parts in order; short gaps count to the part after them. */
export function momentAt(parts: readonly ReplayPart[], at: number): Moment {
  const part = parts.findLastIndex(({ from }) => from <= at);
  const here = parts[part];
  if (here && at < here.from + here.ms) return { part, offset: at - here.from };
  const next = parts[part + 1];
  if (!next) return { gap: true, until: undefined };
  const emptySince = here ? here.from + here.ms : 0;
  if (next.from - emptySince <= GAP_MS) return { part: part + 1, offset: 0 };
  return { gap: true, until: next.from };
}

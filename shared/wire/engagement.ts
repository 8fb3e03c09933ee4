import { z } from 'zod';
import { REACTIONS, type ReactionCounts } from '../model/reaction.ts';
import { command } from './contract.ts';
import { CHAT_MAX, SLOW_MAX_SECONDS } from './limits.ts';
import type { StaffRole } from './moderation.ts';

/** What a line answers: the other line in short. */
export type Quote = { id: number; name: string; text: string };

/**
 * One line of a showroom's chat, whichever of its rooms it was said in; `at` is server time in milliseconds. `who` stands
 * for its speaker: the same in every room and after coming back, and nothing to go by anywhere else.
 */
export type ChatLine = {
  id: number;
  from: string;
  who: string;
  name: string;
  text: string;
  at: number;
  /** Set when staff said it. */
  role?: StaffRole;
  reply?: Quote;
  /** Those whom it names, as the server found them. */
  mentions?: { who: string; name: string }[];
};

const line = z.number().int().positive();

export const engagementCommands = {
  /** Says a line to the showroom, perhaps in answer to another; `too-many` beyond a line a second, `slow-mode` with the seconds left, `muted`. */
  'chat.say': command<{ id: number }>()(
    z.object({ text: z.string().trim().min(1).max(CHAT_MAX), reply: line.optional() }),
    { perSecond: 1, burst: 5 },
  ),
  /** The latest lines (those before one, when it is given), oldest first; who one is in them; whether there are older ones. */
  'chat.history': command<{ lines: ChatLine[]; who: string; more: boolean }>()(
    z.object({ before: line.optional() }),
    { perSecond: 1, burst: 10 },
  ),
  /** Takes a line back. Moderators only, and never the line of those above them. */
  'chat.remove': command<{ ok: true }>()(z.object({ id: line }), { perSecond: 5, burst: 20 }),
  /** Seconds between two lines of one person; 0 lets everybody speak freely. Moderators only. */
  'chat.slow': command<{ ok: true }>()(z.object({ seconds: z.number().int().min(0).max(SLOW_MAX_SECONDS) }), {
    perSecond: 2,
    burst: 5,
  }),
  /** Sends reactions up, several at once. */
  'reaction.send': command<{ ok: true }>()(
    z.object({ kind: z.enum(REACTIONS), count: z.number().int().min(1).max(10).default(1) }),
    { perSecond: 5, burst: 15 },
  ),
};

export type EngagementEvents = {
  'chat.line': ChatLine;
  'chat.removed': { id: number };
  /** What was sent in all rooms since the last of these; at most one a tick. */
  reactions: ReactionCounts;
};

import { z } from 'zod';
import { command } from './contract.ts';
import { CHAT_MAX } from './limits.ts';

/** One line of a showroom's chat, whichever of its rooms it was said in; `at` is server time in milliseconds. */
export type ChatLine = { id: number; from: string; name: string; text: string; at: number };

/** What one may send up without words. */
export const REACTIONS = ['heart', 'clap', 'fire', 'laugh', 'wow'] as const;
/** One of `REACTIONS`. */
export type Reaction = (typeof REACTIONS)[number];
/** How often each was sent within one tick, all rooms together; what nobody sent is left out. */
export type ReactionCounts = Partial<Record<Reaction, number>>;

export const engagementCommands = {
  /** Says a line to the showroom; `too-many` beyond a line a second. */
  'chat.say': command<{ id: number }>()(z.object({ text: z.string().trim().min(1).max(CHAT_MAX) }), {
    perSecond: 1,
    burst: 5,
  }),
  /** The latest lines, oldest first. */
  'chat.history': command<{ lines: ChatLine[] }>()(z.object({}), { perSecond: 1, burst: 5 }),
};

export type EngagementEvents = {
  'chat.line': ChatLine;
};

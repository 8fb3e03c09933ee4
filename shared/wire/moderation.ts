import { z } from 'zod';
import { REPORT_REASONS, type SanctionKind } from '../model/moderation.ts';
import { command } from './contract.ts';

/** Who belongs to the house. */
export type StaffRole = 'moderator' | 'host' | 'owner';

const reason = z.string().trim().max(200);
const given = reason.min(1);
/** Somebody, by their session in a room, or by a line that they said. */
const target = z.union([
  z.strictObject({ visitor: z.string().min(1).max(64) }),
  z.strictObject({ line: z.number().int().positive() }),
]);
const limit = { perSecond: 2, burst: 10 };
const MINUTES_MAX = 60 * 24 * 365;

/** Somebody, as a command names them. */
export type Target = z.output<typeof target>;

export const moderationCommands = {
  /** Takes the word in chat from somebody, in every room and after coming back: for minutes, until lifted when none are given, 0 lifts. Moderators only, and never to those who are not below them. */
  'moderation.mute': command<{ ok: true }>()(
    z.object({
      target,
      minutes: z.number().int().min(0).max(MINUTES_MAX).optional(),
      reason: reason.default(''),
    }),
    limit,
  ),
  /** Sends somebody out of every room for five minutes. As above. */
  'moderation.remove': command<{ ok: true }>()(z.object({ target, reason: given }), limit),
  /** Keeps somebody out for days, or until lifted. As above. */
  'moderation.ban': command<{ ok: true }>()(
    z.object({ target, days: z.number().int().min(1).max(365).optional(), reason: given }),
    limit,
  ),
  /** Tells staff of a line or a person; the same report a second time changes nothing. */
  'moderation.report': command<{ ok: true }>()(
    z.object({ target, reason: z.enum(REPORT_REASONS), words: reason.default('') }),
    { perSecond: 0.2, burst: 5 },
  ),
};

export type ModerationEvents = {
  /** To staff: reports, sanctions or slow mode have changed; so many reports wait. */
  'moderation.changed': { waiting: number };
  /** To one who has to go: why, and until when (null: until lifted). The connection is closed next. */
  'moderation.out': { kind: Exclude<SanctionKind, 'mute'>; reason: string; until: number | null };
};

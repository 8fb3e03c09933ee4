import type { z } from 'zod';

/** How often one client may send a command: a bucket of `burst` that refills by `perSecond`. */
export type RateLimit = { perSecond: number; burst: number };

/** One thing a client may ask of a room: its payload's schema, its rate limit and (as a type only) its reply. */
export type Command<Payload extends z.ZodType = z.ZodType, Reply = unknown> = {
  payload: Payload;
  limit: RateLimit;
  /** Carries the reply's type; never set. */
  reply?: Reply;
};

/** Declares a command; `command<Reply>()(schema, limit)` so that the payload's type is inferred and the reply's is named. */
export const command =
  <Reply = void>() =>
  <Payload extends z.ZodType>(payload: Payload, limit: RateLimit): Command<Payload, Reply> => ({
    payload,
    limit,
  });

/** What a caller hands over for a command (before the schema's defaults). */
export type PayloadOf<C extends Command> = z.input<C['payload']>;

/** What a handler receives for a command (after the schema). */
export type ParsedOf<C extends Command> = z.output<C['payload']>;

/** What a command answers. */
export type ReplyOf<C extends Command> = C extends Command<z.ZodType, infer Reply> ? Reply : never;

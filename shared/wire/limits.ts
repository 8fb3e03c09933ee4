/** The name under which the match maker knows the rooms of a showroom. */
export const roomName = (showroom: string): string => `showroom-${showroom}`;
/** Largest message a client may send, bytes. */
export const MAX_MESSAGE_BYTES = 32 * 1024;
/** Longest chat line, characters. */
export const CHAT_MAX = 300;
/** Longest caption, characters: two lines of film titles with room to spare. */
export const CAPTION_MAX = 200;
/** Chat lines that a late joiner gets, and that each look further back brings. */
export const CHAT_HISTORY = 50;
/** Chat lines that a showroom keeps. */
export const CHAT_KEPT = 500;
/** Longest slow mode, seconds. */
export const SLOW_MAX_SECONDS = 600;
/** Milliseconds within which reactions are counted together. */
export const REACTION_TICK_MS = 250;

/** Most people who look at a product together. */
export const LOOK_GROUP = 12;

/** WebSocket close codes of ours (4000–4999), each sent with its reason in words. */
export const CLOSE = { misbehaving: 4400, sentOut: 4403 } as const;

/** The bits of `Visitor.voice`: the microphone is open, its owner talks now, staff muted them. */
export const VOICE = { open: 1, talking: 2, muted: 4 } as const;
/** How many speakers one may choose to hear at once, and how many it is otherwise. */
export const NEAREST = { least: 4, most: 16, usual: 8 } as const;

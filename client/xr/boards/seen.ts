/** Something that can be pressed on a board, and where its middle is over the real floor, metres. */
export type Seen = { board: string; label: string; x: number; y: number; z: number };

/** What hands may hold now: its middle over the real floor (metres), how large it is against its true size, how far apart, whether cut. */
export type SeenHeld = { x: number; y: number; z: number; scale: number; apart: number; cut: boolean };

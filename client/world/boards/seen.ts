/** Something that can be pressed on a board, and where its middle is over the real floor, metres. */
export type Seen = { board: string; label: string; x: number; y: number; z: number };

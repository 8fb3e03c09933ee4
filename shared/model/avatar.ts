/** What a body does, as told in a pose. */
export const GAITS = [
  'idle',
  'walk',
  'wave',
  'talk',
  'run',
  'sit',
  'clap',
  'point',
  'think',
  'cheer',
  'dance',
  'turn',
] as const;
/** What a body does. */
export type Gait = (typeof GAITS)[number];

/** What one may do with one's body while one stands, and for how many seconds. */
export const GESTURES = { wave: 2.8, clap: 5, point: 3.2, think: 6, cheer: 4.8, dance: 8 } as const;
/** A gesture's name. */
export type Gesture = keyof typeof GESTURES;

/** The bodies that one may choose, files of `assets/avatars`. */
export const BODIES = ['mira', 'omar', 'lena', 'jun', 'noor', 'hugo', 'ada', 'ines'] as const;
/** A body's name. */
export type Body = (typeof BODIES)[number];

/** The colours that one may choose for one's top. */
export const COLOURS = [
  '#2f5a56',
  '#a6503a',
  '#d8c6ac',
  '#39424e',
  '#7a6a8f',
  '#b08d57',
  '#8a9a7b',
  '#c97f6b',
] as const;
/** A colour for one's top. */
export type Colour = (typeof COLOURS)[number];

/** Longest name, characters. */
export const NAME_MAX = 24;
/** Metres per second at which one walks, hurries, and beyond which the server holds one back. */
export const WALK_SPEED = 1.4;
export const HURRY_SPEED = 2.6;
export const MAX_SPEED = 3.2;
/** Poses a moving client sends per second. */
export const POSE_HZ = 15;

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

/** The colours of skin, hair and trousers that one may choose; an empty text leaves the body's own. */
export const SKINS = ['#f2cfb4', '#e6b896', '#d6a37c', '#c58d68', '#a06e4b', '#7d4e33', '#5c3725'] as const;
export const HAIRS = [
  '#17110d',
  '#2b1b15',
  '#4d3020',
  '#7a3f22',
  '#a8763f',
  '#d2ae72',
  '#bdb8b2',
  '#54586a',
] as const;
export const LEGS = ['#37404c', '#23262b', '#6b5d4a', '#8c8475', '#4a5a48', '#5b3f3a'] as const;

/** How somebody looks. */
export type Look = {
  body: Body;
  colour: Colour;
  skin: (typeof SKINS)[number] | '';
  hair: (typeof HAIRS)[number] | '';
  legs: (typeof LEGS)[number] | '';
};

/** Longest name, characters. */
export const NAME_MAX = 24;
/** Metres per second at which one walks, hurries, and beyond which the server holds one back. */
export const WALK_SPEED = 1.4;
export const HURRY_SPEED = 2.6;
/** Metres by which a headset may move one at once. */
export const TELEPORT_METRES = 9;
export const MAX_SPEED = 3.2;
/** Poses a moving client sends per second. */
export const POSE_HZ = 15;

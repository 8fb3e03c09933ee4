/** How far a product's model is taken apart into files: for the hand, for a stand near by, for across a hall. */
export const LEVELS = ['hero', 'room', 'far'] as const;
export type Level = (typeof LEVELS)[number];

/** How textures are packed: `web` (WebP or AVIF: fewest bytes) or `gpu` (KTX2: least memory of the graphics card). */
export const PACKINGS = ['web', 'gpu'] as const;
export type Packing = (typeof PACKINGS)[number];

/** What a file of a level may weigh, bytes, and hold, triangles (Khronos 3D Commerce asset creation guidelines for the hero). */
export const BUDGETS: Record<Level, { bytes: number; triangles: number; texturePx: number }> = {
  hero: { bytes: 5_000_000, triangles: 100_000, texturePx: 2048 },
  room: { bytes: 1_000_000, triangles: 20_000, texturePx: 1024 },
  far: { bytes: 150_000, triangles: 3_000, texturePx: 256 },
};

/** A level that is over its budget, and what was tried: how far its surface was moved (a share of the product's largest side), or how often its textures were made smaller. */
export type MissedBudget =
  | { level: Level; of: 'triangles'; moved: number }
  | { level: Level; of: 'bytes'; shrunk: number };

/** What a file costs: on the line, to draw, and in the graphics card's memory (textures with their mipmaps, bytes). */
export type ModelFacts = {
  bytes: number;
  triangles: number;
  vertices: number;
  drawCalls: number;
  textures: number;
  textureBytes: number;
};

/** One delivered file. */
export type ModelFile = ModelFacts & { url: string };

/** The files of one product; `hero.web` is always there once something is published. */
export type ModelFiles = Partial<Record<Level, Partial<Record<Packing, ModelFile>>>>;

/** The axis of the file that points up. glTF says `y`; files that say otherwise are turned. */
export const UP_AXES = ['y', '-y', 'z', '-z', 'x', '-x'] as const;
export type UpAxis = (typeof UP_AXES)[number];

/** How much may be lost: `fine` nearly nothing, `even` the house's own measure, `small` fewest bytes. */
export const LOSSES = ['fine', 'even', 'small'] as const;
export type Loss = (typeof LOSSES)[number];

/** What a designer asks of the pipeline; everything has a default. */
export type MakeOptions = {
  /** Metres that one unit of the file is: 1 as glTF says, 0.001 for millimetres. */
  unit: number;
  up: UpAxis;
  /** Degrees by which it is turned about the upright axis, after it stands upright. */
  turn: number;
  /** Puts the pivot on the floor, in the middle of the footprint. */
  toFloor: boolean;
  /** Splits meshes that are several connected shells into parts. */
  split: boolean;
  loss: Record<Level, Loss>;
  /** Loss of single textures, by the texture's key (see `TextureFacts`). */
  textures: Record<string, Loss>;
};

export const DEFAULT_OPTIONS: MakeOptions = {
  unit: 1,
  up: 'y',
  turn: 0,
  toFloor: true,
  split: false,
  loss: { hero: 'even', room: 'even', far: 'even' },
  textures: {},
};

/** A texture as it came and as it goes out in the hero file. `key` stays the same from run to run. */
export type TextureFacts = {
  key: string;
  name: string;
  slots: string[];
  widthPx: number;
  heightPx: number;
  bytes: number;
  outWidthPx: number;
  outHeightPx: number;
  outBytes: number;
  outType: string;
};

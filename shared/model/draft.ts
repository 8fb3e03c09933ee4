import type { MakeOptions, MissedBudget, ModelFacts, ModelFiles, TextureFacts } from './delivery.ts';
import type { Examination, Stop } from './examination.ts';
import type { ExplodePlan, Part, Size } from './part.ts';

/** The life of an upload: files come, are waited for by the workshop, worked on, and become a model or a plain answer why not. */
export const DRAFT_STATES = ['uploading', 'waiting', 'working', 'ready', 'refused', 'cancelled'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

/** The steps of the work, in their order; `gpu` runs after the rest is there. */
export const WORK_STEPS = [
  'unpack',
  'check',
  'read',
  'right',
  'parts',
  'hero',
  'room',
  'far',
  'usdz',
  'gpu',
] as const;
export type WorkStep = (typeof WORK_STEPS)[number];

/** A file of an upload, and whether it has come whole. */
export type DraftFile = { path: string; bytes: number; whole: boolean };

/** What the pipeline is doing. */
export type DraftProgress = { step: string; done: number; total: number };

/** What the pipeline tells of a model that it has made. */
export type ToldOfModel = {
  /** Absent in what was made before this was told. */
  missed?: MissedBudget[] | undefined;
  textures: TextureFacts[];
  size: Size;
  parts: Part[];
  explode: ExplodePlan;
  /** How many parts a split into shells would give. */
  shells: number;
  variants: string[];
  animations: { name: string; seconds: number }[];
  usdz: string;
};

/** What became of an upload: files by address. `gpu` files come after the others. */
export type DraftResult = ToldOfModel & { original: ModelFacts & { url: string }; files: ModelFiles };

/** An upload of a designer. */
export type Draft = {
  id: string;
  name: string;
  state: DraftState;
  files: DraftFile[];
  options: MakeOptions;
  progress: DraftProgress | null;
  stop: { reason: Stop; detail: string } | null;
  examination: Examination | null;
  result: DraftResult | null;
  /** Whether the files for the graphics card are still being made. */
  packing: boolean;
  createdAt: number;
  changedAt: number;
};

import type {
  Level,
  MakeOptions,
  ModelFacts,
  Packing,
  TextureFacts,
} from '../../../shared/model/delivery.ts';
import { WORK_STEPS, type WorkStep } from '../../../shared/model/draft.ts';
import type { Examination, Stop } from '../../../shared/model/examination.ts';
import type { ExplodePlan, Part, Size } from '../../../shared/model/part.ts';

/** The steps of the work, in their order. */
export const STEPS = WORK_STEPS;
export type Step = WorkStep;

/** What the work process is given, as JSON in `job.json` of its folder. */
export type Job = {
  /** `check` only examines, and leaves `check.json`. */
  kind: 'check' | 'make' | 'gpu';
  /** Folder of the upload as it came; never written to. */
  source: string;
  /** Folder for everything that the work makes; empty at the start of a `make`, what `make` left at the start of `gpu`. */
  out: string;
  /** Path of the model within the upload, when there are several. */
  main?: string;
  options: MakeOptions;
};

/** What the work process says while it works: a line of JSON each on its standard output. */
export type Progress = { step: Step; done: number; total: number };

/** One delivered file in the folder `out`. */
export type MadeFile = ModelFacts & { level: Level; packing: Packing; file: string };

/** What a `make` leaves in `result.json`. */
export type Made = {
  outcome: 'made';
  examination: Examination;
  /** The upload as one file that browsers can show, for comparison: nothing but packed together. */
  original: ModelFacts & { file: string };
  files: MadeFile[];
  textures: TextureFacts[];
  size: Size;
  parts: Part[];
  explode: ExplodePlan;
  /** Whether a split into shells would give more parts, and how many. */
  shells: number;
  variants: string[];
  animations: { name: string; seconds: number }[];
  usdz: string;
};
export type Refused = { outcome: 'refused'; stop: Stop; detail: string; examination?: Examination };
export type MakeResult = Made | Refused;
/** What a `check` leaves in `check.json`: there is nothing against making it. */
export type Checked = { outcome: 'checked'; examination: Examination };
/** What a `gpu` leaves in `gpu.json`. */
export type GpuResult = { outcome: 'made'; files: MadeFile[] } | Refused;

/** Thrown anywhere in the work when the upload is at fault: ends it with this reason, and with what the check has said so far. */
export class Stopped extends Error {
  readonly stop: Stop;
  /** What it is about, without words of a language: a file's name, a number and its limit. */
  readonly detail: string;
  readonly examination?: Examination;

  constructor(stop: Stop, detail = '', examination?: Examination) {
    super(detail ? `${stop}: ${detail}` : stop);
    this.name = 'Stopped';
    this.stop = stop;
    this.detail = detail;
    this.examination = examination;
  }
}

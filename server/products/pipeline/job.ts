import type { Level, MakeOptions, ModelFacts, Packing } from '../../../shared/model/delivery.ts';
import type { ToldOfModel, WorkStep } from '../../../shared/model/draft.ts';
import type { Examination, Stop } from '../../../shared/model/examination.ts';

/** What the work process is given, as JSON in `job.json` of its folder. */
export type Job = {
  /** `check` only examines, and leaves `check.json`; `phone` makes the files for the viewers of phones out of one for browsers. */
  kind: 'check' | 'make' | 'gpu' | 'phone';
  /** Folder of the upload as it came; never written to. */
  source: string;
  /** Folder for everything that the work makes; empty at the start of a `make`, what `make` left at the start of `gpu`. */
  out: string;
  /** Path of the model within the upload, when there are several. */
  main?: string;
  options: MakeOptions;
};

/** What the work process says while it works: a line of JSON each on its standard output. */
export type Progress = { step: WorkStep; done: number; total: number };

/** One delivered file in the folder `out`. */
export type MadeFile = ModelFacts & { level: Level; packing: Packing; file: string };

/** What a `make` leaves in `result.json`: files by their names in `out`. */
export type Made = ToldOfModel & {
  outcome: 'made';
  examination: Examination;
  /** The upload as one file that browsers can show, for comparison: nothing but packed together. */
  original: ModelFacts & { file: string };
  files: MadeFile[];
};
export type Refused = { outcome: 'refused'; stop: Stop; detail: string; examination?: Examination };
export type MakeResult = Made | Refused;
/** What a `check` leaves in `check.json`: there is nothing against making it. */
export type Checked = { outcome: 'checked'; examination: Examination };
/** What a `gpu` leaves in `gpu.json`. */
export type GpuResult = { outcome: 'made'; files: MadeFile[] } | Refused;
/** What a `phone` leaves in `phone.json`: its files by their names in `out`. */
export type PhoneResult = { outcome: 'made'; plain: string; usdz: string } | Refused;

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

/** What was found in an upload, in a form that each language can put into words. */

export const SEVERITIES = ['error', 'warning', 'info', 'hint'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The thing of the file that a finding is about: “node ‘leg_2’ › mesh” is kind `node`, index 2, name `leg_2`, property `mesh`. */
export type FindingPlace = { kind: string; index: number; name: string; property: string };

/** One finding: errors stop, warnings explain. */
export type Finding = {
  severity: Severity;
  /** The Khronos validator's code, or one of ours, which begin with `VT_`. */
  code: string;
  /** JSON pointer into the file, or the path of a file of the upload. */
  pointer: string;
  place?: FindingPlace;
  /** What its sentence names, in the order of the sentence. */
  values: string[];
  /** The validator's own words, in English. */
  text: string;
  /** How many findings of this code there are; the others are counted, not listed. */
  count: number;
};

/** Why an upload is not made into a product. */
export const STOPS = [
  'nothing-there',
  'no-model',
  'several-models',
  'not-a-model',
  'missing-file',
  'unsafe-path',
  'outside-reference',
  'too-many-files',
  'too-large',
  'too-deep',
  'zip-bomb',
  'broken-archive',
  'invalid',
  'unsupported-extension',
  'image-broken',
  'image-too-large',
  'geometry-broken',
  'too-complex',
  'too-slow',
  'too-much-memory',
  'too-much-output',
  'cancelled',
  'broken',
] as const;
export type Stop = (typeof STOPS)[number];

/** What the check says of an upload. */
export type Examination = {
  /** Path of the model within the upload. */
  main: string;
  format: 'glb' | 'gltf';
  /** Bytes of the model and of every file that it uses. */
  bytes: number;
  counts: Record<Severity, number>;
  /** Errors first; at most 200. */
  findings: Finding[];
  generator: string;
  version: string;
  extensions: { used: string[]; required: string[] };
};

import { adviceOf } from './advice.ts';
import { type Finding, type FindingPlace, SEVERITIES, type Severity } from './examination.ts';

/** A message as the Khronos validator gives it; severity 0 is an error, 3 a hint. */
export type Message = {
  code: string;
  message: string;
  severity: number;
  pointer?: string;
  offset?: number;
  /** What our own messages name; the validator's have it in their words. */
  values?: string[];
};

/** How many findings are listed in all, and of one code; the others are counted. */
export const MOST_FINDINGS = 200;
const MOST_OF_A_CODE = 20;
const VALUE_CHARS = 80;

/** Lists of a file by name, and what one thing of them is called. */
const KINDS: Record<string, string> = {
  accessors: 'accessor',
  animations: 'animation',
  buffers: 'buffer',
  bufferViews: 'bufferView',
  cameras: 'camera',
  images: 'image',
  lights: 'light',
  materials: 'material',
  meshes: 'mesh',
  nodes: 'node',
  samplers: 'sampler',
  scenes: 'scene',
  skins: 'skin',
  textures: 'texture',
  variants: 'variant',
};

/** Turns the validator's messages into findings, errors first; `json` is the file's, as far as it could be read. */
export function explain(messages: readonly Message[], json: unknown): Finding[] {
  const counted = new Map<string, number>();
  const findings: Finding[] = [];
  for (const message of [...messages].sort((a, b) => a.severity - b.severity)) {
    const key = `${message.severity} ${message.code}`;
    const count = (counted.get(key) ?? 0) + 1;
    counted.set(key, count);
    if (count <= MOST_OF_A_CODE) findings.push(toFinding(message, json));
  }
  for (const finding of findings)
    finding.count = counted.get(`${SEVERITIES.indexOf(finding.severity)} ${finding.code}`)!;
  return spread(findings);
}

/** Where there is not room for all, each code keeps at least its first. */
function spread(findings: Finding[]): Finding[] {
  if (findings.length <= MOST_FINDINGS) return findings;
  const firsts = new Map<string, Finding>();
  for (const each of findings) {
    const key = `${each.severity} ${each.code}`;
    if (!firsts.has(key)) firsts.set(key, each);
  }
  let room = Math.max(0, MOST_FINDINGS - firsts.size);
  const first = new Set([...firsts.values()].slice(0, MOST_FINDINGS));
  return findings.filter((each) => first.has(each) || room-- > 0);
}

/** How many findings of each severity there are, those that are not listed too. */
export function countFindings(messages: readonly Message[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of messages) counts[SEVERITIES[severity] ?? 'hint']++;
  return counts;
}

function toFinding(
  { code, message, severity, pointer = '', offset, values }: Message,
  json: unknown,
): Finding {
  const place = placeOf(pointer, json);
  const value = pointer ? short(valueAt(pointer, json)) : offset === undefined ? '' : String(offset);
  return {
    severity: SEVERITIES[severity] ?? 'hint',
    code,
    pointer,
    ...(place ? { place } : {}),
    values: values?.map(cut) ?? [value, ...argumentsOf(message)],
    text: message,
    count: 1,
  };
}

/** Steps of a JSON pointer (RFC 6901). */
const stepsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What a pointer is about: the innermost numbered thing of the file that has a kind, and its property. */
export function placeOf(pointer: string, json: unknown): FindingPlace | undefined {
  const steps = stepsOf(pointer);
  if (steps.length === 0 || !pointer.startsWith('/')) return undefined;
  const at = steps[0] === 'extensions' ? steps.findIndex((step, index) => index > 0 && KINDS[step]) : 0;
  const index = Number(steps[at + 1]);
  const kind = Object.hasOwn(KINDS, steps[at] ?? '') ? KINDS[steps[at]!] : undefined;
  if (!kind || !Number.isInteger(index))
    return { kind: 'file', index: 0, name: '', property: written(steps) };
  const thing = walk(json, steps.slice(0, at + 2));
  const name = own(thing, 'name');
  return {
    kind,
    index,
    name: typeof name === 'string' ? cut(name) : '',
    property: written(steps.slice(at + 2)),
  };
}

/** Steps as one would write them in code: `primitives[1].attributes.POSITION`. */
const written = (steps: string[]): string =>
  steps.reduce(
    (path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path ? `${path}.${step}` : step),
    '',
  );

function own(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null && Object.hasOwn(from, key)
    ? (from as Record<string, unknown>)[key]
    : undefined;
}

const walk = (json: unknown, steps: string[]): unknown => steps.reduce(own, json);
const valueAt = (pointer: string, json: unknown): unknown => walk(json, stepsOf(pointer));

const cut = (text: string): string =>
  text.length > VALUE_CHARS ? `${text.slice(0, VALUE_CHARS - 1)}…` : text;

/** A value on one short line; an object or a list is not worth writing out. */
function short(value: unknown): string {
  if (value === undefined || (typeof value === 'object' && value !== null)) return '';
  return cut(String(value));
}

/** Words of the validator's messages that look like values but are none. */
const FIXED = /\d-byte|0\.\.1 range|Must be 1\.0 or -1\.0|must start with 0|Vector3|glTF 2\.0|TEXCOORD_/gi;

/** What the validator has filled into its message, in its order: what is quoted, and numbers. */
function argumentsOf(message: string): string[] {
  const bare = message.replace(FIXED, ' ');
  const found = bare.matchAll(
    /'([^']*)'|(?<!\w|\w\.)(-?(?:\d+(?:\.\d+)?(?:e[+-]?\d+)?|Infinity|NaN))(?!\w)/gi,
  );
  return [...found].slice(0, 8).map((match) => cut(match[1] ?? match[2]!));
}

/** Puts a message of a catalogue into words of a language. */
export type Say = (key: string, values: Record<string, string | number>) => string;

/**
 * A finding as a sentence that says what is wrong and what to do. Its message has `{place}` (“Node ‘leg_2’ › mesh”, or
 * “The file”), `{value}`, the values after that as `{a}`, `{b}`, `{c}`, and `{count}`.
 */
export function sayFinding(finding: Finding, say: Say): string {
  const { values, place, count } = finding;
  const [value = '', a = '', b = '', c = ''] = values;
  const words = { place: sayPlace(place, say), value, a, b, c, count };
  return say(adviceOf(finding.code), words);
}

/** The thing of the file that a finding is about, in words. */
export function sayPlace(place: FindingPlace | undefined, say: Say): string {
  const { kind = 'file', index = 0, name = '', property = '' } = place ?? {};
  // What a file names never chooses a form itself: forms are looked up by name, and `constructor` is one of those.
  const forms = { named: name ? 'yes' : 'no', within: property ? 'yes' : 'no' };
  return say('finding.place', { kind, index, name, property, ...forms });
}

import bidiFactory from 'bidi-js';

const bidi = bidiFactory();
const MAY_TURN =
  /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const ONLY_MARKS = /^[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/;

/** Text of one direction, in the order of reading. */
export type Run = { text: string; rtl: boolean };

/** The other one of a pair of brackets, as it is drawn in text that runs to the left; any other character as it is. */
export const mirrored = (character: string): string => bidi.getMirroredCharacter(character) ?? character;

/** How deep each character lies in turned text (UAX #9); the base direction is that of the first letter. */
export function levelsOf(text: string): Uint8Array | undefined {
  return MAY_TURN.test(text) ? bidi.getEmbeddingLevels(text).levels : undefined;
}

/** The runs of one line from left to right; `levels` are those of the line's characters. */
export function visualRuns(line: string, levels: Uint8Array | undefined): Run[] {
  if (!levels) return line ? [{ text: line, rtl: false }] : [];
  const runs: { text: string; level: number }[] = [];
  for (let at = 0; at < line.length; at++) {
    const level = levels[at]!;
    const last = runs.at(-1);
    if (last?.level === level) last.text += line[at]!;
    else runs.push({ text: line[at]!, level });
  }
  return turn(runs)
    .filter(({ text }) => !ONLY_MARKS.test(text))
    .map(({ text, level }) => ({ text, rtl: (level & 1) === 1 }));
}

/** Rule L2: from the deepest level to the shallowest odd one, what lies at least so deep is reversed. */
function turn<R extends { level: number }>(runs: R[]): R[] {
  const turned = [...runs];
  const deepest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = deepest; level > 0; level--)
    for (let from = 0; from < turned.length; from++) {
      if (turned[from]!.level < level) continue;
      let end = from;
      while (end < turned.length && turned[end]!.level >= level) end++;
      turned.splice(from, end - from, ...turned.slice(from, end).reverse());
      from = end;
    }
  return turned;
}

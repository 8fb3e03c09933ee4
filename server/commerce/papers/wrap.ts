import { levelsOf, type Run, visualRuns } from './visualRuns.ts';

/** The width of a piece of text. */
export type Measure = (text: string, rtl: boolean) => number;

/** A line: its runs from left to right and how wide they are together. */
export type Line = { runs: Run[]; width: number };

const EAST_ASIAN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
/** What never begins a line, and what never ends one (JIS X 4051, GB/T 15834). */
const CLOSING =
  /[，。、；：！？）】》」』〉〕”’…—·％%‰)\]}.,;:!?ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]/u;
const OPENING = /[（【《「『〈〔“‘([{￥¥$€£]/u;
const SPACE = /[ \t\r\n\u2002-\u2006\u2008-\u200b\u3000]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

type Piece = { text: string; from: number; width: number };

/** Breaks text into at most `most` lines of a width: between words, between Chinese characters, within a word only where it fits no line of its own. What is left over ends in an ellipsis. */
export function wrap(text: string, width: number, most: number, measure: Measure): Line[] {
  const whole = tidy(text, width, most);
  const levels = levelsOf(whole);
  const measured = (part: string): number => measure(part, RIGHT_TO_LEFT.test(part));
  const pieces = piecesOf(whole).flatMap((piece) => fitted(piece, width, measured));
  const ends: { from: number; text: string }[] = [];
  let used = 0;
  for (const piece of pieces) {
    const last = ends.at(-1);
    if (last && used + measured(piece.text.trimEnd()) <= width) {
      last.text += piece.text;
      used += piece.width;
    } else {
      ends.push({ from: piece.from, text: piece.text });
      used = piece.width;
    }
  }
  const shown = ends.slice(0, most).map(({ from, text: line }, index) => ({
    runs: visualRuns(line.trimEnd(), levels?.subarray(from)),
    cut: index === most - 1 && ends.length > most,
    rtl: ((levels?.[from] ?? 0) & 1) === 1,
  }));
  return shown.map(({ runs, cut, rtl }) =>
    finish(cut ? shortened(runs, rtl, width, measure) : runs, measure),
  );
}

const finish = (runs: Run[], measure: Measure): Line => ({
  runs,
  width: runs.reduce((sum, { text, rtl }) => sum + measure(text, rtl), 0),
});

/** One paragraph without spaces at its ends; never longer than could be shown. */
function tidy(text: string, width: number, most: number): string {
  const bound = Math.ceil(width) * most + 1;
  return text
    .toWellFormed()
    .slice(0, bound)
    .toWellFormed()
    .replace(/[ \t\r\n\u2028\u2029]+/g, ' ')
    .trim();
}

/** Cuts text wherever a line may end; spaces stay with what is before them. */
function piecesOf(text: string): Omit<Piece, 'width'>[] {
  const pieces: Omit<Piece, 'width'>[] = [];
  let before = '';
  let at = 0;
  for (const character of text) {
    const last = pieces.at(-1);
    if (last && !breaks(before, character)) last.text += character;
    else pieces.push({ text: character, from: at });
    before = character;
    at += character.length;
  }
  return pieces;
}

function breaks(before: string, after: string): boolean {
  if (SPACE.test(after)) return false;
  if (SPACE.test(before)) return true;
  if (CLOSING.test(after) || OPENING.test(before) || /\p{M}|\u200d/u.test(after)) return false;
  return EAST_ASIAN.test(before) || EAST_ASIAN.test(after);
}

/** A word that is wider than a line is cut between its characters. */
function fitted(
  { text, from }: Omit<Piece, 'width'>,
  width: number,
  measured: (part: string) => number,
): Piece[] {
  const whole = measured(text);
  if (measured(text.trimEnd()) <= width) return [{ text, from, width: whole }];
  const parts: Piece[] = [];
  for (const { segment, index } of graphemes.segment(text)) {
    const last = parts.at(-1);
    const wide = measured(segment);
    if (last && last.width + wide <= width) {
      last.text += segment;
      last.width += wide;
    } else parts.push({ text: segment, from: from + index, width: wide });
  }
  return parts;
}

/** A last line with its ellipsis, at the end where reading ends. */
function shortened(runs: Run[], rtl: boolean, width: number, measure: Measure): Run[] {
  const kept = runs.map((run) => ({ ...run }));
  const more = { text: '…', rtl: false };
  const room = width - measure('…', false);
  while (kept.length > 0 && finish(kept, measure).width > room) {
    const outer = rtl ? kept[0]! : kept.at(-1)!;
    outer.text = [...outer.text].slice(0, -1).join('');
    if (!outer.text) kept.splice(rtl ? 0 : -1, 1);
  }
  return rtl ? [more, ...kept] : [...kept, more];
}

import type { Font } from 'fontkit';
import type { Faces, Weight } from './faces.ts';
import { BOX, outlineOf } from './outline.ts';
import type { Outline } from './trueType.ts';
import { mirrored } from './visualRuns.ts';

/** Units of an em in which everything here is measured: Inter's own, into which the other families are turned. */
export const EM = 2048;

/** A glyph in its place on a line; `key` is the same for the same drawing with the same meaning. */
export type Shaped = {
  key: string;
  codePoints: number[];
  outline: () => Outline;
  advance: number;
  xOffset: number;
  yOffset: number;
};

/** Turns text of one direction into glyphs, from left to right. */
export type Typeface = { weight: Weight; shape(text: string, rtl: boolean): readonly Shaped[] };

const KEPT_RUNS = 4000;
const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** Marks that Latin and Chinese share, but draw differently. */
const SHARED = /[“”‘’…—·]/u;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Mn}\p{Me}\u2028\u2029]/u;
const JOINED = /\p{M}|\u200c|\u200d/u;

/** A typeface of one weight, over all families. Runs it has shaped are kept, the latest few thousand. */
export function openTypeface(faces: Faces, weight: Weight): Typeface {
  const kept = new Map<string, readonly Shaped[]>();
  return {
    weight,
    shape(text, rtl) {
      const key = (rtl ? '<' : '>') + text;
      const run = kept.get(key) ?? shapeRun(faces, weight, text, rtl);
      kept.delete(key);
      kept.set(key, run);
      if (kept.size > KEPT_RUNS) kept.delete(kept.keys().next().value!);
      return run;
    },
  };
}

type Piece = { face: ReturnType<Faces['find']>; text: string };

function shapeRun(faces: Faces, weight: Weight, text: string, rtl: boolean): readonly Shaped[] {
  const pieces = piecesOf(faces, text).map(({ face, text: part }) =>
    face ? shapePiece(face.name, face.at(weight), face.scale, part, rtl) : [...part].map(boxFor),
  );
  return (rtl ? pieces.reverse() : pieces).flat();
}

/** Cuts a run where the face changes; a mark stays with the letter it stands on. */
function piecesOf(faces: Faces, text: string): Piece[] {
  const pieces: Piece[] = [];
  const characters = [...text];
  characters.forEach((character, index) => {
    const last = pieces.at(-1);
    const code = character.codePointAt(0)!;
    const stays = last?.face && JOINED.test(character) && last.face.at(400).hasGlyphForCodePoint(code);
    const chinese = SHARED.test(character) && nearHan(characters, index);
    const face = stays ? last.face : faces.find(code, chinese);
    if (UNSEEN.test(character) && (!face || !JOINED.test(character))) return;
    if (last && last.face?.name === face?.name) last.text += character;
    else pieces.push({ face, text: character });
  });
  return pieces;
}

/** Whether a chain of shared marks touches Chinese on either side. */
function nearHan(characters: string[], index: number): boolean {
  let [before, after] = [index - 1, index + 1];
  while (SHARED.test(characters[before] ?? '')) before--;
  while (SHARED.test(characters[after] ?? '')) after++;
  return HAN.test(characters[before] ?? '') || HAN.test(characters[after] ?? '');
}

function shapePiece(name: string, font: Font, scale: number, text: string, rtl: boolean): Shaped[] {
  // Figures of one width widen a hyphen too: article numbers go without.
  const figures = { tnum: !text.includes('-') };
  const drawn = rtl ? Array.from(text, mirrored).join('') : text;
  const { glyphs, positions } = font.layout(drawn, figures, undefined, undefined, rtl ? 'rtl' : 'ltr');
  const unit = (EM / font.unitsPerEm) * scale;
  return glyphs.map((glyph, index) => {
    const { xAdvance, xOffset, yOffset } = positions[index]!;
    const codePoints = rtl ? glyph.codePoints.map(mirroredCode) : glyph.codePoints;
    return {
      key: `${name} ${glyph.id} ${codePoints.join('-')}`,
      codePoints,
      outline: once(() => outlineOf(glyph, unit)),
      advance: xAdvance * unit,
      xOffset: xOffset * unit,
      yOffset: yOffset * unit,
    };
  });
}

/** What a mirrored glyph stands for: so that a copied bracket opens where it should. */
const mirroredCode = (codePoint: number): number => mirrored(String.fromCodePoint(codePoint)).codePointAt(0)!;

/** A character that no font has: a box, which can still be searched for and copied. */
function boxFor(character: string): Shaped {
  const codePoint = character.codePointAt(0)!;
  return {
    key: `box ${codePoint}`,
    codePoints: [codePoint],
    outline: () => BOX,
    advance: BOX.advance,
    xOffset: 0,
    yOffset: 0,
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** The width of shaped glyphs in units of an em. */
export const widthOf = (run: readonly Shaped[]): number => run.reduce((sum, { advance }) => sum + advance, 0);

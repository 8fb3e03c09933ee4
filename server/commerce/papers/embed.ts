import { BOX } from './outline.ts';
import { type Outline, writeTrueType } from './trueType.ts';
import { EM, type Shaped, type Typeface } from './typeface.ts';

const ASCENT = 1984;
const DESCENT = -494;
/** Unicode's own override marks stand before a run and tell its direction. */
const LEFT_TO_RIGHT = '\u202d';
const RIGHT_TO_LEFT = '\u202e';

/** A run as the embedded font reads it. */
export const asRun = (text: string, rtl: boolean): string => (rtl ? RIGHT_TO_LEFT : LEFT_TO_RIGHT) + text;

/**
 * A font for one document, as pdfkit wants a fontkit font to be: it holds just the glyphs that were set,
 * whichever of the hundred files they came from. (pdfkit embeds one font per file: a Chinese page would carry thirty.)
 */
export function embeddable(typeface: Typeface): object {
  const ids = new Map<string, number>();
  const outlines: Outline[] = [BOX];
  const idOf = ({ key, outline }: Shaped): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, outlines.length);
    return outlines.push(outline()) - 1;
  };
  const frame = { unitsPerEm: EM, ascent: ASCENT, descent: DESCENT };
  return {
    ...frame,
    postscriptName: `Vitrine-${typeface.weight === 400 ? 'Regular' : 'SemiBold'}`,
    xHeight: 1118,
    capHeight: 1490,
    lineGap: 0,
    bbox: { minX: -EM, minY: -EM, maxX: 2 * EM, maxY: 2 * EM },
    italicAngle: 0,
    post: { isFixedPitch: 0 },
    head: { macStyle: { italic: false } },
    getGlyph: () => ({ advanceWidth: BOX.advance }),
    createSubset: () => ({ includeGlyph: (id: number) => id, encode: () => writeTrueType(outlines, frame) }),
    layout(run: string) {
      const shaped = typeface.shape(run.slice(1), run.startsWith(RIGHT_TO_LEFT));
      return {
        glyphs: shaped.map((one) => {
          const id = idOf(one);
          return { id, advanceWidth: outlines[id]!.advance, codePoints: one.codePoints };
        }),
        // pdfkit scales these where they lie: never the kept ones.
        positions: shaped.map(({ advance, xOffset, yOffset }) => ({
          xAdvance: advance,
          yAdvance: 0,
          xOffset,
          yOffset,
        })),
        advanceWidth: shaped.reduce((sum, { advance }) => sum + advance, 0),
      };
    },
  };
}

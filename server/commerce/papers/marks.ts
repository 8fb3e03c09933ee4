import type { Weight } from './faces.ts';
import type { Run } from './visualRuns.ts';
import { type Line, wrap } from './wrap.ts';

/** Colours of every paper; the accent is the brand's. */
export const INK = '#1B1A17';
export const MUTED = '#6B655A';
export const HAIRLINE = '#DED7C9';

/** Something laid in its place, in points from the top left corner; a text's `y` is its base line. `cell` numbers the cells of a row. */
export type Mark = { x: number; y: number; cell?: number } & (
  | { kind: 'text'; runs: Run[]; width: number; size: number; weight: Weight; colour: string; link?: string }
  | { kind: 'rule'; width: number; thick: number; colour: string }
  | { kind: 'logo'; width: number; height: number }
  | { kind: 'code'; size: number; address: string }
);

/** Marks that stay together; their `y` counts from the block's top. `keep`: never parted from the block before. */
export type Block = {
  tag: 'H1' | 'P' | 'TH' | 'TR' | 'Artifact';
  height: number;
  keep?: boolean;
  marks: Mark[];
};

/** The page and how text is measured on it. */
export type Frame = {
  width: number;
  height: number;
  /** From a side of the page to the text. */
  margin: number;
  rtl: boolean;
  measure(text: string, rtl: boolean, size: number, weight: Weight): number;
};

/** How a text is set; `x` counts from where reading begins, so that Arabic pages are mirrored. */
export type Setting = {
  x: number;
  width: number;
  size: number;
  leading: number;
  weight?: Weight;
  colour?: string;
  align?: 'start' | 'end';
  /** The most lines; what is left over ends in an ellipsis. */
  most?: number;
  /** Set smaller rather than broken: for amounts. */
  fit?: boolean;
  cell?: number;
  link?: string;
};

/** Marks and the height they take. */
export type Column = { marks: Mark[]; height: number };

const SMALLEST = 4;
const ASCENT = 0.969;
const LETTER_HEIGHT = 1.21;

/** Sets one text from `top` on. */
export function setText(frame: Frame, text: string, top: number, setting: Setting): Column {
  const { width, leading, weight = 400, most = 1, colour = INK } = setting;
  const size = setting.fit ? fittingSize(frame, text, setting) : setting.size;
  const lines = wrap(text, width, most, (part, rtl) => frame.measure(part, rtl, size, weight));
  const first = top + (leading - size * LETTER_HEIGHT) / 2 + size * ASCENT;
  const marks = lines.map(
    (line, index): Mark => ({
      kind: 'text',
      runs: line.runs,
      x: placeOf(frame, line, setting),
      y: first + index * leading,
      width: line.width,
      size,
      weight,
      colour,
      ...(setting.cell !== undefined && { cell: setting.cell }),
      ...(setting.link && { link: setting.link }),
    }),
  );
  return { marks, height: lines.length * leading };
}

/** Sets texts one below the other; empty ones take no place. */
export function setStack(
  frame: Frame,
  texts: [text: string | undefined, setting: Setting][],
  top = 0,
): Column {
  const stack: Column = { marks: [], height: 0 };
  for (const [text, setting] of texts) {
    if (!text) continue;
    const { marks, height } = setText(frame, text, top + stack.height, setting);
    stack.marks.push(...marks);
    stack.height += height;
  }
  return stack;
}

/** A thin line from `x` (where reading begins) on. */
export function rule(
  frame: Frame,
  x: number,
  y: number,
  width: number,
  colour = HAIRLINE,
  thick = 0.6,
): Mark {
  return { kind: 'rule', x: frame.rtl ? frame.width - x - width : x, y, width, thick, colour };
}

function placeOf({ width: page, rtl }: Frame, line: Line, { x, width, align = 'start' }: Setting): number {
  const from = align === 'end' ? x + width - line.width : x;
  return rtl ? page - from - line.width : from;
}

function fittingSize(frame: Frame, text: string, { size, width, weight = 400 }: Setting): number {
  const wide = frame.measure(text, /[\u0600-\u06ff]/.test(text), size, weight);
  return wide > width ? Math.max(SMALLEST, Math.floor((size * width * 98) / wide) / 100) : size;
}

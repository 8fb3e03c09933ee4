import type { Brush, Clip } from './brush.ts';

/** Words of texts that were painted before: where each begins and ends. */
const known = new WeakMap<Text, { text: string; words: [from: number, to: number][] }>();
const segmenters = new Map<string, Intl.Segmenter>();
const range = document.createRange();

/** Paints a text word by word where the browser has laid it, so that lines, scripts and directions are the browser's. */
export function paintText({ ctx, left, top }: Brush, node: Text, style: CSSStyleDeclaration, clip: Clip) {
  if (!node.data.trim() || style.visibility !== 'visible') return;
  setFont(ctx, style);
  ctx.fillStyle = style.color;
  const struck = style.textDecorationLine;
  for (const [from, to] of wordsOf(node)) {
    range.setStart(node, from);
    range.setEnd(node, to);
    const rects = range.getClientRects();
    if (rects.length === 0) continue;
    if (rects.length > 1) {
      paintTorn({ ctx, left, top }, node, from, to, style, clip);
      continue;
    }
    paintWord({ ctx, left, top }, rects[0]!, node.data.slice(from, to), style, clip);
  }
  if (struck !== 'none') paintLines({ ctx, left, top }, node, style);
}

function paintWord(
  { ctx, left, top }: Brush,
  rect: DOMRect,
  word: string,
  style: CSSStyleDeclaration,
  clip: Clip,
) {
  const x = rect.left - left;
  const y = rect.top - top;
  if (y > clip.bottom || y + rect.height < clip.y || x > clip.right || x + rect.width < clip.x) return;
  ctx.fillText(cased(word, style), x, y + baseline(ctx, rect.height));
}

/** A word that goes over more than one line: letter by letter. */
function paintTorn(
  brush: Brush,
  node: Text,
  from: number,
  to: number,
  style: CSSStyleDeclaration,
  clip: Clip,
) {
  for (let at = from; at < to; at++) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const rect = range.getClientRects()[0];
    if (rect) paintWord(brush, rect, node.data.slice(at, at + 1), style, clip);
  }
}

function paintLines({ ctx, left, top }: Brush, node: Text, style: CSSStyleDeclaration): void {
  range.selectNodeContents(node);
  const isThrough = style.textDecorationLine.includes('line-through');
  for (const rect of range.getClientRects()) {
    const y = rect.top - top + rect.height * (isThrough ? 0.55 : 0.92);
    ctx.fillRect(rect.left - left, y, rect.width, 1);
  }
}

/** Sets what letters look like; text is laid from its left edge. */
export function setFont(ctx: CanvasRenderingContext2D, style: CSSStyleDeclaration): void {
  ctx.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  ctx.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing;
  ctx.direction = style.direction === 'rtl' ? 'rtl' : 'ltr';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
}

/** How far below the top of a box of one line its letters stand. */
export function baseline(ctx: CanvasRenderingContext2D, height: number): number {
  const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = ctx.measureText('x');
  return (height - up - down) / 2 + up;
}

const cased = (word: string, { textTransform }: CSSStyleDeclaration): string =>
  textTransform === 'uppercase' ? word.toUpperCase() : word;

function wordsOf(node: Text): [number, number][] {
  const before = known.get(node);
  if (before?.text === node.data) return before.words;
  const words: [number, number][] = [];
  let glued: [number, number] | undefined;
  for (const { segment, index } of segmenter().segment(node.data)) {
    const isSpace = !segment.trim();
    const end = index + segment.length;
    // Marks stay with their word: a line never begins with them.
    const isMark = !isSpace && !/[\p{L}\p{N}]/u.test(segment);
    if (isSpace) glued = undefined;
    else if (isMark && glued) glued[1] = end;
    else {
      glued = [index, end];
      words.push(glued);
    }
  }
  known.set(node, { text: node.data, words });
  return words;
}

function segmenter(): Intl.Segmenter {
  const { lang } = document.documentElement;
  const found = segmenters.get(lang) ?? new Intl.Segmenter(lang || 'en', { granularity: 'word' });
  segmenters.set(lang, found);
  return found;
}

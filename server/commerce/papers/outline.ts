import type { Glyph } from 'fontkit';
import type { Outline, OutlinePoint } from './trueType.ts';

const ring = (left: number, bottom: number, right: number, top: number): OutlinePoint[] => [
  { x: left, y: bottom, on: true },
  { x: left, y: top, on: true },
  { x: right, y: top, on: true },
  { x: right, y: bottom, on: true },
];

/** What stands for a character that no font has. */
export const BOX: Outline = {
  contours: [ring(160, 0, 1120, 1440), ring(250, 90, 1030, 1350).reverse()],
  advance: 1280,
};

/** The drawing of a glyph at its weight, in whole units after `scale`. */
export function outlineOf(glyph: Glyph, scale: number): Outline {
  const contours: OutlinePoint[][] = [];
  const put = (x: number, y: number, on: boolean): void => {
    contours.at(-1)?.push({ x: Math.round(x * scale), y: Math.round(y * scale), on });
  };
  for (const { command, args } of glyph.path.commands) {
    const [x = 0, y = 0, toX = 0, toY = 0] = args;
    if (command === 'moveTo') contours.push([]);
    if (command === 'moveTo' || command === 'lineTo') put(x, y, true);
    if (command === 'quadraticCurveTo') {
      put(x, y, false);
      put(toX, toY, true);
    }
  }
  return {
    contours: contours.map(closed).filter(({ length }) => length > 1),
    advance: glyph.advanceWidth * scale,
  };
}

/** A contour closes by itself: a last point on the first one is one too many. */
function closed(contour: OutlinePoint[]): OutlinePoint[] {
  const [first, last] = [contour[0], contour.at(-1)];
  const twice = contour.length > 1 && first?.x === last?.x && first?.y === last?.y && last?.on;
  return twice ? contour.slice(0, -1) : contour;
}

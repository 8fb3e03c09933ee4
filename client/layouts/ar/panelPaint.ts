import type { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import type { Product } from '../../../shared/model/catalogue.ts';
import { inLanguage } from '../../../shared/model/localText.ts';
import { formatMoney } from '../../../shared/model/money.ts';
import { language, t, writing } from '../../ui/i18n.ts';
import { sayError } from '../../ui/toast.tsx';
import { hintOf } from './hints.ts';
import { type ArParts, addAll, removeChosen } from './parts.ts';
import type { Placing } from './placing.ts';
import type { RoomView } from './view.ts';

/** What can be pressed, in pixels of the picture. */
export type Press = {
  x: number;
  y: number;
  width: number;
  height: number;
  run(): void;
  name?: Named | undefined;
};
/** The buttons that are found by a name. */
export type Named = 'cart' | 'leave';

/** Pixels of the board's picture. */
export const PIXELS = { width: 896, height: 1120 } as const;
const PAD = 48;
const ROW = 84;
/** Pieces and products that are listed at a time. */
const LISTED = 4;
const OFFERED = 8;
const FIRST = 120;
const LAST = PIXELS.height - PAD - ROW + 12;
const INK = '#1b1a17';
const QUIET = '#5d574d';
const FONT = '"Inter Variable", "Noto Sans Arabic Variable", "Noto Sans SC Variable", system-ui, sans-serif';

/** What the board shows. */
export type Shown = {
  view: RoomView;
  placing: Placing;
  parts: ArParts;
  shelf: Product[];
  choosing: boolean;
  setChoosing(on: boolean): void;
};

type Line = { size: number; weight: number; colour: string; end?: boolean };
type Look = { strong?: boolean; half?: 0 | 1; name?: Named };

/** An empty board, and the pen that writes lines and buttons on it. */
function openBoard(pen: CanvasRenderingContext2D) {
  const { width, height } = PIXELS;
  const rtl = document.documentElement.dir === 'rtl';
  const presses: Press[] = [];
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = 'rgb(247 244 238 / 0.96)';
  pen.beginPath();
  pen.roundRect(0, 0, width, height, 40);
  pen.fill();
  pen.direction = rtl ? 'rtl' : 'ltr';
  return {
    presses,
    write(text: string, y: number, { size, weight, colour, end = false }: Line): void {
      pen.font = `${weight} ${size}px ${FONT}`;
      pen.fillStyle = colour;
      pen.textAlign = end ? 'end' : 'start';
      pen.fillText(text, rtl === end ? PAD : width - PAD, y, width - PAD * 2);
    },
    button(text: string, y: number, run: () => void, { strong = false, half, name }: Look = {}): void {
      const wide = half === undefined ? width - PAD * 2 : (width - PAD * 2 - 16) / 2;
      const x = half === 1 ? PAD + wide + 16 : PAD;
      pen.fillStyle = strong ? INK : '#e6dfd2';
      pen.beginPath();
      pen.roundRect(x, y, wide, ROW - 12, 20);
      pen.fill();
      pen.font = `550 32px ${FONT}`;
      pen.fillStyle = strong ? '#f7f4ee' : INK;
      pen.textAlign = 'center';
      pen.fillText(text, x + wide / 2, y + 47, wide - 32);
      presses.push({ x, y, width: wide, height: ROW - 12, run, name });
    },
  };
}
type Board = ReturnType<typeof openBoard>;

/** Paints the board as things are now; answers what can be pressed on it. */
export function paint(texture: DynamicTexture, shown: Shown): Press[] {
  const board = openBoard(texture.getContext() as CanvasRenderingContext2D);
  board.write(hintOf(shown.placing, shown.view), 84, { size: 34, weight: 550, colour: INK });
  if (shown.choosing) paintShelf(board, shown);
  else paintVerbs(board, shown, paintPieces(board, shown));
  texture.update(true);
  return board.presses;
}

/** What can be added. */
function paintShelf({ button }: Board, { view, placing, shelf, setChoosing }: Shown): void {
  for (const [at, product] of shelf.slice(0, OFFERED).entries())
    button(inLanguage(product.name, language.value), FIRST + at * ROW, () => {
      void placing.take(product.slug).then(() => {
        const held = placing.held.value;
        if (held) void view.prefetch(held.product, held.sku);
      }, sayError);
      setChoosing(false);
    });
  button(t('ar.done'), LAST, () => setChoosing(false));
}

/** The last pieces with their prices, and what all cost; answers where they end. */
function paintPieces({ write }: Board, { placing }: Shown): number {
  const nameOf = (slug: string): string => {
    const sheet = placing.sheets.get(slug);
    return sheet ? inLanguage(sheet.name, language.value) : slug;
  };
  const pieces = placing.plan.pieces();
  let y = FIRST;
  for (const { product, price } of pieces.slice(-LISTED)) {
    write(nameOf(product), y + 44, { size: 32, weight: 450, colour: INK });
    write(formatMoney(price, writing.value), y + 44, { size: 32, weight: 450, colour: QUIET, end: true });
    y += 64;
  }
  const total = placing.plan.total();
  if (!total) return y;
  write(t('ar.count', { count: pieces.length }), y + 52, { size: 32, weight: 550, colour: QUIET });
  write(formatMoney(total, writing.value), y + 52, { size: 40, weight: 650, colour: INK, end: true });
  return y + 84;
}

/** What can be done, from the bottom up, and never over the pieces. */
function paintVerbs({ button }: Board, { view, placing, parts, setChoosing }: Shown, end: number): void {
  const y = Math.max(end, LAST - ROW * 4);
  if (placing.chosen.value) {
    button(t('ar.turnLeft'), y, () => placing.turn(Math.PI / 12), { half: 0 });
    button(t('ar.remove'), y, () => removeChosen(placing), { half: 1 });
  } else button(t('ar.measure'), y, () => view.setMeasuring(!view.measuring.value));
  button(t('ar.undo'), y + ROW, () => placing.plan.undo());
  button(t('ar.add'), y + ROW * 2, () => setChoosing(true));
  if (!placing.plan.total()) {
    button(t('ar.leave'), y + ROW * 4, () => void view.end());
    return;
  }
  const pay = () => void view.end().then(parts.openCart);
  button(t('ar.addAll'), y + ROW * 3, () => void addAll(parts, placing), { strong: true, name: 'cart' });
  button(t('ar.panelPay'), y + ROW * 4, pay, { name: 'leave' });
}

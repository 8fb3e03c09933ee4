import type { Board } from './board.ts';
import { offerOptions } from './options.ts';
import type { Target } from './paint.ts';

/** A hand that presses on a board: it may press, pull a slider, or scroll. */
export type Press = {
  /** The hand goes down on the board, at its `at`. */
  down(board: Board): void;
  /** The hand is down, and now there. */
  move(board: Board): void;
  /** The hand goes up: what it went down on is pressed, unless it pulled or scrolled. */
  up(board: Board): void;
  /** The hand left: nothing is pressed. */
  cancel(): void;
  readonly isDown: boolean;
};

/** Pixels by which a hand slips without scrolling. */
const SLIP_PX = 18;

/** Opens a hand's pressing. */
export function openPress(): Press {
  let on: { board: Board; target: Target | undefined; x: number; y: number; scrolls: boolean } | undefined;
  let last = 0;
  return {
    get isDown() {
      return on !== undefined;
    },
    down(board) {
      const { x, y } = board.at;
      on = { board, target: board.target(x, y), x, y, scrolls: false };
      last = y;
      if (on.target && isSlider(on.target.element)) pull(on.target, x);
    },
    move(board) {
      if (!on || on.board !== board) return;
      const { x, y } = board.at;
      if (on.target && isSlider(on.target.element)) return pull(on.target, x);
      if (!on.scrolls && Math.abs(y - on.y) < SLIP_PX) return;
      on.scrolls = true;
      board.scroll(on.x, on.y, last - y);
      last = y;
    },
    up(board) {
      const was = on;
      on = undefined;
      if (!was || was.board !== board || was.scrolls || !was.target) return;
      press(board, was.target);
    },
    cancel() {
      on = undefined;
    },
  };
}

const isSlider = (element: HTMLElement): element is HTMLInputElement =>
  element instanceof HTMLInputElement && element.type === 'range';

/** Presses what lies there, as a finger or a mouse would. */
export function press(board: Board, { element }: Target): void {
  if (!element.isConnected) return;
  if (element instanceof HTMLSelectElement) {
    offerOptions(board.root, element);
    return;
  }
  // Keys leave the keyboard's focus where it is.
  if (element.tabIndex >= 0) element.focus({ preventScroll: true });
  if (!isSlider(element)) element.click();
}

/** Moves a slider to where the hand is. */
function pull({ element, x, width }: Target, to: number): void {
  const input = element as HTMLInputElement;
  const share = Math.max(0, Math.min(1, (to - x - 8) / Math.max(1, width - 16)));
  const [least, most, step] = [Number(input.min || 0), Number(input.max || 100), Number(input.step) || 1];
  const isRtl = getComputedStyle(input).direction === 'rtl';
  const value = least + (isRtl ? 1 - share : share) * (most - least);
  const next = String(Math.round((value - least) / step) * step + least);
  if (next === input.value) return;
  input.value = next;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

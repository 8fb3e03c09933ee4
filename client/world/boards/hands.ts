import { Color3 } from '@babylonjs/core/Maths/math.color';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import { discShape, openFlat } from '../flat.ts';
import type { Pad } from '../pads.ts';
import type { Board } from './board.ts';
import { openPress, type Press } from './press.ts';
import type { Seen } from './seen.ts';

/** Hands at boards: they point at them, or touch them. */
export type BoardHands = {
  /**
   * One frame: the pointing hand and the other one, none where one points by looking; answers how far along its ray the
   * first one meets a board (0 where one is touched), or −1.
   */
  step(seconds: number, main: Pad, other: Pad | undefined): number;
  dispose(): void;
};

/** Metres at which a fingertip touches, and from where it comes. */
const TOUCH = { on: 0.004, off: 0.03, reach: 0.09 } as const;
/** Pixels a second by which a stick scrolls. */
const SCROLL_RATE = 900;
const OAK = new Color3(0.69, 0.55, 0.34);

/** Opens hands at boards that hang over the same real floor. What is `open` is no wall: a ray meets only what can be pressed on it. */
export function openBoardHands(
  scene: Scene,
  floor: TransformNode | null,
  boards: { solid: readonly Board[]; open?: readonly Board[] },
): BoardHands {
  const { solid, open = [] } = boards;
  const all = [...solid, ...open];
  const dot = openFlat(scene, 'where a hand points', discShape(0.005, 1, 16), OAK);
  dot.mesh.parent = floor;
  dot.mesh.alphaIndex = Number.MAX_VALUE;
  const ray = openPress();
  const touches = { left: openTouch(), right: openTouch() };
  let met: Board | undefined;
  let metAway = -1;
  /** Finds the nearest board along the ray; it knows where on it then. */
  const meet = (pad: Pad): void => {
    const { x, y, z, dx, dy, dz } = pad.ray;
    met = undefined;
    for (const board of all) {
      if (!board.shown || !pad.here) continue;
      const away = board.meet(x, y, z, dx, dy, dz);
      if (away < 0 || (met && away > metAway)) continue;
      if (open.includes(board) && !board.target(board.at.x, board.at.y)) continue;
      met = board;
      metAway = away;
    }
  };
  const showDot = ({ ray: { x, y, z, dx, dy, dz } }: Pad, away: number): void => {
    const back = away - 0.002;
    dot.mesh.position.set(x + dx * back, y + dy * back, z + dz * back);
    dot.mesh.rotation.y = Math.atan2(-dx, -dz);
    dot.mesh.setEnabled(true);
  };
  const point = (seconds: number, pad: Pad): number => {
    meet(pad);
    dot.mesh.setEnabled(false);
    if (!met && !pad.trigger) ray.cancel();
    for (const board of all) board.mark(board === met ? board.target(board.at.x, board.at.y) : undefined);
    if (!met) return -1;
    showDot(pad, metAway);
    if (pad.ahead !== 0) met.scroll(met.at.x, met.at.y, -pad.ahead * SCROLL_RATE * seconds);
    follow(ray, met, pad.trigger);
    return metAway;
  };
  return {
    step(seconds, main, other) {
      const touched = other !== undefined && (touches.right(solid, main) || touches.left(solid, other));
      if (!touched) return point(seconds, main);
      dot.mesh.setEnabled(false);
      return 0;
    },
    dispose: dot.dispose,
  };
}

function follow(press: Press, board: Board, down: boolean): void {
  if (down && !press.isDown) press.down(board);
  else if (down) press.move(board);
  else if (press.isDown) press.up(board);
}

/** A tip of a hand that touches boards: it must come from before. Answers whether it is near one. */
function openTouch(): (boards: readonly Board[], pad: Pad) => boolean {
  const press = openPress();
  let armed: Board | undefined;
  return (boards, pad) => {
    if (!pad.here) {
      press.cancel();
      armed = undefined;
      return false;
    }
    for (const board of boards) {
      if (!board.shown) continue;
      const before = board.before(pad.tip.x, pad.tip.y, pad.tip.z);
      if (!board.isOn || before > TOUCH.reach || before < -TOUCH.reach) continue;
      if (before > TOUCH.on) armed = board;
      if (armed !== board) continue;
      board.mark(board.target(board.at.x, board.at.y));
      const isDown = press.isDown ? before < TOUCH.off : before < TOUCH.on;
      follow(press, board, isDown);
      return true;
    }
    if (press.isDown) press.cancel();
    armed = undefined;
    return false;
  };
}

/** What can be pressed on a board: what nothing lies over. */
export function seenOn(board: Board): Seen[] {
  const into = { x: 0, y: 0, z: 0 };
  return board.targets.flatMap(({ element, x, y, width, height }) => {
    const [middle, centre] = [x + width / 2, y + height / 2];
    if (board.target(middle, centre)?.element !== element) return [];
    board.place(middle, centre, into);
    return [{ board: board.root.classList[0] ?? '', label: labelOf(element), ...into }];
  });
}

function labelOf(element: HTMLElement): string {
  const { labels } = element as HTMLInputElement;
  const words = element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent;
  return (words ?? '').trim();
}

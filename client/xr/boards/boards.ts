import { Color3 } from '@babylonjs/core/Maths/math.color';
import { aheadOf, yawOf } from '../../world/turns.ts';
import type { World } from '../../world/world.ts';
import { discShape, openFlat } from '../flat.ts';
import type { Headset } from '../headset.ts';
import type { Pad } from '../pads.ts';
import { type Board, openBoard } from './board.ts';
import { openPress, type Press } from './press.ts';
import type { Seen } from './seen.ts';

/** The parts of the page that stand in the room: the menu, notes before the eyes, and the sign at the wrist. */
export type BoardRoots = Record<'menu' | 'strip' | 'wrist', HTMLElement>;

/** The boards of a visit with a headset. */
export type Boards = {
  /**
   * One frame: the pointing hand and the other one, none where one points by looking; answers how far along its ray the
   * first one meets a board, or −1.
   */
  step(seconds: number, main: Pad, other: Pad | undefined): number;
  /** Brings the menu before the eyes, or takes it away. */
  showMenu(on: boolean): void;
  /** The menu stands aside, so that something held is seen beside it; or before the eyes again. */
  standAside(on: boolean): void;
  /** What can be pressed, and where over the real floor. */
  seen(): Seen[];
  dispose(): void;
};

/** Metres: how wide each is, and how fine its picture (points for a pixel of the page). */
const SIZES = {
  menu: { wide: 0.54, fine: 1.7 },
  strip: { wide: 0.62, fine: 1.5 },
  wrist: { wide: 0.085, fine: 1.6 },
} as const;
/** Where the menu stands before the head, and from how far it comes along, metres. */
const MENU = { away: 0.62, below: 0.16, far: 1.5, least: 0.6, aside: 0.3 } as const;
const STRIP = { away: 1.15, below: 0.42, slack: 0.35, rate: 4 } as const;
/** The sign over a raised hand: metres above it, how near the middle of the view the hand is (cosine), and how near the eyes. */
const WRIST = { above: 0.09, inView: 0.78, near: 0.16, far: 0.62 } as const;
/** Metres ahead and down at which the sign is for who has no hands. */
const BELOW = 0.4;
/** Metres at which a fingertip touches, and from where it comes. */
const TOUCH = { on: 0.004, off: 0.03, reach: 0.09 } as const;
/** Pixels a second by which a stick scrolls. */
const SCROLL_RATE = 900;
const OAK = new Color3(0.69, 0.55, 0.34);

/** Opens them over the real floor of a headset. */
export function openBoards(world: World, headset: Headset, roots: BoardRoots): Boards {
  const { eyes, floor } = headset;
  const open = (name: keyof BoardRoots): Board =>
    openBoard(world, floor, roots[name], SIZES[name].wide, SIZES[name].fine);
  const menu = open('menu');
  const strip = open('strip');
  const wrist = open('wrist');
  const all = [menu, strip, wrist];
  const solid = [menu, wrist];
  const dot = openFlat(world, 'where a hand points', discShape(0.005, 1, 16), OAK);
  dot.mesh.parent = floor;
  dot.mesh.alphaIndex = Number.MAX_VALUE;
  const ray = openPress();
  const touches = { left: openTouch(), right: openTouch() };
  const words = followWords(roots.strip);
  const gaze = { dx: 0, dy: 0, dz: -1 };
  let stripYaw = 0;
  let isAside = false;
  let met: Board | undefined;
  let metAway = -1;
  const place = (): void => {
    const { x, y, z } = eyes.position;
    const yaw = yawOf(eyes.rotationQuaternion) - (isAside ? MENU.aside : 0);
    const down = Math.max(MENU.least, y - MENU.below);
    menu.lay(
      x - Math.sin(yaw) * MENU.away,
      down,
      z - Math.cos(yaw) * MENU.away,
      yaw,
      Math.atan2(y - down, MENU.away),
    );
  };
  const layStrip = (seconds: number): void => {
    const has = words.there;
    if (strip.shown !== has) strip.show(has);
    if (!has) return;
    const { x, y, z } = eyes.position;
    const yaw = yawOf(eyes.rotationQuaternion);
    const off = Math.atan2(Math.sin(yaw - stripYaw), Math.cos(yaw - stripYaw));
    // It comes along only when one has looked away from it.
    if (Math.abs(off) > STRIP.slack) stripYaw += off * Math.min(1, seconds * STRIP.rate);
    const { away, below } = STRIP;
    strip.lay(
      x - Math.sin(stripYaw) * away,
      y - below,
      z - Math.cos(stripYaw) * away,
      stripYaw,
      Math.atan2(below, away),
    );
  };
  const layWrist = (hand: Pad): void => {
    const { x, y, z } = eyes.position;
    const { grip } = hand;
    const dx = grip.x - x;
    const dy = grip.y + WRIST.above - y;
    const dz = grip.z - z;
    const away = Math.hypot(dx, dy, dz);
    aheadOf(eyes.rotationQuaternion, gaze);
    const ahead = (dx * gaze.dx + dy * gaze.dy + dz * gaze.dz) / (away || 1);
    const raised = hand.here && away > WRIST.near && away < WRIST.far && ahead > WRIST.inView;
    if (wrist.shown !== raised) wrist.show(raised);
    if (!raised) return;
    wrist.lay(grip.x, grip.y + WRIST.above, grip.z, Math.atan2(-dx, -dz), Math.asin(-dy / away));
  };
  /** Without hands the sign is below what one looks at. */
  const layBelow = (): void => {
    const { x, y, z } = eyes.position;
    const yaw = yawOf(eyes.rotationQuaternion);
    if (!wrist.shown) wrist.show(true);
    wrist.lay(x - Math.sin(yaw) * BELOW, y - BELOW, z - Math.cos(yaw) * BELOW, yaw, Math.PI / 4);
  };
  const keepNear = (): void => {
    if (!menu.shown) return;
    const { x, y, z } = eyes.position;
    if (Math.abs(menu.before(x, y, z)) > MENU.far || menu.before(x, y, z) < 0) place();
  };
  /** Finds the nearest board along the ray; it knows where on it then. */
  const meet = (pad: Pad): void => {
    const { x, y, z, dx, dy, dz } = pad.ray;
    met = undefined;
    for (const board of all) {
      if (!board.shown || !pad.here) continue;
      const away = board.meet(x, y, z, dx, dy, dz);
      if (away < 0 || (met && away > metAway)) continue;
      // Notes are no wall: only what can be pressed on them is met.
      if (board === strip && !board.target(board.at.x, board.at.y)) continue;
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
      keepNear();
      layStrip(seconds);
      if (other) layWrist(other);
      else layBelow();
      const touched = other !== undefined && (touches.right(solid, main) || touches.left(solid, other));
      const away = touched ? -1 : point(seconds, main);
      if (touched) dot.mesh.setEnabled(false);
      for (const board of all) board.step();
      return touched ? 0 : away;
    },
    showMenu(on) {
      if (on && !menu.shown) place();
      menu.show(on);
    },
    standAside(on) {
      if (isAside === on) return;
      isAside = on;
      // It does not come back by itself: one may be about to press on it.
      if (on && menu.shown) place();
    },
    seen: () => all.filter(({ shown }) => shown).flatMap(seenOn),
    dispose() {
      words.dispose();
      for (const board of all) board.dispose();
      dot.dispose();
    },
  };
}

/** What can be pressed on a board: what nothing lies over. */
function seenOn(board: Board): Seen[] {
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

/** Follows whether any words stand in a part of the page. */
function followWords(root: HTMLElement) {
  let there = false;
  const look = (): void => {
    there = (root.textContent ?? '').trim() !== '';
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  look();
  return {
    get there() {
      return there;
    },
    dispose: () => observer.disconnect(),
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

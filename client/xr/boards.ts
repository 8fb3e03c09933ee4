import { type Board, openBoard } from '../world/boards/board.ts';
import { openBoardHands, seenOn } from '../world/boards/hands.ts';
import type { Seen } from '../world/boards/seen.ts';
import type { Pad } from '../world/pads.ts';
import { aheadOf, lengthOf, yawOf } from '../world/turns.ts';
import type { World } from '../world/world.ts';
import type { Headset } from './headset.ts';

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
/** Opens them over the real floor of a headset. */
export function openBoards(world: World, headset: Headset, roots: BoardRoots): Boards {
  const { eyes, floor } = headset;
  const open = (name: keyof BoardRoots): Board =>
    openBoard(world.scene, floor, roots[name], SIZES[name].wide, SIZES[name].fine);
  const menu = open('menu');
  const strip = open('strip');
  const wrist = open('wrist');
  const all = [menu, strip, wrist];
  const hands = openBoardHands(world.scene, floor, { solid: [menu, wrist], open: [strip] });
  const words = followWords(roots.strip);
  const gaze = { dx: 0, dy: 0, dz: -1 };
  let stripYaw = 0;
  let isAside = false;
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
    const away = lengthOf(dx, dy, dz);
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
  return {
    step(seconds, main, other) {
      keepNear();
      layStrip(seconds);
      if (other) layWrist(other);
      else layBelow();
      const away = hands.step(seconds, main, other);
      for (const board of all) board.step();
      return away;
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
      hands.dispose();
    },
  };
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

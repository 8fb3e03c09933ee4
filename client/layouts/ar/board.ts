import { type Board, openBoard } from '../../world/boards/board.ts';
import { openBoardHands, seenOn } from '../../world/boards/hands.ts';
import { press } from '../../world/boards/press.ts';
import { newPad, openPads } from '../../world/pads.ts';
import { lendFrames } from '../../world/pageFrames.ts';
import type { Sight } from '../sight.ts';
import type { RoomBoard } from './roomBoard.ts';
import type { RoomView } from './view.ts';

/** Metres of its width, points of its picture for each pixel of the page, and pixels of its height with much on it. */
const WIDE = 0.46;
const FINE = 1.7;
const MOST = 760;
/** Where it hangs: metres away and below the eyes, and radians to the left of the way one looks. */
const AT = { away: 0.75, below: 0.22, least: 0.6, aside: 0.5 } as const;
/** It comes along once one is so many metres from it, or has looked away (cosine). */
const LEFT = { far: 1.6, gaze: 0.3 } as const;
/** A hand that wishes nothing. */
const STILL = newPad();

/** Stands a part of the page in one's own room: it hangs to the left, comes along, and is pressed by pointing and touching. */
export function standBoard(view: RoomView, root: HTMLElement): RoomBoard {
  const { ar, eyes, pointing } = view;
  const { scene } = view.room;
  const board: Board = openBoard(scene, null, root, WIDE, FINE, MOST);
  const hands = openBoardHands(scene, null, { solid: [board] });
  const pads = openPads(ar.session);
  const frames = lendFrames(ar.session);
  const middle = { x: 0, y: 0, z: 0 };
  let away = -1;
  let over = false;
  const place = (): void => {
    const { matrix: m } = eyes;
    const yaw = Math.atan2(m[8]!, m[10]!) + AT.aside;
    const [x, y, z] = [m[12]!, m[13]!, m[14]!];
    middle.x = x - Math.sin(yaw) * AT.away;
    middle.y = ar.knowsFloor ? Math.max(AT.least, y - AT.below) : y - AT.below;
    middle.z = z - Math.cos(yaw) * AT.away;
    board.lay(middle.x, middle.y, middle.z, yaw, Math.atan2(y - middle.y, AT.away));
    board.show(true);
  };
  /** Whether one has gone or looked away from it. */
  const isLeft = (): boolean => {
    const { matrix: m } = eyes;
    const [dx, dy, dz] = [middle.x - m[12]!, middle.y - m[13]!, middle.z - m[14]!];
    const length = Math.hypot(dx, dy, dz);
    if (length > LEFT.far || board.before(m[12]!, m[13]!, m[14]!) < 0) return true;
    return -(dx * m[8]! + dy * m[9]! + dz * m[10]!) < LEFT.gaze * length;
  };
  ar.onFrame((frame, seconds) => {
    if (over) return;
    frames.step();
    pads.read(frame, ar.space);
    if (ar.tracked && (!board.shown || (away < 0 && isLeft()))) place();
    const side = pointing.side;
    const main = side ? pads[side] : STILL;
    const other = side && pads[side === 'left' ? 'right' : 'left'];
    away = hands.step(seconds, main, other);
    // What was pressed may have ended it all.
    if (!over) board.step();
  });
  const meets = ({ x, y, z, dx, dy, dz }: Sight): boolean =>
    board.shown && board.meet(x, y, z, dx, dy, dz) >= 0;
  return {
    get away() {
      return away;
    },
    meets,
    tap(sight) {
      const target = meets(sight) && board.target(board.at.x, board.at.y);
      if (target) press(board, target);
    },
    seen: () => (board.shown ? seenOn(board) : []),
    dispose() {
      if (over) return;
      over = true;
      frames.end();
      hands.dispose();
      board.dispose();
    },
  };
}

import { signal } from '@preact/signals';
import { MOST_CORNERS, type RoomPlan } from '../../../shared/model/layout.ts';
import type { Wall } from '../snapping.ts';
import { openSteps } from '../steps.ts';
import { fitted, isSound, type Point, rectangle, restingCorner, wallsOf } from './roomPlan.ts';

/** What is drawn corner by corner, before its last wall closes. */
export type Drawing = { corners: Point[]; cursor: Point };

/** Metres from the first corner within which a click closes the room. */
const CLOSE = 0.25;

/** One's room with the steps that led to it. `onChange` hears of each other room. */
export function openRoomDesk(onChange: () => void) {
  const steps = openSteps<RoomPlan | null>(null);
  const room = signal<RoomPlan | null>(null);
  const drawing = signal<Drawing | undefined>(undefined);
  const wall = signal<number | undefined>(undefined);
  const show = (): void => {
    room.value = steps.now;
    onChange();
  };
  const go = (next: RoomPlan | undefined, stroke?: string): boolean => {
    if (!next) return false;
    steps.go(next, stroke);
    show();
    return true;
  };
  const leap = (done: boolean): void => {
    if (done) show();
  };
  return {
    room,
    drawing,
    /** The wall that is pointed out. */
    wall,
    walls: (): Wall[] => (room.value ? wallsOf(room.value) : []),
    /** Makes it otherwise, when that is a room; changes of one stroke are one step until `rest`. */
    go,
    rest: steps.rest,
    rectangle: (width: number, depth: number, height: number): boolean => go(rectangle(width, depth, height)),
    back: () => leap(steps.back()),
    forth: () => leap(steps.forth()),
    canBack: () => steps.canBack,
    canForth: () => steps.canForth,
    begin(next: RoomPlan | null): void {
      steps.begin(next);
      drawing.value = undefined;
      show();
    },
    /** Takes over what others have made of it: no step to undo. */
    follow(next: RoomPlan | null): void {
      steps.all(() => next);
      show();
    },
    draw(): void {
      drawing.value = { corners: [], cursor: [0, 0] };
    },
    giveUp(): void {
      drawing.value = undefined;
    },
    /** Where the next corner would be: on the grid, and at a right angle where that is near. */
    point(at: Point): void {
      const now = drawing.value;
      if (!now) return;
      const ends = [now.corners.at(-1), now.corners[0]].filter((one) => one !== undefined);
      drawing.value = { ...now, cursor: restingCorner(at, ends) };
    },
    /** Sets a corner where one points; on the first one it closes the room. False when that makes none. */
    corner(height: number): boolean {
      const now = drawing.value;
      if (!now) return false;
      const { corners, cursor } = now;
      const [first] = corners;
      const isClosing = first && Math.hypot(first[0] - cursor[0], first[1] - cursor[1]) < CLOSE;
      if (isClosing && corners.length >= 3) return this.close(height);
      const same = corners.some((one) => one[0] === cursor[0] && one[1] === cursor[1]);
      if (same || corners.length >= MOST_CORNERS) return false;
      drawing.value = { ...now, corners: [...corners, cursor] };
      return true;
    },
    uncorner(): void {
      const now = drawing.value;
      if (now) drawing.value = { ...now, corners: now.corners.slice(0, -1) };
    },
    /** Closes the room that is drawn; its middle becomes the layout's. */
    close(height: number): boolean {
      const corners = drawing.value?.corners ?? [];
      if (!isSound({ corners })) return false;
      const middle = [0, 1].map((axis) => {
        const all = corners.map((one) => one[axis]!);
        return (Math.min(...all) + Math.max(...all)) / 2;
      });
      const centred = corners.map(([x, z]): Point => [x - middle[0]!, z - middle[1]!]);
      drawing.value = undefined;
      return go(fitted({ corners: centred, height, openings: [] }));
    },
  };
}

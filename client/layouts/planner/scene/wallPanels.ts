import type { Opening, RoomPlan } from '../../../../shared/model/layout.ts';
import { wallLength } from '../roomPlan.ts';

/** A piece of a wall seen from within: along it and upright, metres. */
export type Panel = { from: number; to: number; bottom: number; top: number };

/** What is left of a wall around its doors and windows, as upright strips. */
export function wallPanels(room: RoomPlan, wall: number): Panel[] {
  const length = wallLength(room, wall);
  const holes = room.openings.filter((one) => one.wall === wall);
  const cuts = [...new Set([0, length, ...holes.flatMap(({ from, width }) => [from, from + width])])]
    .filter((at) => at >= 0 && at <= length)
    .sort((a, b) => a - b);
  return cuts.slice(1).flatMap((to, at) => strip(cuts[at]!, to, room.height, holes));
}

function strip(from: number, to: number, height: number, holes: readonly Opening[]): Panel[] {
  if (to - from < 1e-4) return [];
  const middle = (from + to) / 2;
  const over = holes
    .filter((one) => one.from < middle && middle < one.from + one.width)
    .sort((a, b) => a.bottom - b.bottom);
  const found: Panel[] = [];
  let bottom = 0;
  for (const hole of over) {
    if (hole.bottom > bottom) found.push({ from, to, bottom, top: hole.bottom });
    bottom = Math.max(bottom, hole.top);
  }
  if (bottom < height) found.push({ from, to, bottom, top: height });
  return found;
}

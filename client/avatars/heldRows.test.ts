import { expect, test, vi } from 'vitest';
import { BONE_FLOATS, moveBranch } from './bones.ts';
import { HELD_ROWS, openHeldRows } from './heldRows.ts';
import { openMotion, stepMotion, turnTo } from './motion.ts';
import { openPostureTrack, type ShownPosture } from './postureTrack.ts';
import { skeleton, standing } from './testing/mannequin.ts';

const FLOATS = skeleton.names.length * BONE_FLOATS;
const FIRST = 4;
const idle = { name: 'idle', row: 0, frames: 1, metresPerSecond: 0 };
const hop = { name: 'hop', row: 2, frames: 1, metresPerSecond: 0 };
const clips = { idle, byName: new Map([idle, hop].map((clip) => [clip.name, clip])) };

/** Two clips: one stands, one is a metre higher. */
function open() {
  const data = new Float32Array((FIRST + HELD_ROWS) * FLOATS);
  const high = standing();
  moveBranch(high, skeleton.branches[0]!, 0, 1, 0);
  for (const [row, line] of [standing(), standing(), high, high].entries()) data.set(line, row * FLOATS);
  const updateTextureData = vi.fn();
  const texture = { getInternalTexture: () => ({}) } as never;
  const rows = openHeldRows({ updateTextureData } as never, { data, texture, skeleton, first: FIRST }, 0);
  return { rows, data, updateTextureData };
}
/** Told a head that looks ahead, and no hands. */
const held = (weight = 1): ShownPosture => ({ ...openPostureTrack().shown, weight });
/** How high the hips are in a row. */
const hipsOf = (data: Float32Array, row: number): number => data[row * FLOATS + 7]!;

test('[PS19] each one has a line of their own in a frame, over the clips as they are mixed; all go to the card at once', () => {
  const { rows, data, updateTextureData } = open();
  const motion = openMotion(clips, 0);
  turnTo(motion, clips, 'hop');
  stepMotion(motion, 0.11, 0);
  expect(motion.share).toBeCloseTo(0.5);
  expect([rows.lay(openMotion(clips, 0), held()), rows.lay(motion, held(0.01))]).toEqual([FIRST, FIRST + 1]);
  expect(hipsOf(data, FIRST)).toBeCloseTo(0);
  expect(hipsOf(data, FIRST + 1)).toBeCloseTo(0.5, 1);
  rows.flush();
  const [, bytes, x, y, width, height] = updateTextureData.mock.calls[0]!;
  expect([bytes.length, x, y, width, height]).toEqual([2 * FLOATS, 0, FIRST, FLOATS / 4, 2]);
  expect(bytes.buffer).toBe(data.buffer);
  rows.clear();
  rows.flush();
  expect(updateTextureData).toHaveBeenCalledTimes(1);
  expect(rows.lay(motion, held())).toBe(FIRST);
});

test('[PS19] where all lines are taken one is drawn by the clips; clips are never written over', () => {
  const { rows, data } = open();
  const clipsBefore = data.slice(0, FIRST * FLOATS);
  const given = Array.from({ length: HELD_ROWS + 2 }, () => rows.lay(openMotion(clips, 0), held()));
  expect(new Set(given.slice(0, HELD_ROWS)).size).toBe(HELD_ROWS);
  expect(given.slice(HELD_ROWS)).toEqual([-1, -1]);
  expect(data.slice(0, FIRST * FLOATS)).toEqual(clipsBefore);
});

/** What a body plays and how it gets from one clip to the next: plain rules, without the engine. */

/** A baked clip: its first row in the texture, its length, and the speed over ground (m/s) that it was made for, 0 when it has none. */
export type Clip = { name: string; row: number; frames: number; metresPerSecond: number };

/** A body's clips by name; `idle` stands for those it lacks. */
export type Clips = { byName: ReadonlyMap<string, Clip>; idle: Clip };

/** Rows per second of a baked clip. */
export const BAKED_HZ = 30;
/** Seconds that a change of clip takes. */
export const BLEND_SECONDS = 0.22;
/** Slowest pace of a walk, as a share of the pace it was made for. */
const SLOWEST = 0.5;

/** Two clips with their times in frames; `share` is that of the clip `to`, the rest is that of `from`. */
export type Motion = { from: Clip; to: Clip; fromFrame: number; toFrame: number; share: number };

/** Somebody who stands; `phase` (0 to 1) sets people apart who came together. */
export function openMotion(clips: Clips, phase: number): Motion {
  const { idle } = clips;
  return { from: idle, to: idle, fromFrame: 0, toFrame: phase * idle.frames, share: 1 };
}

/** Asks for a clip by name; a change in progress ends first, except that it can turn back at once. */
export function turnTo(motion: Motion, clips: Clips, name: string): void {
  const clip = clips.byName.get(name) ?? clips.idle;
  if (clip === motion.to) return;
  if (clip === motion.from && motion.share < 1) {
    const { from, fromFrame } = motion;
    motion.from = motion.to;
    motion.fromFrame = motion.toFrame;
    motion.to = from;
    motion.toFrame = fromFrame;
    motion.share = 1 - motion.share;
    return;
  }
  if (motion.share < 1) return;
  motion.from = motion.to;
  motion.fromFrame = motion.toFrame;
  motion.to = clip;
  motion.toFrame = 0;
  motion.share = 0;
}

/** Moves both clips on, at the pace of a speed over ground (m/s). */
export function stepMotion(motion: Motion, seconds: number, speed: number): void {
  motion.toFrame = advance(motion.to, motion.toFrame, seconds, speed);
  if (motion.share === 1) return;
  motion.fromFrame = advance(motion.from, motion.fromFrame, seconds, speed);
  motion.share = Math.min(1, motion.share + seconds / BLEND_SECONDS);
}

function advance(clip: Clip, frame: number, seconds: number, speed: number): number {
  const pace = clip.metresPerSecond > 0 ? Math.max(SLOWEST, speed / clip.metresPerSecond) : 1;
  return (frame + seconds * BAKED_HZ * pace) % clip.frames;
}

/** The row that the shader reads for a clip's frame; each clip ends with a copy of its first frame. */
export const rowOf = (clip: Clip, frame: number): number => clip.row + frame;

import type { Pose } from '../../shared/wire/presence.ts';
import { turnTowards } from '../world/walker.ts';

/** One person's way through time: fed with poses, asked where they are to be drawn. */
export type Track = {
  /** A pose and the server's time (ms) at which it was so. */
  add(atMs: number, pose: Pose): void;
  /** Moves on by a frame: the server's time now, the jitter of the line, seconds since the last frame. */
  step(nowMs: number, jitterMs: number, seconds: number): void;
  /** Where to draw; `speed` in metres a second. Rewritten by `step`. */
  readonly shown: Readonly<Pose & { speed: number }>;
};

type Sample = { at: number; x: number; z: number; yaw: number; gait: number };

/** Poses that are kept. */
const KEPT = 24;
/** Milliseconds between two poses that are thought of at first, and at most. */
const GAP_MS = { first: 80, most: 1000 } as const;
/** Milliseconds by which one is shown late: at least, at most, and how much that may change in a second. */
const DELAY_MS = { spare: 25, most: 1600, perSecond: 180 } as const;
/** Milliseconds for which one who walks is thought to walk on when nothing comes. */
const WALK_ON_MS = 140;
/** Metres beyond which one is put there at once. */
const LEAP_METRES = 4;
/** How fast what is shown closes in: share of the way per second, exponential. */
const EASE = 20;

/** A track that begins at a pose. */
export function openTrack(start: Pose, atMs: number): Track {
  const samples: Sample[] = [{ at: atMs, ...start }];
  const shown = { ...start, speed: 0 };
  let gap: number = GAP_MS.first;
  let delay = gap + DELAY_MS.spare;
  const target: Pose = { ...start };

  return {
    shown,
    add(at, pose) {
      const last = samples.at(-1)!;
      if (at <= last.at) at = last.at + 1;
      const pause = at - last.at;
      // After a rest the old pose held until now: else one would have glided all the while.
      if (pause > gap * 2.5) samples.push({ ...last, at: at - Math.min(gap, GAP_MS.first) });
      else gap += (Math.min(GAP_MS.most, pause) - gap) * 0.15;
      if (pause > gap * 2.5 && pause < GAP_MS.most * 1.5) gap += (pause - gap) * 0.1;
      samples.push({ at, ...pose });
      while (samples.length > KEPT) samples.shift();
    },
    step(nowMs, jitterMs, seconds) {
      const wanted = Math.min(DELAY_MS.most, gap * 1.15 + jitterMs + DELAY_MS.spare);
      const change = DELAY_MS.perSecond * seconds;
      delay += Math.max(-change, Math.min(change, wanted - delay));
      place(samples, nowMs - delay, target);
      const far = Math.hypot(target.x - shown.x, target.z - shown.z) > LEAP_METRES;
      const part = far ? 1 : 1 - Math.exp(-EASE * seconds);
      const x = shown.x + (target.x - shown.x) * part;
      const z = shown.z + (target.z - shown.z) * part;
      const speed = far || seconds <= 0 ? 0 : Math.hypot(x - shown.x, z - shown.z) / seconds;
      shown.speed += (speed - shown.speed) * Math.min(1, seconds * 10);
      shown.x = x;
      shown.z = z;
      shown.yaw = turnTowards(shown.yaw, target.yaw, seconds * 10);
      shown.gait = target.gait;
    },
  };
}

/** Where one was at a time: between two poses, or a little beyond the last. */
function place(samples: readonly Sample[], at: number, out: Pose): void {
  let index = samples.length - 1;
  while (index > 0 && samples[index]!.at > at) index--;
  const from = samples[index]!;
  const to = samples[index + 1];
  out.gait = from.gait;
  out.yaw = from.yaw;
  if (!to) {
    walkOn(samples, at, out);
    return;
  }
  const part = Math.max(0, Math.min(1, (at - from.at) / (to.at - from.at)));
  if (Math.hypot(to.x - from.x, to.z - from.z) > LEAP_METRES) {
    out.x = to.x;
    out.z = to.z;
    return;
  }
  out.x = from.x + (to.x - from.x) * part;
  out.z = from.z + (to.z - from.z) * part;
  out.yaw = turnTowards(from.yaw, to.yaw, Math.PI * part);
}

function walkOn(samples: readonly Sample[], at: number, out: Pose): void {
  const last = samples.at(-1)!;
  const before = samples.at(-2);
  out.x = last.x;
  out.z = last.z;
  if (!before || last.gait === 0 || at <= last.at) return;
  const span = last.at - before.at;
  const beyond = Math.min(at - last.at, WALK_ON_MS) / span;
  const step = Math.hypot(last.x - before.x, last.z - before.z);
  if (span > 400 || step > LEAP_METRES) return;
  out.x += (last.x - before.x) * beyond;
  out.z += (last.z - before.z) * beyond;
}

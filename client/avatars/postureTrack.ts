import { copyPosture, type HeldHand, newPosture, type Posture } from '../../shared/model/posture.ts';

/** A hand to be drawn: `weight` 1 as it was told, 0 as the clips have it. */
export type ShownHand = HeldHand & { weight: number };
/** Head and hands to be drawn; `weight` as a hand's. */
export type ShownPosture = Omit<Posture, 'left' | 'right'> & {
  weight: number;
  left: ShownHand;
  right: ShownHand;
};

/** One person's head and hands through time: fed with postures, asked how they are to be drawn. */
export type PostureTrack = {
  /** A posture, which is copied, and the server's time (ms) at which it was so. */
  add(atMs: number, posture: Readonly<Posture>): void;
  /** Moves on by a frame: the server's time now, the jitter of the line, seconds since the last frame. */
  step(nowMs: number, jitterMs: number, seconds: number): void;
  /** Rewritten by `step`. */
  readonly shown: ShownPosture;
};

/** Postures that are kept. */
const KEPT = 16;
/** Milliseconds between two that are thought of at first, and at most. */
const GAP_MS = { first: 75, most: 250 } as const;
/** Milliseconds by which one is shown late: at least, at most, and how much that may change in a second. */
const DELAY_MS = { spare: 25, most: 1600, perSecond: 180 } as const;
/** Milliseconds without a word after which a headset counts as put down: its page speaks up once a second. */
const SILENT_MS = 3000;
/** Seconds in which one goes over to what was told, and back to the clips. */
const BLEND_SECONDS = 0.35;
/** How fast what is shown closes in: share of the way per second, exponential. It hides the steps of packed numbers. */
const EASE = 24;

type Sample = { at: number; posture: Posture };

/** A track of somebody of whom nothing has been heard. */
export function openPostureTrack(): PostureTrack {
  const ring: Sample[] = Array.from({ length: KEPT }, () => ({ at: 0, posture: newPosture() }));
  const shown = newShown();
  let count = 0;
  let gap: number = GAP_MS.first;
  let delay = gap + DELAY_MS.spare;
  /** The one heard so many before the last. */
  const back = (by: number): Sample => ring[(count - 1 - by) % KEPT]!;
  return {
    shown,
    add(at, posture) {
      if (count > 0) {
        const pause = at - back(0).at;
        if (pause <= 0) return copyPosture(posture, back(0).posture);
        if (pause < GAP_MS.most) gap += (pause - gap) * 0.15;
      }
      const next = ring[count % KEPT]!;
      next.at = at;
      copyPosture(posture, next.posture);
      count++;
    },
    step(nowMs, jitterMs, seconds) {
      if (count === 0) return;
      const wanted = Math.min(DELAY_MS.most, gap * 1.15 + jitterMs + DELAY_MS.spare);
      const change = DELAY_MS.perSecond * seconds;
      delay += Math.max(-change, Math.min(change, wanted - delay));
      const at = nowMs - delay;
      let by = 0;
      while (by < Math.min(count, KEPT) - 1 && back(by).at > at) by++;
      const from = back(by);
      const to = by > 0 ? back(by - 1) : from;
      const span = to.at - from.at;
      // After a rest the old one held until shortly before the new one came.
      const begun = span > GAP_MS.most ? to.at - GAP_MS.first : from.at;
      const part = to === from ? 0 : Math.max(0, Math.min(1, (at - begun) / (to.at - begun)));
      const here = from.posture.here && nowMs - back(0).at < SILENT_MS;
      const ease = shown.weight === 0 ? 1 : 1 - Math.exp(-EASE * seconds);
      moveHead(shown, from.posture, to.posture, part, ease);
      moveHand(shown.left, from.posture.left, to.posture.left, part, ease, seconds);
      moveHand(shown.right, from.posture.right, to.posture.right, part, ease, seconds);
      shown.here = here;
      shown.weight = towards(shown.weight, here ? 1 : 0, seconds / BLEND_SECONDS);
    },
  };
}

const newShown = (): ShownPosture => {
  const { left, right, ...head } = newPosture();
  return { ...head, weight: 0, left: { ...left, weight: 0 }, right: { ...right, weight: 0 } };
};

const towards = (value: number, goal: number, step: number): number =>
  value + Math.max(-step, Math.min(step, goal - value));

const ease = (value: number, from: number, to: number, part: number, share: number): number =>
  value + (from + (to - from) * part - value) * share;

function moveHead(shown: ShownPosture, from: Posture, to: Posture, part: number, share: number): void {
  if (!from.here || !to.here) return;
  shown.height = ease(shown.height, from.height, to.height, part, share);
  shown.yaw = ease(shown.yaw, from.yaw, to.yaw, part, share);
  shown.pitch = ease(shown.pitch, from.pitch, to.pitch, part, share);
  shown.roll = ease(shown.roll, from.roll, to.roll, part, share);
}

function moveHand(
  shown: ShownHand,
  from: HeldHand,
  to: HeldHand,
  part: number,
  share: number,
  seconds: number,
): void {
  shown.here = from.here;
  shown.closed = from.closed;
  if (from.here) {
    const goal = to.here ? to : from;
    const close = shown.weight === 0 ? 1 : share;
    shown.x = ease(shown.x, from.x, goal.x, part, close);
    shown.y = ease(shown.y, from.y, goal.y, part, close);
    shown.z = ease(shown.z, from.z, goal.z, part, close);
    turn(shown, from, goal, part, close);
  }
  shown.weight = towards(shown.weight, from.here ? 1 : 0, seconds / BLEND_SECONDS);
}

/** Quaternions are mixed part by part, on the shorter side. */
function turn(shown: HeldHand, from: HeldHand, to: HeldHand, part: number, share: number): void {
  const side = from.qx * to.qx + from.qy * to.qy + from.qz * to.qz + from.qw * to.qw < 0 ? -1 : 1;
  let x = from.qx + (to.qx * side - from.qx) * part;
  let y = from.qy + (to.qy * side - from.qy) * part;
  let z = from.qz + (to.qz * side - from.qz) * part;
  let w = from.qw + (to.qw * side - from.qw) * part;
  if (shown.qx * x + shown.qy * y + shown.qz * z + shown.qw * w < 0) {
    x = -x;
    y = -y;
    z = -z;
    w = -w;
  }
  x = shown.qx + (x - shown.qx) * share;
  y = shown.qy + (y - shown.qy) * share;
  z = shown.qz + (z - shown.qz) * share;
  w = shown.qw + (w - shown.qw) * share;
  const length = Math.hypot(x, y, z, w) || 1;
  shown.qx = x / length;
  shown.qy = y / length;
  shown.qz = z / length;
  shown.qw = w / length;
}

/** A direction in radians, as in scenes: yaw 0 looks to -z and grows to the left, pitch grows upwards. */
export type Direction = { yaw: number; pitch: number };

/** Where one looks, and how wide; eased from where one looked before. */
export type Gaze = {
  readonly yaw: number;
  readonly pitch: number;
  /** The view's height as an angle, radians. */
  readonly fov: number;
  /** Looks at once in a direction, at the usual width. */
  face(yaw: number): void;
  turn(yaw: number, pitch: number): void;
  /** Turns to a direction by the shorter way. */
  turnTo(direction: Direction): void;
  /** Factor of the width: below 1 is nearer. */
  zoom(factor: number): void;
  /** Comes nearer to where it shall look. */
  step(seconds: number): void;
};

/** The usual width, the widest and the narrowest, radians. */
export const FOV = { usual: 1.15, widest: 1.6, narrowest: 0.45 } as const;
/** One looks no further up or down than this. */
const STEEPEST = 1.35;
/** Shares of the way per second, as the power of e. */
const EASE_PER_SECOND = 14;

/** Opens a gaze; without easing it is at once where it shall be. */
export function openGaze(eased: boolean): Gaze {
  const now = { yaw: 0, pitch: 0, fov: FOV.usual as number };
  const goal = { ...now };
  return {
    get yaw() {
      return now.yaw;
    },
    get pitch() {
      return now.pitch;
    },
    get fov() {
      return now.fov;
    },
    face(yaw) {
      Object.assign(now, { yaw, pitch: 0, fov: FOV.usual });
      Object.assign(goal, now);
    },
    turn(yaw, pitch) {
      goal.yaw += yaw;
      goal.pitch = clamp(goal.pitch + pitch, -STEEPEST, STEEPEST);
    },
    turnTo({ yaw, pitch }) {
      goal.yaw += wrap(yaw - goal.yaw);
      goal.pitch = clamp(pitch, -STEEPEST, STEEPEST);
    },
    zoom(factor) {
      goal.fov = clamp(goal.fov * factor, FOV.narrowest, FOV.widest);
    },
    step(seconds) {
      const share = eased ? 1 - Math.exp(-EASE_PER_SECOND * seconds) : 1;
      now.yaw += (goal.yaw - now.yaw) * share;
      now.pitch += (goal.pitch - now.pitch) * share;
      now.fov += (goal.fov - now.fov) * share;
    },
  };
}

/** Where a direction is in the view: shares of its width and height from the left top, and whether it is in it at all. */
export function placeInView(
  { yaw, pitch }: Direction,
  gaze: Pick<Gaze, 'yaw' | 'pitch' | 'fov'>,
  aspect: number,
): { x: number; y: number; inView: boolean } {
  const aside = yaw - gaze.yaw;
  const ahead = Math.cos(pitch) * Math.cos(aside);
  const right = -Math.cos(pitch) * Math.sin(aside);
  const up = Math.sin(pitch);
  const deep = ahead * Math.cos(gaze.pitch) + up * Math.sin(gaze.pitch);
  const high = up * Math.cos(gaze.pitch) - ahead * Math.sin(gaze.pitch);
  if (deep <= 0.01) return { x: 0.5, y: 0.5, inView: false };
  const tall = Math.tan(gaze.fov / 2);
  const x = 0.5 + right / (deep * tall * aspect * 2);
  const y = 0.5 - high / (deep * tall * 2);
  return { x, y, inView: x > 0 && x < 1 && y > 0 && y < 1 };
}

/** An angle between half a turn to the right and half a turn to the left. */
const wrap = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

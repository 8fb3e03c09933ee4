import type { Ground } from './ground.ts';
import type { Solid } from './solid.ts';

/** Where one is and how one looks: `y` is the floor, `sunk` metres by which the eyes are lower than usual, `distance` metres that the camera is wished behind. */
export type Stance = {
  x: number;
  y: number;
  z: number;
  yaw: number;
  pitch: number;
  sunk: number;
  distance: number;
};

/** The arm that holds the camera over one's shoulder; it gives way to whatever is between. */
export type Arm = {
  /** The camera's place. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Whether the camera is within the head: the own body is to be hidden. */
  readonly within: boolean;
  /** Moves the camera on; infinitely many seconds bring it there at once. Makes no objects. */
  hold(stance: Stance, seconds: number): void;
};

/** Height of the eyes, and what the camera is higher when it is outside the head. */
const EYE_METRES = 1.62;
const ABOVE_METRES = 0.14;
/** Metres by which the camera looks past the own shoulder. */
const SHOULDER_METRES = 0.42;
/** Wished distances below this are first person. */
const FIRST_PERSON_METRES = 0.7;
/** Metres that the camera keeps from the edge of the scene, from things around it, and from the floor; who sits in a tribune has rows of seats behind. */
const EDGE_METRES = 0.35;
const ROOM_METRES = 0.15;
const LOW_METRES = 0.4;
const LOW_SEATED_METRES = 1.2;
/** Free metres below which the camera goes into the head, and above which it comes out again. */
const SQUEEZED = { in: 1, out: 1.3 } as const;
/** Metres between head and camera below which the body is hidden, and above which it is shown again. */
const WITHIN = { in: 0.75, out: 0.95 } as const;
/** Share of the way a second, exponential: the arm drawn in, let out again, and the camera after it. */
const EASE = { in: 24, out: 3.5, follow: 18 } as const;
/** Metres that are too little to ease. */
const NOTHING_METRES = 0.004;

/** An arm in a scene; `solid` is what is in the way so far. */
export function openArm(ground: Ground, size: readonly number[], solid: Solid): Arm {
  let x = 0;
  let y = 0;
  let z = 0;
  let side = 0;
  let back = 0;
  let settled = false;
  let squeezed = false;
  let within = true;
  /** Where the shoulder's side is, where the arm points to from there, and metres of it that are free. */
  const from = { x: 0, y: 0, z: 0 };
  const aim = { x: 0, y: 0, z: 0 };
  let free = 0;

  const limit = (value: number, axis: 0 | 2): number => {
    const most = size[axis]! / 2 - EDGE_METRES;
    return Math.max(-most, Math.min(most, value));
  };
  /** Steps aside from the head as far as there is room. */
  const stepAside = (at: Stance, seconds: number): void => {
    const cos = Math.cos(at.yaw);
    const sin = Math.sin(at.yaw);
    const eye = at.y + EYE_METRES + ABOVE_METRES - at.sunk;
    const flat = ground.reach(at.x, at.z, cos, -sin, SHOULDER_METRES);
    const toX = limit(at.x + cos * flat, 0);
    const toZ = limit(at.z - sin * flat, 2);
    const room =
      solid.reach(at.x, eye, at.z, toX, eye, toZ, ROOM_METRES) * Math.hypot(toX - at.x, toZ - at.z);
    side = Math.min(room, ease(side, room, seconds));
    from.x = at.x + cos * side;
    from.y = eye;
    from.z = at.z - sin * side;
  };
  /** Stretches the arm back from there. */
  const stretch = (at: Stance): void => {
    const flat = Math.cos(at.pitch) * at.distance;
    const reached = ground.reach(from.x, from.z, Math.sin(at.yaw), Math.cos(at.yaw), flat);
    const toX = limit(from.x + Math.sin(at.yaw) * reached, 0);
    const toZ = limit(from.z + Math.cos(at.yaw) * reached, 2);
    const rise = (Math.sin(at.pitch) * at.distance * reached) / flat;
    const low = ground.height(toX, toZ) + (at.sunk > 0 ? LOW_SEATED_METRES : LOW_METRES);
    const toY = Math.max(low, Math.min(size[1]! - EDGE_METRES, from.y + rise));
    const length = Math.hypot(toX - from.x, toY - from.y, toZ - from.z);
    free = length * solid.reach(from.x, from.y, from.z, toX, toY, toZ, ROOM_METRES);
    aim.x = (toX - from.x) / (length || 1);
    aim.y = (toY - from.y) / (length || 1);
    aim.z = (toZ - from.z) / (length || 1);
  };
  /** Moves towards a place; what has come between stops it at once. */
  const moveTo = (toX: number, toY: number, toZ: number, seconds: number): void => {
    const share = settled ? 1 - Math.exp(-EASE.follow * seconds) : 1;
    settled = true;
    x += (toX - x) * share;
    y += (toY - y) * share;
    z += (toZ - z) * share;
    const way = solid.reach(from.x, from.y, from.z, x, y, z, 0);
    if (way < 1) {
      x = from.x + (x - from.x) * way;
      y = from.y + (y - from.y) * way;
      z = from.z + (z - from.z) * way;
      back = Math.min(back, Math.hypot(x - from.x, y - from.y, z - from.z));
    }
  };

  return {
    get x() {
      return x;
    },
    get y() {
      return y;
    },
    get z() {
      return z;
    },
    get within() {
      return within;
    },
    hold(at, seconds) {
      const first = at.distance < FIRST_PERSON_METRES;
      if (!first) {
        stepAside(at, seconds);
        stretch(at);
        squeezed = free < (squeezed ? SQUEEZED.out : SQUEEZED.in);
      }
      const eye = at.y + EYE_METRES - at.sunk;
      if (first || squeezed) {
        back = 0;
        from.x = at.x;
        from.y = eye;
        from.z = at.z;
        moveTo(at.x, eye, at.z, seconds);
      } else {
        back = settled ? ease(back, free, seconds) : free;
        moveTo(from.x + aim.x * back, from.y + aim.y * back, from.z + aim.z * back, seconds);
      }
      const away = Math.hypot(x - at.x, y - eye, z - at.z);
      within = away < (within ? WITHIN.out : WITHIN.in);
    },
  };
}

/** A length on its way to another: quickly when it gets less, slowly when it gets more. */
function ease(length: number, wanted: number, seconds: number): number {
  const missing = wanted - length;
  if (Math.abs(missing) < NOTHING_METRES) return wanted;
  return length + missing * (1 - Math.exp(-(missing < 0 ? EASE.in : EASE.out) * seconds));
}

/** A pose that stands upright: metres, and a turn about the upright axis. */
export type Upright = { x: number; y: number; z: number; yaw: number };

/** Where a layout's origin lies in the room that the device knows. */
export type Origin = {
  readonly at: Readonly<Upright>;
  set(at: Upright): void;
  /** What the device knows as `pose`, as the layout has it. */
  toLayout(pose: Upright): Upright;
  /** The other way. */
  toRoom(pose: Upright): Upright;
};

/** The first pose followed by the second, which is told in the first's own axes. */
export function follow(first: Readonly<Upright>, second: Readonly<Upright>): Upright {
  const sin = Math.sin(first.yaw);
  const cos = Math.cos(first.yaw);
  return {
    x: first.x + second.x * cos + second.z * sin,
    y: first.y + second.y,
    z: first.z - second.x * sin + second.z * cos,
    yaw: wrap(first.yaw + second.yaw),
  };
}

/** The pose that undoes a pose. */
export function back({ x, y, z, yaw }: Readonly<Upright>): Upright {
  const sin = Math.sin(yaw);
  const cos = Math.cos(yaw);
  return { x: -x * cos + z * sin, y: -y, z: -x * sin - z * cos, yaw: wrap(-yaw) };
}

const wrap = (angle: number): number => Math.atan2(Math.sin(angle), Math.cos(angle));

/** Opens an origin where the device has its own. */
export function openOrigin(): Origin {
  let at: Upright = { x: 0, y: 0, z: 0, yaw: 0 };
  let undo = back(at);
  return {
    get at() {
      return at;
    },
    set(next) {
      at = { ...next };
      undo = back(at);
    },
    toLayout: (pose) => follow(undo, pose),
    toRoom: (pose) => follow(at, pose),
  };
}

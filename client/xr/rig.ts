/**
 * Where the real floor of a headset lies in the room: a point and a turn. Plain numbers, nothing is allocated. Yaws: 0 looks
 * to -z, positive turns left.
 */
export type Rig = {
  /** Of the real floor's origin, metres in the room. */
  x: number;
  y: number;
  z: number;
  yaw: number;
  /** Of the head, in the room. */
  readonly headX: number;
  readonly headY: number;
  readonly headZ: number;
  readonly headYaw: number;
  /** Reads where the head is over the real floor, metres and radians. */
  read(x: number, y: number, z: number, yaw: number): void;
  /** Lays the real floor so that the head is over a point of the room and looks along a yaw. */
  put(x: number, z: number, yaw: number): void;
  /** Turns around the head. */
  turn(radians: number): void;
  shift(dx: number, dz: number): void;
  /** Brings a point from over the real floor into the room: answers one of the three, kept until the next. */
  toRoom(x: number, y: number, z: number, into: { x: number; y: number; z: number }): void;
};

/** Opens it at the room's origin. */
export function openRig(): Rig {
  const head = { x: 0, y: 0, z: 0, yaw: 0 };
  const aside = (x: number, z: number): number => x * Math.cos(rig.yaw) + z * Math.sin(rig.yaw);
  const ahead = (x: number, z: number): number => z * Math.cos(rig.yaw) - x * Math.sin(rig.yaw);
  const rig: Rig = {
    x: 0,
    y: 0,
    z: 0,
    yaw: 0,
    get headX() {
      return rig.x + aside(head.x, head.z);
    },
    get headY() {
      return rig.y + head.y;
    },
    get headZ() {
      return rig.z + ahead(head.x, head.z);
    },
    get headYaw() {
      return rig.yaw + head.yaw;
    },
    read(x, y, z, yaw) {
      head.x = x;
      head.y = y;
      head.z = z;
      head.yaw = yaw;
    },
    put(x, z, yaw) {
      rig.yaw = yaw - head.yaw;
      rig.x = x - aside(head.x, head.z);
      rig.z = z - ahead(head.x, head.z);
    },
    turn(radians) {
      rig.put(rig.headX, rig.headZ, rig.headYaw + radians);
    },
    shift(dx, dz) {
      rig.x += dx;
      rig.z += dz;
    },
    toRoom(x, y, z, into) {
      into.x = rig.x + aside(x, z);
      into.y = rig.y + y;
      into.z = rig.z + ahead(x, z);
    },
  };
  return rig;
}

/** Where a board is over the real floor, and where on it something is. Plain numbers, nothing is allocated. */
export type Frame = {
  /** Pixels of the page from its upper left corner, as last met. */
  at: { x: number; y: number };
  /** Whether `at` lies within it. */
  isOn(): boolean;
  /** Says how many pixels of its height there are, from above: below them it is nothing. */
  cut(high: number): void;
  /** Lays its middle somewhere, turned (0 faces +z, positive left) and leaned back; metres and radians. */
  lay(x: number, y: number, z: number, yaw: number, pitch: number): void;
  /** Metres along a ray to its front, or −1 where the ray does not meet it. */
  meet(x: number, y: number, z: number, dx: number, dy: number, dz: number): number;
  /** Metres by which a point is before it; behind is negative. */
  before(x: number, y: number, z: number): number;
  /** Writes where a point of it, in pixels of the page, is over the real floor. */
  place(x: number, y: number, into: { x: number; y: number; z: number }): void;
};

/** Opens the frame of a board of so many pixels of the page. */
export function openFrame(wide: number, high: number, metresPerPixel: number): Frame {
  const middle = { x: 0, y: 0, z: 0 };
  /** The ways to its right, up along it, and out of it. */
  const right = { x: 1, z: 0 };
  const up = { x: 0, y: 1, z: 0 };
  const out = { x: 0, y: 0, z: 1 };
  const at = { x: 0, y: 0 };
  let end = high;
  const isOn = (): boolean => at.x >= 0 && at.y >= 0 && at.x <= wide && at.y <= end;
  const read = (x: number, y: number, z: number): void => {
    const dx = x - middle.x;
    const dy = y - middle.y;
    const dz = z - middle.z;
    at.x = wide / 2 + (dx * right.x + dz * right.z) / metresPerPixel;
    at.y = high / 2 - (dx * up.x + dy * up.y + dz * up.z) / metresPerPixel;
  };
  const before = (x: number, y: number, z: number): number =>
    (x - middle.x) * out.x + (y - middle.y) * out.y + (z - middle.z) * out.z;
  return {
    at,
    isOn,
    cut(pixels) {
      end = pixels;
    },
    lay(x, y, z, yaw, pitch) {
      middle.x = x;
      middle.y = y;
      middle.z = z;
      right.x = Math.cos(yaw);
      right.z = -Math.sin(yaw);
      up.x = -Math.sin(yaw) * Math.sin(pitch);
      up.y = Math.cos(pitch);
      up.z = -Math.cos(yaw) * Math.sin(pitch);
      out.x = Math.sin(yaw) * Math.cos(pitch);
      out.y = Math.sin(pitch);
      out.z = Math.cos(yaw) * Math.cos(pitch);
    },
    meet(x, y, z, dx, dy, dz) {
      const along = dx * out.x + dy * out.y + dz * out.z;
      const away = along > -1e-4 ? -1 : -before(x, y, z) / along;
      if (away < 0) return -1;
      read(x + dx * away, y + dy * away, z + dz * away);
      return isOn() ? away : -1;
    },
    before(x, y, z) {
      read(x, y, z);
      return before(x, y, z);
    },
    place(x, y, into) {
      const aside = (x - wide / 2) * metresPerPixel;
      const above = (high / 2 - y) * metresPerPixel;
      into.x = middle.x + right.x * aside + up.x * above;
      into.y = middle.y + up.y * above;
      into.z = middle.z + right.z * aside + up.z * above;
    },
  };
}

/** A plane of the view's pyramid; its normal looks inwards. */
type Side = { normal: { x: number; y: number; z: number }; d: number };

/** Whether a ball (metres) reaches into the space that all planes enclose. */
export function inView(planes: readonly Side[], x: number, y: number, z: number, radius: number): boolean {
  for (let at = 0; at < planes.length; at++) {
    const { normal, d } = planes[at]!;
    if (normal.x * x + normal.y * y + normal.z * z + d < -radius) return false;
  }
  return true;
}

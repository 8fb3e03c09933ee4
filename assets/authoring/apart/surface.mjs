/** Where a look meets the surface of a part: marks are told by a look, so that they lie on the surface exactly. */

const minus = (a, b) => a.map((value, k) => value - b[k]);
const dot = (a, b) => a.reduce((sum, value, k) => sum + value * b[k], 0);
const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const unit = (a) => a.map((value) => value / Math.hypot(...a));

/** Distance along a ray to a triangle (Möller and Trumbore 1997); Infinity where it passes by. */
function distanceTo([a, b, c], from, way) {
  const [u, v] = [minus(b, a), minus(c, a)];
  const h = cross(way, v);
  const area = dot(u, h);
  const s = minus(from, a).map((value) => value / area);
  const q = cross(s, u);
  const [along, across, far] = [dot(s, h), dot(way, q), dot(v, q)];
  return along >= 0 && across >= 0 && along + across <= 1 && far > 0 ? far : Number.POSITIVE_INFINITY;
}

/** The nearest point of a part's surface from a place (millimetres) along a way, in metres, and its normal against the look. Throws where there is none. */
export function meet({ name, positions, indices }, from, towards) {
  const [start, way] = [from.map((value) => value / 1000), unit(towards)];
  const point = (index) => [...positions.subarray(index * 3, index * 3 + 3)];
  let nearest = { far: Number.POSITIVE_INFINITY, triangle: [] };
  for (let at = 0; at < indices.length; at += 3) {
    const triangle = [0, 1, 2].map((corner) => point(indices[at + corner]));
    const far = distanceTo(triangle, start, way);
    if (far < nearest.far) nearest = { far, triangle };
  }
  if (nearest.triangle.length === 0) throw new Error(`${name} is not met from ${from} towards ${towards}`);
  const [a, b, c] = nearest.triangle;
  const normal = unit(cross(minus(b, a), minus(c, a)));
  const facing = dot(normal, way) > 0 ? normal.map((value) => -value) : normal;
  return { at: start.map((value, k) => value + way[k] * nearest.far), normal: facing };
}

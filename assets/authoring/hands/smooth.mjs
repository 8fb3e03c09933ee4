/** Corners that lie at one place and look nearly the same way share their normal, so that they can be one. */

/** Cosine of the angle up to which an edge is round. */
const ROUND = Math.cos((38 * Math.PI) / 180);

/** Evens out normals in place; what is round then welds. */
export function smooth({ position, normal, joint }) {
  const places = new Map();
  for (let at = 0; at < joint.length / 4; at++) {
    const key = [
      ...position.slice(at * 3, at * 3 + 3).map((value) => Math.round(value * 2e5)),
      joint[at * 4],
    ].join();
    const way = normal.slice(at * 3, at * 3 + 3);
    const groups = places.get(key) ?? [];
    places.set(key, groups);
    const same = groups.find(({ sum }) => dot(unit(sum), way) > ROUND);
    if (same) {
      same.corners.push(at);
      same.sum = same.sum.map((value, axis) => value + way[axis]);
    } else groups.push({ sum: way, corners: [at] });
  }
  for (const groups of places.values())
    for (const { sum, corners } of groups)
      for (const at of corners)
        for (const [axis, value] of unit(sum).entries()) normal[at * 3 + axis] = value;
}

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const unit = (a) => a.map((value) => value / (Math.hypot(...a) || 1));

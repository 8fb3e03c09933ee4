/** A point on the floor: [x, z], metres, glTF axes. */
export type FloorPoint = readonly [x: number, z: number];
/** A closed polygon on the floor. */
export type Polygon = readonly FloorPoint[];
/** Where people may stand: inside the outline and outside every hole. */
export type Walkable = { outline: Polygon; holes: readonly Polygon[] };

/** Whether a point lies inside a polygon (even-odd rule). */
export function insidePolygon(polygon: Polygon, x: number, z: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i]!;
    const b = polygon[j]!;
    if (a[1] > z !== b[1] > z && x < ((b[0] - a[0]) * (z - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Whether someone may stand at a point. */
export function isWalkable(area: Walkable, x: number, z: number): boolean {
  if (!insidePolygon(area.outline, x, z)) return false;
  for (const hole of area.holes) if (insidePolygon(hole, x, z)) return false;
  return true;
}

function nearestOnEdges(polygon: Polygon, x: number, z: number): { x: number; z: number; distance: number } {
  let best = { x, z, distance: Number.POSITIVE_INFINITY };
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[j]!;
    const b = polygon[i]!;
    const dx = b[0] - a[0];
    const dz = b[1] - a[1];
    const length = dx * dx + dz * dz;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (z - a[1]) * dz) / length));
    const px = a[0] + along * dx;
    const pz = a[1] + along * dz;
    const distance = Math.hypot(x - px, z - pz);
    if (distance < best.distance) best = { x: px, z: pz, distance };
  }
  return best;
}

/** Metres by which a clamped point is moved past the edge, so that it is inside for certain. */
const EDGE_MARGIN_METRES = 0.01;

/** The walkable point nearest to a wish; the wish itself when it is walkable. */
export function clampToWalkable(area: Walkable, x: number, z: number): { x: number; z: number } {
  if (isWalkable(area, x, z)) return { x, z };
  const candidates = [area.outline, ...area.holes].map((polygon) => nearestOnEdges(polygon, x, z));
  candidates.sort((a, b) => a.distance - b.distance);
  for (const edge of candidates) {
    const found = stepInside(area, edge, Math.atan2(edge.z - z, edge.x - x));
    if (found) return found;
  }
  const corner = area.outline[0]!;
  return { x: corner[0], z: corner[1] };
}

/** A walkable point just past an edge: straight on if it is one, so that who pushes against an edge is not moved along it. */
function stepInside(
  area: Walkable,
  { x, z }: { x: number; z: number },
  straight: number,
): { x: number; z: number } | undefined {
  for (let turn = 0; turn < 16; turn++) {
    const aside = Math.ceil(turn / 2) * (turn % 2 === 0 ? 1 : -1);
    const angle = straight + (aside * Math.PI) / 8;
    const px = x + Math.cos(angle) * EDGE_MARGIN_METRES;
    const pz = z + Math.sin(angle) * EDGE_MARGIN_METRES;
    if (isWalkable(area, px, pz)) return { x: px, z: pz };
  }
  return undefined;
}

/** Metres between two checks along a path: thinner than any hole. */
const SWEEP_METRES = 0.1;

/** How far along the straight way from one walkable point to another one may go (0 to 1) before leaving the area. */
export function sweep(area: Walkable, from: FloorPoint, to: FloorPoint): number {
  return sweepTo(area, from[0], from[1], to[0], to[1]);
}

/** The same with plain numbers, for who asks in each frame. */
export function sweepTo(area: Walkable, fromX: number, fromZ: number, toX: number, toZ: number): number {
  const dx = toX - fromX;
  const dz = toZ - fromZ;
  const distance = Math.sqrt(dx * dx + dz * dz);
  const steps = Math.max(1, Math.ceil(distance / SWEEP_METRES));
  for (let step = 1; step <= steps; step++) {
    const part = step / steps;
    if (!isWalkable(area, fromX + dx * part, fromZ + dz * part)) return (step - 1) / steps;
  }
  return 1;
}

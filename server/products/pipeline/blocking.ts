import type { Vec3 } from '../../../shared/model/part.ts';
import { boundsOf } from './form.ts';
import type { Bounds } from './placed.ts';

export type Surface = { positions: Float32Array; indices: Uint32Array };

/**
 * What stands in whose way along one axis. Rays along the axis are sent through all things; on each, a thing is where
 * it first and last is met. Thus surfaces that touch sideways never meet, which cells would get wrong, and a million
 * triangles take a fraction of a second.
 */
export type Sight = {
  axis: Vec3;
  /** The things' boxes in the axes of this sight, the last of which is its own. */
  frame: [Vec3, Vec3, Vec3];
  boxes: Bounds[];
  /** Of the smaller one's rays, those on which `other` is in the way of `thing` when it moves along the axis (or against it). */
  inWay(thing: number, other: number, forward: boolean): number;
  /** Of `thing`'s rays, those on which it lies with its back (its face against the direction) on `other`. */
  liesOn(thing: number, other: number, forward: boolean): number;
};

/** Of the whole's length: how deep things may stand in one another, and how far apart they still touch. */
const OVERLAP = 0.004;
const TOUCH = 0.012;
/** Rays across the longest side, fewer where there are many things. */
const RAYS = 384;
const RAYS_OF_MANY = 224;
const MANY = 80;
/** Things on one ray that are compared, each with each. */
const ON_A_RAY = 64;

/** Looks at things along an axis; `size` is the length of the whole. */
export function lookAlong(things: Surface[], axis: Vec3, size: number): Sight {
  const frame = frameOf(axis);
  const seen = things.map((thing) => turned(thing.positions, frame));
  const boxes = things.map((thing, at) => boundsOf(seen[at]!, thing.indices));
  const low = [0, 1].map((k) => Math.min(...boxes.map((box) => box.min[k as 0 | 1])));
  const high = [0, 1].map((k) => Math.max(...boxes.map((box) => box.max[k as 0 | 1])));
  const rays = things.length > MANY ? RAYS_OF_MANY : RAYS;
  const step = Math.max(high[0]! - low[0]!, high[1]! - low[1]!, size * 1e-6) / rays;
  const wide = Math.floor((high[0]! - low[0]!) / step) + 1;
  const tall = Math.floor((high[1]! - low[1]!) / step) + 1;
  const met = openMet(wide * tall);
  for (const [at, thing] of things.entries()) {
    const box = boxes[at]!;
    const left = Math.floor((box.min[0] - low[0]!) / step);
    const bottom = Math.floor((box.min[1] - low[1]!) / step);
    const width = Math.min(wide, Math.floor((box.max[0] - low[0]!) / step) + 1) - left;
    const height = Math.min(tall, Math.floor((box.max[1] - low[1]!) / step) + 1) - bottom;
    if (!(width > 0 && height > 0)) continue;
    const raster = rasterise(
      seen[at]!,
      thing.indices,
      low[0]! + left * step,
      low[1]! + bottom * step,
      step,
      width,
      height,
    );
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        if (raster.far[y * width + x]! > Number.NEGATIVE_INFINITY)
          met.add(
            (bottom + y) * wide + left + x,
            at,
            raster.near[y * width + x]!,
            raster.far[y * width + x]!,
          );
  }
  return { axis, frame, boxes, ...compare(met, things.length, size) };
}

/** Two axes across a given one, the same for the same. */
function frameOf(axis: Vec3): [Vec3, Vec3, Vec3] {
  const [x, y, z] = axis;
  const help: Vec3 = Math.abs(y) > 0.9 ? [0, 0, 1] : [0, 1, 0];
  const across: Vec3 = [help[1] * z - help[2] * y, help[2] * x - help[0] * z, help[0] * y - help[1] * x];
  const length = Math.hypot(...across);
  const u = across.map((value) => value / length) as Vec3;
  const v: Vec3 = [y * u[2] - z * u[1], z * u[0] - x * u[2], x * u[1] - y * u[0]];
  return [u, v, axis];
}

function turned(p: Float32Array, [u, v, w]: [Vec3, Vec3, Vec3]): Float32Array {
  const out = new Float32Array(p.length);
  for (let at = 0; at < p.length; at += 3) {
    const [x, y, z] = [p[at]!, p[at + 1]!, p[at + 2]!];
    out[at] = u[0] * x + u[1] * y + u[2] * z;
    out[at + 1] = v[0] * x + v[1] * y + v[2] * z;
    out[at + 2] = w[0] * x + w[1] * y + w[2] * z;
  }
  return out;
}

/** Where rays through the middles of a raster first and last meet a surface; one that is thinner than the raster is met at its corners. */
function rasterise(
  p: Float32Array,
  indices: Uint32Array,
  left: number,
  bottom: number,
  step: number,
  width: number,
  height: number,
): { near: Float32Array; far: Float32Array } {
  const near = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  const far = new Float32Array(width * height).fill(Number.NEGATIVE_INFINITY);
  let count = 0;
  const meet = (x: number, y: number, depth: number): void => {
    const at = y * width + x;
    count++;
    if (depth < near[at]!) near[at] = depth;
    if (depth > far[at]!) far[at] = depth;
  };
  const column = (u: number): number => Math.min(width - 1, Math.max(0, Math.floor(u)));
  const row = (v: number): number => Math.min(height - 1, Math.max(0, Math.floor(v)));
  for (let at = 0; at < indices.length; at += 3) {
    const [a, b, c] = [indices[at]! * 3, indices[at + 1]! * 3, indices[at + 2]! * 3];
    const [ax, ay] = [(p[a]! - left) / step - 0.5, (p[a + 1]! - bottom) / step - 0.5];
    const [bx, by] = [(p[b]! - left) / step - 0.5 - ax, (p[b + 1]! - bottom) / step - 0.5 - ay];
    const [cx, cy] = [(p[c]! - left) / step - 0.5 - ax, (p[c + 1]! - bottom) / step - 0.5 - ay];
    const area = bx * cy - cx * by;
    if (area === 0) continue;
    const x0 = Math.max(0, Math.ceil(ax + Math.min(0, bx, cx)));
    const x1 = Math.min(width - 1, Math.floor(ax + Math.max(0, bx, cx)));
    const y0 = Math.max(0, Math.ceil(ay + Math.min(0, by, cy)));
    const y1 = Math.min(height - 1, Math.floor(ay + Math.max(0, by, cy)));
    const [za, zb, zc] = [p[a + 2]!, p[b + 2]! - p[a + 2]!, p[c + 2]! - p[a + 2]!];
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        const s = ((x - ax) * cy - cx * (y - ay)) / area;
        const t = (bx * (y - ay) - (x - ax) * by) / area;
        if (s >= 0 && t >= 0 && s + t <= 1) meet(x, y, za + zb * s + zc * t);
      }
  }
  if (count < 8)
    for (const corner of indices)
      meet(
        column((p[corner * 3]! - left) / step),
        row((p[corner * 3 + 1]! - bottom) / step),
        p[corner * 3 + 2]!,
      );
  return { near, far };
}

type Met = {
  first: Int32Array;
  next: number[];
  thing: number[];
  near: number[];
  far: number[];
  add(ray: number, thing: number, near: number, far: number): void;
};

function openMet(rays: number): Met {
  const met: Met = {
    first: new Int32Array(rays).fill(-1),
    next: [],
    thing: [],
    near: [],
    far: [],
    add(ray, thing, near, far) {
      met.next.push(met.first[ray]!);
      met.thing.push(thing);
      met.near.push(near);
      met.far.push(far);
      met.first[ray] = met.next.length - 1;
    },
  };
  return met;
}

function compare(met: Met, things: number, size: number): Pick<Sight, 'inWay' | 'liesOn'> {
  const above = new Uint32Array(things * things);
  const resting = new Uint32Array(things * things);
  const rays = new Uint32Array(things);
  const [overlap, touch, least] = [OVERLAP * size, TOUCH * size, 1e-5 * size];
  for (const start of met.first) {
    const on: number[] = [];
    for (let at = start; at >= 0; at = met.next[at]!) {
      rays[met.thing[at]!]!++;
      if (on.length < ON_A_RAY) on.push(at);
    }
    for (const a of on)
      for (const b of on) {
        if (a === b) continue;
        const pair = met.thing[a]! * things + met.thing[b]!;
        // Thin things stand in one another less deeply, or a sheet would pass through the next of its stack.
        const thick = met.far[a]! - met.near[a]! + met.far[b]! - met.near[b]!;
        if (met.far[b]! > met.near[a]! + Math.max(least, Math.min(overlap, 0.45 * thick))) above[pair]!++;
        if (Math.abs(met.near[a]! - met.far[b]!) < touch) resting[pair]!++;
      }
  }
  // One ray may graze by chance.
  const share = (count: number, of: number): number => (of > 0 ? Math.max(0, count - 1) / of : 0);
  return {
    inWay: (thing, other, forward) => {
      const count = forward ? above[thing * things + other]! : above[other * things + thing]!;
      return share(count, Math.min(rays[thing]!, rays[other]!));
    },
    liesOn: (thing, other, forward) =>
      share(forward ? resting[thing * things + other]! : resting[other * things + thing]!, rays[thing]!),
  };
}

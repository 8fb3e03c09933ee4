import type { ExplodePlan, Explosion, Vec3 } from '../../../shared/model/part.ts';
import { lookAlong, type Sight, type Surface } from './blocking.ts';
import { contactsOf, gridAround, openCells } from './cells.ts';
import { diagonal, type Form, formOf, likes } from './form.ts';
import type { PartMesh } from './parts.ts';
import { type Bounds, emptyBounds } from './placed.ts';
import { type Assembly, type Leaving, ownAxis, takeApart } from './takeApart.ts';

/**
 * An exploded view as an engineer prints one, after Agrawala et al. 2003 and Li et al. 2008: the base stays, everything
 * else comes off it from the outside inwards along the directions in which it is free, and stands on its line in the
 * order of assembly, clear of what is left. Parts that hold each other move as one, like parts in one step.
 *
 * Tried and left: scaling from the centre (parts pass through each other), and cells instead of rays for what is in the
 * way (a peg and its hole share cells, so that nothing ever is free).
 */
export function planExplode(meshes: PartMesh[]): ExplodePlan {
  const whole = emptyBounds();
  const forms = meshes.map(({ positions, indices }) => formOf(positions, indices));
  for (const { bounds } of forms) include(whole, bounds);
  const size = diagonal(whole);
  if (meshes.length < 2 || !(size > 0)) return { steps: 0, parts: [] };
  const grid = gridAround(whole, CELLS);
  const cellsOf = openCells(grid);
  const cells = meshes.map(({ positions, indices }) => cellsOf(positions, indices));
  const bundles = bundlesOf(forms, contactsOf(cells, grid));
  if (bundles.length < 2) return { steps: 0, parts: [] };
  const things = bundles.map((members) => together(members.map((at) => meshes[at]!)));
  const covered = bundles.map((members) =>
    Int32Array.from(new Set(members.flatMap((at) => [...cells[at]!]))),
  );
  const assembly = assemble(things, contactsOf(covered, grid), whole, size);
  const order = takeApart(assembly);
  const offsets = place(assembly, order);
  const parts = order.flatMap(({ things, hosts }, step) =>
    things.flatMap((thing, k) =>
      bundles[thing]!.map((at): Explosion => {
        const told = { id: meshes[at]!.id, offset: offsets.get(thing)!, step };
        const host = hosts[k];
        const carried = host !== undefined && offsets.get(host)!.some((value) => value !== 0);
        return carried ? { ...told, on: meshes[bundles[host]![0]!]!.id } : told;
      }),
    ),
  );
  return { steps: order.length, parts };
}

/** Of the whole's length. */
const NARROW_GAP = 0.05;
const WIDE_GAP = 0.08;
const FARTHEST = 1.5;
const CELLS = 112;
/** Directions beyond the three of the world, for what stands askew; each costs a look at all triangles. */
const ASKEW = 4;
/** Triangles that may be looked at in all. */
const LOOKS = 6_000_000;

/** Parts that are one thing to a person though they are several: strands that cross and touch, and like parts that pass through one another, as the wires of a whisk. */
function bundlesOf(forms: Form[], touch: Assembly['touch']): number[][] {
  const kinds = kindsOf(forms);
  const into = forms.map((_, at) => at);
  const root = (at: number): number => (into[at] === at ? at : root(into[at]!));
  for (let a = 0; a < forms.length; a++)
    for (let b = 0; b < a; b++) {
      const strands = isStrand(forms[a]!) && isStrand(forms[b]!);
      const woven = kinds[a] === kinds[b] && holds(forms[a]!, forms[b]!) && holds(forms[b]!, forms[a]!);
      if ((strands || woven) && touch(a, b) > 0) into[root(a)] = root(b);
    }
  const groups = new Map<number, number[]>();
  for (const at of forms.keys()) groups.set(root(at), [...(groups.get(root(at)) ?? []), at]);
  return [...groups.values()];
}

const isStrand = ({ spread }: Form): boolean => spread[1] < 0.04 * spread[0];

const holds = ({ bounds: { min, max } }: Form, { centre }: Form): boolean =>
  centre.every((value, axis) => value > min[axis]! && value < max[axis]!);

function kindsOf(forms: Form[]): number[] {
  const kinds: number[] = [];
  for (const [kind, members] of likes(forms).entries()) for (const at of members) kinds[at] = kind;
  return kinds;
}

function together(meshes: PartMesh[]): Surface {
  if (meshes.length === 1) return meshes[0]!;
  const positions = new Float32Array(meshes.reduce((sum, mesh) => sum + mesh.positions.length, 0));
  const indices = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0));
  let [point, index] = [0, 0];
  for (const mesh of meshes) {
    positions.set(mesh.positions, point);
    for (const corner of mesh.indices) indices[index++] = corner + point / 3;
    point += mesh.positions.length;
  }
  return { positions, indices };
}

function assemble(things: Surface[], touch: Assembly['touch'], whole: Bounds, size: number): Assembly {
  const forms = things.map(({ positions, indices }) => formOf(positions, indices));
  const triangles = forms.reduce((sum, form) => sum + form.triangles, 0);
  const axes = axesOf(forms, Math.min(ASKEW, Math.floor(LOOKS / triangles) - 3));
  return {
    sights: axes.map((axis) => lookAlong(things, axis, size)),
    forms,
    kinds: kindsOf(forms),
    touch,
    base: baseOf(forms, touch, whole),
    size,
  };
}

/** The world's axes, and the own ones of parts that stand askew to them, those of the largest first. */
function axesOf(forms: Form[], more: number): Vec3[] {
  const axes: Vec3[] = [
    [0, 1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ];
  const askew: { axis: Vec3; weight: number }[] = [];
  for (const form of forms) {
    const axis = ownAxis(form);
    if (!axis || axes.some((known) => isAlong(known, axis))) continue;
    const same = askew.find((known) => isAlong(known.axis, axis));
    if (same) same.weight += Math.sqrt(form.area);
    else askew.push({ axis, weight: Math.sqrt(form.area) });
  }
  askew.sort((a, b) => b.weight - a.weight);
  return [...axes, ...askew.slice(0, Math.max(0, more)).map(({ axis }) => axis)];
}

/** Within eight degrees. */
const isAlong = (a: Vec3, b: Vec3): boolean => Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]) > 0.99;

/** The part that stays: large, touched by many, and standing on the floor. */
function baseOf(forms: Form[], touch: (a: number, b: number) => number, whole: Bounds): number {
  const volume = ({ min, max }: Bounds): number =>
    [0, 1, 2].reduce((product, axis) => product * (max[axis]! - min[axis]! + 1e-3 * diagonal(whole)), 1);
  const area = forms.reduce((sum, form) => sum + form.area, 0);
  const score = (at: number): number => {
    const form = forms[at]!;
    const touched = forms.filter((_, other) => touch(at, other) > 0).length / (forms.length - 1);
    const stands = form.bounds.min[1] - whole.min[1] < 0.02 * diagonal(whole) ? 0.15 : 0;
    return volume(form.bounds) / volume(whole) + form.area / area + 0.4 * touched + stands;
  };
  return forms.reduce((best, _, at) => (score(at) > score(best) + 1e-9 ? at : best), 0);
}

/** Where each thing ends; closer together where the whole would grow too far. */
function place(assembly: Assembly, order: Leaving[]): Map<number, Vec3> {
  let placed = new Map<number, Vec3>();
  for (let tightness = 1; tightness > 0.15; tightness *= 0.6) {
    placed = placeAll(assembly, order, tightness);
    if (Math.max(...[...placed.values()].map((offset) => Math.hypot(...offset))) <= FARTHEST * assembly.size)
      break;
  }
  return placed;
}

/** From the base outwards: from where its host stands, each goes beyond all that stands in its lane already. */
function placeAll(assembly: Assembly, order: Leaving[], tightness: number): Map<number, Vec3> {
  const placed = new Map<number, Vec3>();
  const gone = new Set(order.flatMap(({ things }) => things));
  for (const at of assembly.forms.keys()) if (!gone.has(at)) placed.set(at, [0, 0, 0]);
  for (const { things, ways, hosts, locked } of [...order].reverse()) {
    const starts = hosts.map((host): Vec3 => (host === undefined ? [0, 0, 0] : placed.get(host)!));
    const ends = things.map((thing, at) =>
      wayLength(assembly, thing, ways[at]!, starts[at]!, placed, tightness),
    );
    for (const [at, thing] of things.entries()) {
      // What goes the same way from the same host in one step goes equally far.
      const same = ends.filter((_, k) => locked || (isSame(ways[k]!, ways[at]!) && hosts[k] === hosts[at]));
      const { axis } = assembly.sights[ways[at]!.sight]!;
      const length = Math.max(...same) * (ways[at]!.forward ? 1 : -1);
      placed.set(thing, axis.map((value, k) => starts[at]![k]! + value * length) as Vec3);
    }
  }
  return placed;
}

const isSame = (a: Leaving['ways'][number], b: Leaving['ways'][number]): boolean =>
  a.sight === b.sight && a.forward === b.forward;

function wayLength(
  { sights, size }: Assembly,
  thing: number,
  { sight: at, forward }: Leaving['ways'][number],
  start: Vec3,
  placed: Map<number, Vec3>,
  tightness: number,
): number {
  const sight = sights[at]!;
  const sign = forward ? 1 : -1;
  const own = moved(sight, thing, start);
  const [wide, tall, thick] = [0, 1, 2].map((axis) => own.max[axis]! - own.min[axis]!) as Vec3;
  const airy = Math.max(thick / 2, 0.15 * Math.min(wide, tall));
  const gap = tightness * Math.min(WIDE_GAP * size, Math.max(NARROW_GAP * size, airy));
  let length = gap;
  for (const [other, offset] of placed) {
    const there = moved(sight, other, offset);
    const meets = ([0, 1] as const).every(
      (axis) =>
        Math.min(own.max[axis], there.max[axis]) - Math.max(own.min[axis], there.min[axis]) > 0.005 * size,
    );
    if (meets)
      length = Math.max(length, gap + (sign > 0 ? there.max[2] - own.min[2] : own.max[2] - there.min[2]));
  }
  return length;
}

function moved({ boxes, frame }: Sight, thing: number, offset: Vec3): Bounds {
  const shift = frame.map((axis) => axis[0] * offset[0] + axis[1] * offset[1] + axis[2] * offset[2]);
  const { min, max } = boxes[thing]!;
  return {
    min: min.map((value, axis) => value + shift[axis]!) as Vec3,
    max: max.map((value, axis) => value + shift[axis]!) as Vec3,
  };
}

function include(bounds: Bounds, other: Bounds): void {
  for (const axis of [0, 1, 2] as const) {
    bounds.min[axis] = Math.min(bounds.min[axis], other.min[axis]);
    bounds.max[axis] = Math.max(bounds.max[axis], other.max[axis]);
  }
}

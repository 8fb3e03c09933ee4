import type { Sight } from './blocking.ts';
import type { Form } from './form.ts';

/** A thing's way out: the sight it moves along, and whether forward or against it. */
export type Way = { sight: number; forward: boolean };

/**
 * Things that leave together, each by its own way from what it sat on (`hosts`, if any), which carries it along when
 * that leaves later. `locked` ones hold each other and go as one.
 */
export type Leaving = { things: number[]; ways: Way[]; locked: boolean; hosts: (number | undefined)[] };
type Chosen = Omit<Leaving, 'hosts'>;

export type Assembly = {
  sights: Sight[];
  forms: Form[];
  /** For each thing the number of its kind: like things leave together. */
  kinds: number[];
  /** Cells of one that touch the other; 0 when apart. */
  touch: (a: number, b: number) => number;
  /** The thing that stays. */
  base: number;
  size: number;
};

/** Of the smaller one's rays, how many may be in the way: first hardly any, then what interlocks slightly comes apart too. */
const LEVELS = [0.04, 0.12, 0.25, 0.6];
/** What a way costs that goes down, to a side, behind; up is free. In lengths of the whole. */
const DOWN = 0.12;
const SIDE = 0.05;
const BEHIND = 0.02;

/** The order in which an assembly comes apart, from the outside; what never comes free stays with the base. */
export function takeApart(assembly: Assembly): Leaving[] {
  const left = new Set(assembly.forms.map((_, at) => at));
  const gone = new Map<number, Way>();
  const order: Leaving[] = [];
  while (left.size > 1) {
    const next = nextOut(assembly, left, gone);
    if (!next) break;
    for (const [at, thing] of next.things.entries()) {
      left.delete(thing);
      gone.set(thing, next.ways[at]!);
    }
    order.push({ ...next, hosts: hostsOf(assembly, next, left) });
  }
  return order;
}

/** What each of the leaving things sat on: of all that is left, what it touches most. */
function hostsOf({ touch }: Assembly, { things, locked }: Chosen, left: Set<number>): (number | undefined)[] {
  const most = (group: number[]): number | undefined => {
    const sum = (other: number): number => group.reduce((cells, thing) => cells + touch(thing, other), 0);
    const best = [...left].reduce((one, other) => (sum(other) > sum(one) ? other : one), [...left][0]!);
    return sum(best) > 0 ? best : undefined;
  };
  return things.map((thing) => most(locked ? things : [thing]));
}

function nextOut(assembly: Assembly, left: Set<number>, gone: Map<number, Way>): Chosen | undefined {
  for (const level of LEVELS) {
    const single = bestSingle(assembly, left, gone, level);
    if (single) return withLikes(assembly, left, gone, level, single);
    const group = level > LEVELS[0]! ? bestGroup(assembly, left, gone, level) : undefined;
    if (group) return group;
  }
  return outOfShell(assembly, left, gone);
}

type Choice = { thing: number; way: Way; cost: number };

function bestSingle(
  assembly: Assembly,
  left: Set<number>,
  gone: Map<number, Way>,
  level: number,
): Choice | undefined {
  let best: Choice | undefined;
  for (const thing of left) {
    if (thing === assembly.base) continue;
    const choice = bestWay(assembly, [thing], left, gone, level);
    if (choice && (!best || choice.cost < best.cost - 1e-9)) best = choice;
  }
  return best;
}

/** Like things that are free too leave in the same step, each in its own direction. */
function withLikes(
  assembly: Assembly,
  left: Set<number>,
  gone: Map<number, Way>,
  level: number,
  first: Choice,
): Chosen {
  const leaving: Chosen = { things: [first.thing], ways: [first.way], locked: false };
  for (const thing of left) {
    if (thing === first.thing || thing === assembly.base) continue;
    if (assembly.kinds[thing] !== assembly.kinds[first.thing]) continue;
    const choice = bestWay(assembly, [thing], left, gone, level);
    if (!choice || choice.cost > first.cost + 0.25) continue;
    leaving.things.push(thing);
    leaving.ways.push(choice.way);
  }
  return leaving;
}

/** The cheapest free way for things that move as one. */
function bestWay(
  assembly: Assembly,
  things: number[],
  left: Set<number>,
  gone: Map<number, Way>,
  level: number,
): Choice | undefined {
  let best: Choice | undefined;
  for (const sight of assembly.sights.keys())
    for (const forward of [true, false]) {
      const way = { sight, forward };
      if (!isFree(assembly, things, left, way, level)) continue;
      const cost = costOf(assembly, things, left, gone, way);
      if (!best || cost < best.cost - 1e-9) best = { thing: things[0]!, way, cost };
    }
  return best;
}

function isFree({ sights }: Assembly, things: number[], left: Set<number>, way: Way, level: number): boolean {
  const sight = sights[way.sight]!;
  for (const other of left) {
    if (things.includes(other)) continue;
    for (const thing of things) if (sight.inWay(thing, other, way.forward) > level) return false;
  }
  return true;
}

/** What speaks against a way, in lengths of the whole. */
function costOf(
  assembly: Assembly,
  things: number[],
  left: Set<number>,
  gone: Map<number, Way>,
  way: Way,
): number {
  const { sights, forms, size, touch } = assembly;
  const sight = sights[way.sight]!;
  const sign = way.forward ? 1 : -1;
  let travel = 0;
  let lies = 0;
  let along = 0;
  for (const thing of things) {
    for (const other of left) {
      if (things.includes(other)) continue;
      if (inLane(sight, thing, other, size)) travel = Math.max(travel, apart(sight, thing, other, sign));
      if (touch(thing, other) > 0) lies += sight.liesOn(thing, other, way.forward);
    }
    for (const [other, its] of gone)
      if (touch(thing, other) > 0 && its.sight === way.sight && its.forward === way.forward) along = 0.06;
  }
  const first = forms[things[0]!]!;
  const own = ownAxis(first);
  const fits = own ? Math.abs(dot(own, sight.axis)) : 0;
  // Only what stands askew itself goes askew.
  const askew =
    (own ? 0.3 * (1 - fits) : 0) + (Math.max(...sight.axis.map(Math.abs)) < 0.99 && fits < 0.98 ? 0.1 : 0);
  const bulk = 0.25 * Math.min(1, first.spread[0] / (assembly.forms[assembly.base]!.spread[0] || 1));
  return (
    travel / size +
    askew +
    bulk +
    leaning(sight.axis, sign) -
    along -
    0.3 * Math.min(1, (3 * lies) / things.length)
  );
}

function leaning([x, y, z]: number[], sign: number): number {
  const up = y! * sign;
  if (up > 0.7) return 0;
  if (up < -0.7) return DOWN;
  return SIDE + (z! * sign < -0.5 ? BEHIND : 0) - (z! * sign > 0.5 ? BEHIND : 0) + Math.abs(x!) * 1e-4;
}

/** The axis of a thing that is a rod, turned on a lathe, or flat: the one it is put in and taken out along. */
export function ownAxis({ spread, axes }: Form): [number, number, number] | undefined {
  const [a, b, c] = spread;
  if ((b < 0.6 * a && c > 0.7 * b) || (a > 1.05 * b && c > 0.95 * b)) return axes[0];
  return c < 0.4 * b || (a - b < 0.05 * a && c < 0.95 * b) ? axes[2] : undefined;
}

/** Whether one thing would meet the other's box on its way along a sight. */
export function inLane({ boxes }: Sight, thing: number, other: number, size: number): boolean {
  const [a, b] = [boxes[thing]!, boxes[other]!];
  return ([0, 1] as const).every(
    (axis) => Math.min(a.max[axis], b.max[axis]) - Math.max(a.min[axis], b.min[axis]) > 0.005 * size,
  );
}

/** How far a thing goes until its box is clear of the other's. */
export function apart({ boxes }: Sight, thing: number, other: number, sign: number): number {
  const [a, b] = [boxes[thing]!, boxes[other]!];
  return Math.max(0, sign > 0 ? b.max[2] - a.min[2] : a.max[2] - b.min[2]);
}

/** Things that hold one another and are free as one: the smallest such group, by any way. */
function bestGroup(
  assembly: Assembly,
  left: Set<number>,
  gone: Map<number, Way>,
  level: number,
): Chosen | undefined {
  let best: { things: number[]; way: Way; cost: number } | undefined;
  for (const sight of assembly.sights.keys())
    for (const forward of [true, false])
      for (const thing of left) {
        const things = dragged(assembly, thing, left, { sight, forward }, level);
        if (things.length > left.size / 2 || things.includes(assembly.base)) continue;
        const cost = things.length + costOf(assembly, things, left, gone, { sight, forward });
        if (!best || cost < best.cost - 1e-9) best = { things, way: { sight, forward }, cost };
      }
  if (!best) return undefined;
  const { things, way } = best;
  return { things, ways: things.map(() => way), locked: things.length > 1 };
}

/** All that goes along when one thing moves: what is in its way, what is in that one's way, and so on. */
function dragged({ sights }: Assembly, thing: number, left: Set<number>, way: Way, level: number): number[] {
  const sight = sights[way.sight]!;
  const moving = new Set([thing]);
  for (const one of moving)
    for (const other of left)
      if (!moving.has(other) && sight.inWay(one, other, way.forward) > level) moving.add(other);
  return [...moving];
}

/** Out of a closed shell nothing comes free, yet one wants to see it: the smallest goes through it, by the best way. */
function outOfShell(assembly: Assembly, left: Set<number>, gone: Map<number, Way>): Chosen | undefined {
  const { forms, base } = assembly;
  const inside = [...left].filter(
    (thing) =>
      thing !== base && [...left].some((other) => other !== thing && isInside(forms[thing]!, forms[other]!)),
  );
  inside.sort((a, b) => forms[a]!.area - forms[b]!.area || a - b);
  const way = inside.length > 0 ? bestWay(assembly, [inside[0]!], left, gone, 1)?.way : undefined;
  return way && { things: [inside[0]!], ways: [way], locked: false };
}

const isInside = ({ bounds: a }: Form, { bounds: b }: Form): boolean =>
  a.min.every((low, axis) => low >= b.min[axis]!) && a.max.every((high, axis) => high <= b.max[axis]!);

const dot = (a: number[], b: number[]): number => a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]!;

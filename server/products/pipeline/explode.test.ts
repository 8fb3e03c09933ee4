import { describe, expect, test } from 'vitest';
import type { ExplodePlan, Vec3 } from '../../../shared/model/part.ts';
import { planExplode } from './explode.ts';
import { formOf } from './form.ts';
import { findParts, type PartMesh } from './parts.ts';
import { readModel } from './testing/models.ts';
import { asPart, box, joined, pipe, type Solid, screw, tray } from './testing/solids.ts';

const stepOf = (plan: ExplodePlan, id: string): number =>
  plan.parts.find((part) => part.id === id)?.step ?? -1;
const offsetOf = (plan: ExplodePlan, id: string): Vec3 =>
  plan.parts.find((part) => part.id === id)?.offset ?? [0, 0, 0];
const stays = (plan: ExplodePlan, id: string): boolean => !plan.parts.some((part) => part.id === id);

/** The direction as a word, when it is along an axis. */
function wayOf(plan: ExplodePlan, id: string): string {
  const offset = offsetOf(plan, id);
  const longest = Math.max(...offset.map(Math.abs));
  return ['x', 'y', 'z']
    .flatMap((axis, at) => {
      const part = offset[at]! / longest;
      return Math.abs(part) < 0.05 ? [] : [`${part > 0 ? '+' : '-'}${axis}`];
    })
    .join('');
}

/** Pairs whose boxes overlap where they end. */
function overlaps(plan: ExplodePlan, meshes: PartMesh[]): string[] {
  const ends = meshes.map((mesh) => {
    const { min, max } = formOf(mesh.positions, mesh.indices).bounds;
    const offset = offsetOf(plan, mesh.id);
    return { id: mesh.id, min: min.map((v, k) => v + offset[k]!), max: max.map((v, k) => v + offset[k]!) };
  });
  return ends.flatMap((a, at) =>
    ends
      .slice(0, at)
      .filter((b) =>
        [0, 1, 2].every((k) => Math.min(a.max[k]!, b.max[k]!) - Math.max(a.min[k]!, b.min[k]!) > 1e-6),
      )
      .map((b) => `${b.id} ${a.id}`),
  );
}

const boxWithLid = (): PartMesh[] => {
  const at: [number, number][] = [
    [0.01, 0.01],
    [0.19, 0.01],
    [0.01, 0.11],
    [0.19, 0.11],
  ];
  const lid = box([0, 0.08, 0], [0.2, 0.09, 0.12]);
  return [
    asPart('lid', lid),
    asPart('base', tray([0, 0, 0], [0.2, 0.08, 0.12], 0.02)),
    ...at.map(([x, z], k) => asPart(`screw${k}`, screw([x, 0.09, z], 0.03, 0.003))),
  ];
};

/** A thing turned about the z axis. */
function tilted(solid: Solid, degrees: number): Solid {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const positions = [...solid.positions];
  for (let at = 0; at < positions.length; at += 3) {
    const [x, y] = [positions[at]!, positions[at + 1]!];
    positions[at] = c * x - s * y;
    positions[at + 1] = s * x + c * y;
  }
  return { ...solid, positions };
}

describe('the exploded view', () => {
  test('[EX1] screws leave first and together, then the lid, on one line; the base stays', () => {
    const meshes = boxWithLid();
    const plan = planExplode(meshes);
    expect(plan.steps).toBe(2);
    for (const k of [0, 1, 2, 3]) {
      expect(stepOf(plan, `screw${k}`)).toBe(0);
      expect(wayOf(plan, `screw${k}`)).toBe('+y');
      expect(offsetOf(plan, `screw${k}`)[1]).toBeCloseTo(offsetOf(plan, 'screw0')[1], 6);
    }
    expect(stepOf(plan, 'lid')).toBe(1);
    expect(wayOf(plan, 'lid')).toBe('+y');
    expect(stays(plan, 'base')).toBe(true);
    expect(offsetOf(plan, 'screw0')[1]).toBeGreaterThan(offsetOf(plan, 'lid')[1]);
    expect(overlaps(plan, meshes)).toEqual([]);
  });

  test('[EX2] a ring comes off along its shaft, also where the shaft stands askew', () => {
    for (const degrees of [0, 35]) {
      const flange = joined([pipe([0, -0.02, 0], 0, 0.06, 0.02), pipe([0, 0, 0], 0, 0.02, 0.2)]);
      const meshes = [
        asPart('shaft', tilted(flange, degrees)),
        asPart('ring', tilted(pipe([0, 0.05, 0], 0.0205, 0.04, 0.03), degrees)),
      ];
      const plan = planExplode(meshes);
      const [x, y, z] = offsetOf(plan, 'ring');
      const along = [-Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
      expect((x * along[0]! + y * along[1]!) / Math.hypot(x, y, z), `${degrees}°`).toBeGreaterThan(0.99);
      expect(Math.hypot(x, y, z), `${degrees}°: clear of the shaft`).toBeGreaterThan(0.15);
    }
  });

  test('[EX3] a stack of thin plates opens along one line, in its order', () => {
    const meshes = [0, 1, 2, 3, 4].map((k) =>
      asPart(`plate${k}`, box([0, k * 0.001, 0], [0.3 - 0.01 * k, (k + 1) * 0.001, 0.3])),
    );
    const plan = planExplode(meshes);
    expect(stays(plan, 'plate0')).toBe(true);
    const heights = [0, 1, 2, 3, 4].map((k) => offsetOf(plan, `plate${k}`)[1]);
    for (const k of [1, 2, 3, 4]) {
      expect(wayOf(plan, `plate${k}`)).toBe('+y');
      expect(heights[k]! - heights[k - 1]!).toBeGreaterThan(0.01);
      expect(stepOf(plan, `plate${k}`)).toBe(4 - k);
    }
    expect(overlaps(plan, meshes)).toEqual([]);
  });

  test('[EX4] a drawer comes out of the open front, and its handle goes before it and stays before it', () => {
    const cabinet = joined([
      box([0, 0, 0], [0.6, 0.02, 0.5]),
      box([0, 0.38, 0], [0.6, 0.4, 0.5]),
      box([0, 0.02, 0], [0.02, 0.38, 0.5]),
      box([0.58, 0.02, 0], [0.6, 0.38, 0.5]),
      box([0.02, 0.02, 0], [0.58, 0.38, 0.02]),
    ]);
    const meshes = [
      asPart('cabinet', cabinet),
      asPart('drawer', tray([0.03, 0.03, 0.03], [0.57, 0.35, 0.5], 0.015)),
      asPart('handle', box([0.2, 0.18, 0.5], [0.4, 0.2, 0.53])),
    ];
    const plan = planExplode(meshes);
    expect(stays(plan, 'cabinet')).toBe(true);
    expect(wayOf(plan, 'drawer')).toBe('+z');
    expect(wayOf(plan, 'handle')).toBe('+z');
    expect(plan.parts.find(({ id }) => id === 'handle')?.on).toBe('drawer');
    expect(stepOf(plan, 'handle')).toBeLessThan(stepOf(plan, 'drawer'));
    expect(offsetOf(plan, 'drawer')[2]).toBeGreaterThan(0.47);
    expect(overlaps(plan, meshes)).toEqual([]);
  });

  test('[EX5] nested dolls of two halves open along one line; closed ones too, the innermost farthest', () => {
    const cup = (radius: number, up: boolean): Solid =>
      joined([
        pipe([0, up ? 0 : -radius, 0], radius * 0.95, radius, radius),
        pipe([0, up ? radius * 0.95 : -radius, 0], 0, radius, radius * 0.05),
      ]);
    const halves = [0.1, 0.09, 0.08].flatMap((radius, k) => [
      asPart(`bottom${k}`, cup(radius, false)),
      asPart(`top${k}`, cup(radius, true)),
    ]);
    const plan = planExplode(halves);
    expect(plan.parts).toHaveLength(5);
    for (const { id, offset } of plan.parts) {
      expect(Math.hypot(offset[0], offset[2]), id).toBeLessThan(1e-6);
    }
    expect(overlaps(plan, halves)).toEqual([]);

    const closed = [0.1, 0.08, 0.06].map((half, k) =>
      asPart(`doll${k}`, joined([box([-half, -half, -half], [half, half, half])])),
    );
    const through = planExplode(closed);
    expect(stays(through, 'doll0')).toBe(true);
    expect(wayOf(through, 'doll1')).toBe('+y');
    expect(offsetOf(through, 'doll2')[1]).toBeGreaterThan(offsetOf(through, 'doll1')[1]);
    expect(overlaps(through, closed)).toEqual([]);
  });

  test('[EX6] four legs leave in one step, down, and cushions of a side each to its own side', () => {
    const legs = [
      [0, 0],
      [0.36, 0],
      [0, 0.36],
      [0.36, 0.36],
    ].map(([x, z], k) => asPart(`leg${k}`, box([x!, 0, z!], [x! + 0.04, 0.4, z! + 0.04])));
    const sides = [-0.05, 0.4].map((x, k) => asPart(`side${k}`, box([x, 0.4, 0], [x + 0.05, 0.5, 0.4])));
    const meshes = [asPart('seat', box([0, 0.4, 0], [0.4, 0.5, 0.4])), ...legs, ...sides];
    const plan = planExplode(meshes);
    expect(stays(plan, 'seat')).toBe(true);
    expect(legs.map(({ id }) => wayOf(plan, id))).toEqual(['-y', '-y', '-y', '-y']);
    expect(new Set(legs.map(({ id }) => stepOf(plan, id))).size).toBe(1);
    expect(sides.map(({ id }) => wayOf(plan, id))).toEqual(['-x', '+x']);
    expect(stepOf(plan, 'side0')).toBe(stepOf(plan, 'side1'));
    expect(overlaps(plan, meshes)).toEqual([]);
  });

  test('[EX7] one part, nothing or what has no size does not come apart; the same parts give the same plan', () => {
    expect(planExplode([])).toEqual({ steps: 0, parts: [] });
    expect(planExplode([asPart('one', box([0, 0, 0], [1, 1, 1]))])).toEqual({ steps: 0, parts: [] });
    const point = { positions: [0, 0, 0], indices: [0, 0, 0] };
    expect(planExplode([asPart('a', point), asPart('b', point)])).toEqual({ steps: 0, parts: [] });
    expect(planExplode(boxWithLid())).toEqual(planExplode(boxWithLid()));
  });

  test('[EX8] two hundred parts of a million triangles take seconds, and none flies off', () => {
    const meshes = Array.from({ length: 200 }, (_, k) => {
      const [x, z] = [k % 20, Math.floor(k / 20)];
      return asPart(`pin${k}`, pipe([x * 0.03, 0.02, z * 0.03], 0, 0.01, 0.05, 830));
    });
    meshes[0] = asPart('plate', box([-0.02, 0, -0.02], [0.6, 0.02, 0.3]));
    const triangles = meshes.reduce((sum, { indices }) => sum + indices.length / 3, 0);
    expect(triangles).toBeGreaterThan(950_000);
    const start = performance.now();
    const plan = planExplode(meshes);
    expect(performance.now() - start).toBeLessThan(8_000);
    expect(plan.parts).toHaveLength(199);
    expect(Math.max(...plan.parts.map(({ offset }) => Math.hypot(...offset)))).toBeLessThan(1);
  });
});

describe('the exploded view of real products', () => {
  test('[EX9] the racquet: handle along its length, strings and their plastic off the frame upright', async ({
    skip,
  }) => {
    const document = await readModel('TennisRacquet/TennisRacquet.gltf', skip);
    const { meshes } = findParts(document, { split: false });
    const named = new Map(meshes.map(({ id, name }) => [name, id]));
    const plan = planExplode(meshes);
    expect([...named.keys()].sort()).toEqual(['handle', 'rim', 'string_connectors', 'strings']);
    expect(stays(plan, named.get('rim')!)).toBe(true);
    expect(wayOf(plan, named.get('handle')!)).toBe('+z');
    expect(wayOf(plan, named.get('strings')!)).toBe('+y');
    expect(wayOf(plan, named.get('string_connectors')!)).toBe('+y');
    expect(overlaps(plan, meshes)).toEqual([]);
  });

  test('[EX10] the mixer, one mesh: head, whisk, bowl and plate above the stand in their order, small parts by their hosts', async ({
    skip,
  }) => {
    const document = await readModel('Mixer/Mixer.glb', skip);
    const { parts, meshes } = findParts(document, { split: true });
    const plan = planExplode(meshes);
    const id = (name: string): string => parts.find((part) => part.name === name)!.id;
    const [bowl, stand, head, plate, knob, wire] = [1, 2, 3, 4, 5, '7.1'].map((part) => id(`Part ${part}`));
    expect(stays(plan, stand!)).toBe(true);
    const heights = [plate!, bowl!, wire!, head!].map((one) => offsetOf(plan, one)[1]);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(plan.parts.find((part) => part.id === knob)?.on).toBe(head);
    expect(offsetOf(plan, knob!)[1]).toBeCloseTo(offsetOf(plan, head!)[1], 6);
    expect(new Set([1, 2, 3, 4, 5].map((k) => stepOf(plan, id(`Part 7.${k}`)))).size).toBe(1);
    expect(
      overlaps(
        plan,
        meshes.filter((mesh) => !mesh.name.startsWith('Part 7.')),
      ),
    ).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FloorPoint, isWalkable, type Walkable } from '../../shared/model/geometry.ts';
import { openPaths, type Paths } from './paths.ts';
import { openWalker } from './walker.ts';

const { walkable, stands } = JSON.parse(readFileSync('scenes/atelier/atelier.scene.json', 'utf8')) as {
  walkable: Walkable;
  stands: { position: [number, number, number] }[];
};
const START: FloorPoint = [-6.5, 3.4];
const STILL = { ahead: 0, aside: 0, hurry: false };
let paths: Paths;
beforeAll(async () => {
  paths = await openPaths(walkable);
});
afterAll(() => {
  paths.dispose();
  paths.dispose();
  expect(paths.find(START, [6, 0])).toEqual([]);
});

/** Whether one can walk a line, give or take a cell of the mesh. */
function free(from: FloorPoint, to: FloorPoint): boolean {
  const near = [-0.12, 0, 0.12];
  for (let part = 0; part <= 1; part += 0.02) {
    const [x, z] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    if (!near.some((dx) => near.some((dz) => isWalkable(walkable, x + dx, z + dz)))) return false;
  }
  return true;
}

test('[WA5] a way leads around furniture, corner by corner, to the goal', () => {
  for (const goal of [
    [6.5, -1],
    [-3.8, -5],
    [0.8, 4],
    [6.5, 5],
  ] as FloorPoint[]) {
    const way = paths.find(START, goal);
    expect(way.length).toBeGreaterThan(0);
    const end = way.at(-1)!;
    expect(Math.hypot(end[0] - goal[0], end[1] - goal[1])).toBeLessThan(0.15);
    [START, ...way].slice(1).forEach((corner, index) => {
      expect(free([START, ...way][index]!, corner)).toBe(true);
    });
  }
});

test('[WA5] one who walks by it arrives behind every stand, where the straight line would end at the stand', () => {
  for (const { position } of stands) {
    const [x, , z] = position;
    const away = Math.atan2(z - START[1], x - START[0]);
    const goal: FloorPoint = [x + Math.cos(away) * 1.3, z + Math.sin(away) * 1.3];
    if (!isWalkable(walkable, ...goal)) continue;
    const walker = openWalker(walkable);
    walker.place(...START);
    walker.goTo(goal[0], goal[1], 1, paths.find(START, goal));
    for (let frame = 0; frame < 60 * 30 && walker.walkingTo; frame++) walker.step(1 / 60, STILL, 0);
    expect(Math.hypot(walker.x - goal[0], walker.z - goal[1])).toBeLessThan(0.3);
    expect(walker.yaw).toBe(1);
  }
});

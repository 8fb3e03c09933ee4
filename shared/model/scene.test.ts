import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { clampToWalkable, isWalkable } from './geometry.ts';
import { groundHeight } from './ground.ts';
import { type Scene, sceneSchema } from './scene.ts';

const ROOT = join(import.meta.dirname, '..', '..', 'scenes');
const names = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const read = (name: string): Scene =>
  sceneSchema.parse(JSON.parse(readFileSync(join(ROOT, name, `${name}.scene.json`), 'utf8')));

/** Metres within which a clamped place still counts as the same place. */
const NEAR_METRES = 0.6;

test.each(names)('[SC1] the scene %s fits the format and is named as its file', (name) => {
  expect(read(name).name).toBe(name);
});

test.each(names)('[SC2] in %s one arrives where one may stand, and not on each other', (name) => {
  const { spawn, walkable } = read(name);
  const stuck = spawn.filter(({ position: [x, z] }) => !isWalkable(walkable, x, z));
  expect(stuck).toEqual([]);
  for (const [index, a] of spawn.entries())
    for (const b of spawn.slice(index + 1))
      expect(Math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1])).toBeGreaterThan(0.5);
});

test.each(names)('[SC9] in %s doors lead somewhere and can be reached; seats are apart', (name) => {
  const { portals, seats, walkable } = read(name);
  for (const {
    position: [x, , z],
    yaw,
    to,
  } of portals) {
    expect(to).not.toBe(name);
    const before = clampToWalkable(walkable, x - Math.sin(yaw), z - Math.cos(yaw));
    expect(Math.hypot(before.x - x, before.z - z)).toBeLessThan(2);
  }
  const sorted = seats.map(({ position: [x, , z] }) => [x, z] as const).sort((a, b) => a[0] - b[0]);
  for (const [index, a] of sorted.entries())
    for (const b of sorted.slice(index + 1)) {
      if (b[0] - a[0] > 0.45) break;
      expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(0.45);
    }
});

test.each(names)(
  '[SC10] the floor of %s has a height everywhere, and none that one falls through',
  (name) => {
    const { walkable, size } = read(name);
    for (let x = -size[0] / 2; x < size[0] / 2; x += 0.5)
      for (let z = -size[2] / 2; z < size[2] / 2; z += 0.5)
        if (isWalkable(walkable, x, z)) {
          const height = groundHeight(walkable.heights, x, z);
          expect(height).toBeGreaterThanOrEqual(0);
          expect(height).toBeLessThan(size[1] - 2);
        }
  },
);

test.each(names)('[SC13] windows of %s are glazed in its walls, facing the room', (name) => {
  const { glass, size, walkable } = read(name);
  const middle = clampToWalkable(walkable, 0, 0);
  for (const { position, yaw, width, height } of glass) {
    const [x, y, z] = position;
    const outside = Math.max(Math.abs(x) - size[0] / 2, Math.abs(z) - size[2] / 2);
    expect(Math.abs(outside)).toBeLessThan(0.5);
    expect(y + height).toBeLessThanOrEqual(size[1]);
    expect(width).toBeLessThanOrEqual(Math.max(size[0], size[2]));
    expect((x - middle.x) * Math.sin(yaw) + (z - middle.z) * Math.cos(yaw)).toBeGreaterThan(0);
  }
});

test('[SC11] the published JSON schema is that of the format', () => {
  const published = JSON.parse(readFileSync(join(ROOT, 'scene.schema.json'), 'utf8'));
  expect(published).toEqual(z.toJSONSchema(sceneSchema));
});

test.each(names)('[SC3] in %s each stand is looked at from a place where one may stand', (name) => {
  const { stands, walkable, firstView } = read(name);
  const views = [
    ...stands.map(({ id, view }) => ({ id, from: view.from })),
    { id: 'first view', from: firstView.from },
  ];
  const far = views.filter(({ from: [x, , z] }) => {
    const place = clampToWalkable(walkable, x, z);
    return Math.hypot(place.x - x, place.z - z) > NEAR_METRES;
  });
  expect(far).toEqual([]);
});

test.each(names)('[SC4] in %s stands and screens are inside the room, each with its own id', (name) => {
  const { stands, screens, size } = read(name);
  const inside = ([x, y, z]: readonly [number, number, number]) =>
    Math.abs(x) <= size[0] / 2 && y >= 0 && y <= size[1] && Math.abs(z) <= size[2] / 2;
  expect(
    [...stands.map((s) => s.position), ...screens.map((s) => s.centre)].filter((p) => !inside(p)),
  ).toEqual([]);
  const ids = [...stands, ...screens].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(names)('[SC5] the screens of %s are 16:9 and off the floor', (name) => {
  for (const { width, height, centre } of read(name).screens) {
    expect(width / height).toBeCloseTo(16 / 9, 3);
    expect(centre[1] - height / 2).toBeGreaterThan(0.2);
  }
});

test.each(names)('[SC6] wherever one wishes to be in %s, one ends where one may stand', (name) => {
  const { walkable, size } = read(name);
  const metres = (width: number) => fc.double({ min: -width, max: width, noNaN: true });
  fc.assert(
    fc.property(metres(size[0]), metres(size[2]), (x, z) => {
      const place = clampToWalkable(walkable, x, z);
      expect(isWalkable(walkable, place.x, place.z)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('[SC1] what is not a scene is refused', () => {
  const scene = read(names[0]!);
  for (const wrong of [
    { spawn: [] },
    { name: 'Not A Name' },
    { walkable: { outline: [[0, 0]], holes: [] } },
    { screens: [{ ...scene.screens[0], width: -1 }] },
    { size: [1, 2] },
  ])
    expect(sceneSchema.safeParse({ ...scene, ...wrong }).success).toBe(false);
});

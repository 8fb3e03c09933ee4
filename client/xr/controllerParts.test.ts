import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type ControllerPart, layParts, shareOf } from './controllerParts.ts';
import { rigid } from './matrices.ts';

const FOLDER = 'assets/hands';
const read = (file: string) => JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8'));
type Facts = { name: string; profiles: string[]; left: ControllerPart[]; right: ControllerPart[] };
const controllers: Facts[] = read('hands.json');
const HANDS = ['left', 'right'] as const;

/** Bones of a controller with a gamepad, the grip at rest over the floor. */
function laid(
  parts: readonly ControllerPart[],
  buttons: Record<number, number>,
  axes: number[],
): Float32Array {
  const places = new Float32Array(32 * 16);
  rigid(0, 0, 0, 0, 0, 0, 1, places, 0);
  const values = Array.from({ length: 8 }, (_, at) => ({ value: buttons[at] ?? 0 }));
  layParts(parts, { buttons: values, axes }, places);
  return places;
}
/** Where a point of a bone goes. */
const moved = (places: Float32Array, bone: number, [x = 0, y = 0, z = 0]: readonly number[]): number[] =>
  [0, 1, 2].map((row) => {
    const at = bone * 16 + row;
    return places[at]! * x + places[at + 4]! * y + places[at + 8]! * z + places[at + 12]!;
  });
const apart = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((value, at) => value - b[at]!));

test.each(controllers.flatMap((one) => HANDS.map((side) => [one.name, side, one[side]] as const)))(
  '[PS18] the %s controller in the %s hand rests as it was made, and trigger, squeeze and stick move',
  (_name, _side, parts) => {
    const rest = laid(parts, {}, [0, 0, 0, 0]);
    const inputs = new Set<string>();
    for (const [at, part] of parts.entries()) {
      expect(part.on).toBeLessThanOrEqual(at);
      const beside = part.pivot.map((value) => value + 0.01);
      expect(apart(moved(rest, at + 1, beside), beside)).toBeLessThan(0.0005);
      const full = laid(parts, { [part.button ?? -1]: 1 }, [
        0,
        0,
        part.axis === 2 ? 1 : 0,
        part.axis === 3 ? 1 : 0,
      ]);
      const far = apart(moved(full, at + 1, beside), moved(rest, at + 1, beside));
      expect(far).toBeGreaterThan(0.0004);
      expect(far).toBeLessThan(0.02);
      inputs.add(part.axis === undefined ? `button ${part.button}` : `axis ${part.axis}`);
    }
    expect([...inputs]).toEqual(expect.arrayContaining(['button 0', 'button 1', 'axis 2', 'axis 3']));
  },
);

test('[PS18] what is pressed beyond its end, or without a gamepad, stays within its ends', () => {
  const [part] = controllers[0]!.left as [ControllerPart];
  expect(shareOf(part, undefined)).toBe(0);
  expect(shareOf({ ...part, axis: 2 }, undefined)).toBe(0.5);
  expect(shareOf({ ...part, axis: 2 }, { buttons: [], axes: [0, 0, 3] })).toBe(1);
});

test('[PS18] every file of hands and controllers is listed with its source, licence and size, and keeps its budget', () => {
  type Entry = { file: string; source: string; licence: string; bytes: number; budget: number };
  const manifest: Entry[] = read('manifest.json');
  const names = [...controllers.map(({ name }) => name), 'hand'];
  expect(manifest.map(({ file }) => file).sort()).toEqual(
    names.flatMap((name) => HANDS.map((side) => `${name}-${side}.glb`)).sort(),
  );
  for (const { file, source, licence, bytes, budget } of manifest) {
    expect(statSync(`${FOLDER}/${file}`).size).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(budget);
    expect(budget).toBeLessThanOrEqual(80_000);
    expect([source, licence]).toEqual([expect.stringContaining('@webxr-input-profiles/assets'), 'MIT']);
  }
  expect(readFileSync(`${FOLDER}/LICENSE.md`, 'utf8')).toContain('MIT License');
});

test('[PS18] a hand has the joints that a browser tells, and each model is one draw call of few triangles', () => {
  for (const name of [...controllers.map((one) => one.name), 'hand'])
    for (const side of HANDS) {
      const bytes = readFileSync(`${FOLDER}/${name}-${side}.glb`);
      const json = JSON.parse(bytes.subarray(20, 20 + bytes.readUInt32LE(12)).toString());
      const primitives = json.meshes.flatMap((mesh: { primitives: unknown[] }) => mesh.primitives);
      expect(primitives).toHaveLength(1);
      expect(json.accessors[primitives[0].indices].count / 3).toBeLessThanOrEqual(7500);
      if (name !== 'hand') continue;
      const joints = json.skins[0].joints.map((at: number) => json.nodes[at].name as string);
      expect(joints).toHaveLength(25);
      expect(joints).toEqual(
        expect.arrayContaining(['wrist', 'thumb-tip', 'index-finger-tip', 'pinky-finger-metacarpal']),
      );
    }
});

import { BONE_FLOATS, pivotOf, point, type Skeleton } from '../bones.ts';

/** A body's bones as assets/authoring/avatars/skeleton.py has them: what each hangs on, and where it turns (metres). */
const CHAIN: Record<string, [on: string, x: number, y: number, z: number]> = {
  hips: ['', 0, 0.95, 0],
  spine: ['hips', 0, 1.04, 0],
  upperChest: ['spine', 0, 1.29, 0],
  neck: ['upperChest', 0, 1.43, -0.02],
  head: ['neck', 0, 1.51, -0.01],
  eyes: ['head', 0, 1.62, 0.07],
};
for (const [side, x] of [
  ['left', 1],
  ['right', -1],
] as const)
  Object.assign(CHAIN, {
    [`${side}Shoulder`]: ['upperChest', x * 0.03, 1.395, -0.015],
    [`${side}UpperArm`]: [`${side}Shoulder`, x * 0.15, 1.362, -0.015],
    [`${side}LowerArm`]: [`${side}UpperArm`, x * 0.248, 1.132, -0.024],
    [`${side}Hand`]: [`${side}LowerArm`, x * 0.332, 0.902, 0.004],
    [`${side}Fingers`]: [`${side}Hand`, x * 0.355, 0.822, 0.016],
    [`${side}UpperLeg`]: ['hips', x * 0.09, 0.9, 0],
    [`${side}LowerLeg`]: [`${side}UpperLeg`, x * 0.096, 0.49, 0.006],
    [`${side}Foot`]: [`${side}LowerLeg`, x * 0.1, 0.085, -0.02],
  });

const names = Object.keys(CHAIN);
const hangsOn = (name: string, on: string): boolean =>
  name === on || (name !== '' && hangsOn(CHAIN[name]?.[0] ?? '', on));

/** A body for tests. */
export const skeleton: Skeleton = {
  names,
  branches: names.map((on) => [...names.keys()].filter((each) => hangsOn(names[each]!, on))),
  pivots: Float32Array.from(names.flatMap((name) => CHAIN[name]!.slice(1) as number[])),
};

/** It stands as it was made. */
export function standing(): Float32Array {
  const line = new Float32Array(names.length * BONE_FLOATS);
  for (let bone = 0; bone < names.length; bone++)
    for (let axis = 0; axis < 3; axis++) line[bone * BONE_FLOATS + axis * 5] = 1;
  return line;
}

/** Where a bone turns in a line. */
export function whereIs(line: Float32Array, name: string): [number, number, number] {
  const at = point();
  pivotOf(line, skeleton, names.indexOf(name), at);
  return [at[0]!, at[1]!, at[2]!];
}

import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateCylinder } from '@babylonjs/core/Meshes/Builders/cylinderBuilder';
import { CreateSphere } from '@babylonjs/core/Meshes/Builders/sphereBuilder';
import type { Scene } from '@babylonjs/core/scene';
import { lineMaterial } from './reticle.ts';

type Point = { x: number; y: number; z: number };

/** A tape between two points of the room. */
export type Tape = {
  /** Sets the first point, then the second, then begins anew. */
  tap(at: Point): void;
  /** Where its loose end is now, while it has one. */
  trail(at: Point): void;
  /** Its length, metres: measured, or up to where one points now. */
  readonly metres: number | undefined;
  /** Whether both ends are set. */
  readonly done: boolean;
  clear(): void;
};

/** Opens a tape; freed with its scene. */
export function openTape(scene: Scene): Tape {
  const material = lineMaterial('tape', new Color3(0.86, 0.68, 0.36), scene);
  const line = CreateCylinder('tape', { height: 1, diameter: 0.006, tessellation: 8 }, scene);
  const ends = ['from', 'to'].map((name) =>
    CreateSphere(`tape ${name}`, { diameter: 0.022, segments: 8 }, scene),
  );
  for (const mesh of [line, ...ends]) mesh.material = material;
  const [first, second] = ends as [(typeof ends)[0], (typeof ends)[0]];
  const along = new Vector3();
  const up = Vector3.Up();
  let stage: 'empty' | 'open' | 'done' = 'empty';
  const show = (): void => {
    first.setEnabled(stage !== 'empty');
    second.setEnabled(stage !== 'empty');
    line.setEnabled(stage !== 'empty');
    second.position.subtractToRef(first.position, along);
    const metres = along.length();
    line.scaling.y = Math.max(metres, 1e-4);
    line.position.copyFrom(first.position).addInPlace(second.position).scaleInPlace(0.5);
    if (metres < 1e-4) return;
    along.scaleInPlace(1 / metres);
    line.rotationQuaternion ??= line.rotation.toQuaternion();
    turnFrom(up, along, line.rotationQuaternion);
  };
  show();
  return {
    tap(at) {
      const starts = stage !== 'open';
      if (starts) first.position.set(at.x, at.y, at.z);
      second.position.set(at.x, at.y, at.z);
      stage = starts ? 'open' : 'done';
      show();
    },
    trail(at) {
      if (stage !== 'open') return;
      second.position.set(at.x, at.y, at.z);
      show();
    },
    get metres() {
      return stage === 'empty' ? undefined : Vector3.Distance(first.position, second.position);
    },
    get done() {
      return stage === 'done';
    },
    clear() {
      stage = 'empty';
      show();
    },
  };
}

/** The rotation that takes one unit vector to another. */
function turnFrom(
  from: Vector3,
  to: Vector3,
  into: { set(x: number, y: number, z: number, w: number): unknown },
): void {
  const w = 1 + Vector3.Dot(from, to);
  if (w < 1e-6) return void into.set(1, 0, 0, 0);
  const x = from.y * to.z - from.z * to.y;
  const y = from.z * to.x - from.x * to.z;
  const z = from.x * to.y - from.y * to.x;
  const length = Math.hypot(x, y, z, w);
  into.set(x / length, y / length, z / length, w / length);
}

import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { distanceFor, FOV } from '../show/studio.ts';

/** Shares of the picture's width (`right`; negative: at the left) and height that panels cover, so that a product stands in the free part. */
export type Covered = { right: number; top: number; bottom: number };

/** What the camera is to show, metres. */
export type Box = { min: Vector3; max: Vector3 };

/** Keeps what one looks at in the free part of the picture. */
export type Framing = {
  /** The middle of what is framed. */
  middle: Vector3;
  /** Distance from which all of it is seen. */
  away(): number;
  radius(metres: number): number;
  beta(radians: number): number;
  /** Frames something else from now on. */
  frame(...boxes: readonly Box[]): void;
  setCovered(next: Covered): void;
  /** Moves the picture into the free part; to be called with each frame. */
  place(): void;
};

/** Opens the framing of a camera; `aspect` is the picture's width by its height. */
export function openFraming(
  camera: ArcRotateCamera,
  aspect: () => number,
  first: Box,
  covered: Covered,
): Framing {
  const middle = new Vector3();
  const offset = new Vector2();
  let size = 1;
  let free = 1;
  const away = (): number => distanceFor(size, aspect() * (1 - Math.abs(covered.right)) * free) * free;
  const clamp = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
  const setLimits = (): void => {
    free = 1 / (1 - covered.top - covered.bottom);
    camera.upperRadiusLimit = away() * 2.4;
  };
  const small = Math.max(Vector3.Distance(first.min, first.max) / 2, 1e-4);
  camera.lowerRadiusLimit = small * 0.25;
  const frame = (...boxes: readonly Box[]): void => {
    const min = boxes.map((box) => box.min).reduce(Vector3.Minimize);
    const max = boxes.map((box) => box.max).reduce(Vector3.Maximize);
    Vector3.CenterToRef(min, max, middle);
    size = Math.max(Vector3.Distance(min, max) / 2, 1e-4);
    camera.minZ = small / 80;
    camera.maxZ = size * 120;
    setLimits();
  };
  frame(first);
  return {
    middle,
    away,
    frame,
    radius: (metres) => clamp(camera.lowerRadiusLimit!, metres, camera.upperRadiusLimit!),
    beta: (radians) => clamp(camera.lowerBetaLimit!, radians, camera.upperBetaLimit!),
    setCovered(next) {
      covered = next;
      setLimits();
    },
    place() {
      const half = camera.radius * Math.tan(FOV / 2);
      camera.targetScreenOffset = offset.set(
        -covered.right * half * aspect(),
        (covered.bottom - covered.top) * half,
      );
    },
  };
}

import type { ArcRotateCamera } from '@babylonjs/core/Cameras/arcRotateCamera';
import { Vector2, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { distanceFor, FOV } from '../show/studio.ts';

/** Shares of the picture's width (`right`; negative: at the left) and height that panels cover, so that a product stands in the free part. */
export type Covered = { right: number; top: number; bottom: number };

/** What the camera is to show: a box, and how many times as large it gets when it is taken apart. */
export type Framed = { min: Vector3; max: Vector3; spread: number };

/** Keeps what one looks at in the free part of the picture. */
export type Framing = {
  /** The middle of what is framed. */
  middle: Vector3;
  /** Distance from which all of it is seen. */
  away(apart: boolean): number;
  radius(metres: number): number;
  beta(radians: number): number;
  /** Frames something else from now on. */
  frame(next: Framed): void;
  setCovered(next: Covered): void;
  /** Moves the picture into the free part; to be called with each frame. */
  place(): void;
};

/** Opens the framing of a camera; `aspect` is the picture's width by its height. */
export function openFraming(
  camera: ArcRotateCamera,
  aspect: () => number,
  first: Framed,
  covered: Covered,
): Framing {
  const middle = new Vector3();
  const offset = new Vector2();
  let size = 1;
  let spread = 1;
  let free = 1;
  const away = (apart: boolean): number => {
    const across = aspect() * (1 - Math.abs(covered.right)) * free;
    return distanceFor(size, across) * free * (apart ? spread : 1);
  };
  const clamp = (low: number, value: number, high: number): number => Math.min(high, Math.max(low, value));
  const setLimits = (): void => {
    free = 1 / (1 - covered.top - covered.bottom);
    camera.upperRadiusLimit = away(true) * 2.4;
  };
  const frame = (next: Framed): void => {
    Vector3.CenterToRef(next.min, next.max, middle);
    size = Math.max(Vector3.Distance(next.min, next.max) / 2, 1e-4);
    spread = next.spread;
    camera.minZ = size / 80;
    camera.maxZ = size * 120;
    camera.lowerRadiusLimit = size * 0.25;
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

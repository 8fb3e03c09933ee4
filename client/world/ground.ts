import { clampToWalkable, insidePolygon } from '../../shared/model/geometry.ts';
import { groundHeight } from '../../shared/model/ground.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';

/** A ray of sight: where it begins and its unit direction. */
export type Ray = {
  origin: { x: number; y: number; z: number };
  direction: { x: number; y: number; z: number };
};

/** The floor of a scene, with its steps and slopes. */
export type Ground = {
  /** Metres above the scene's zero. */
  height(x: number, z: number): number;
  /** Where a ray first meets the floor; undefined when it never does. Asked in each frame: the answer holds until the next question. */
  meet(ray: Ray): { x: number; y: number; z: number } | undefined;
  /** How far (metres, at most `reach`) one can go from a point within the outline of the scene, in a direction on the floor. */
  reach(x: number, z: number, directionX: number, directionZ: number, reach: number): number;
};

/** Metres of one step along a ray: thinner than a stair. */
const STEP_METRES = 0.12;
/** Metres beyond which nobody points. */
const FAR_METRES = 80;

/** The floor of a scene. */
export function openGround({ walkable, size }: Pick<SceneData, 'walkable' | 'size'>): Ground {
  const { heights, outline } = walkable;
  const height = (x: number, z: number): number => groundHeight(heights, x, z);
  const top = heights.reduce(
    (most, one) => Math.max(most, one.height ?? 0, one.slope?.from[1] ?? 0, one.slope?.to[1] ?? 0),
    0,
  );
  const met = { x: 0, y: 0, z: 0 };
  return {
    height,
    meet({ origin, direction }) {
      if (direction.y > -0.02) return undefined;
      // Above the highest step there is nothing to meet.
      let along = Math.max(0, (origin.y - top) / -direction.y);
      const floor = origin.y / -direction.y;
      for (; along < Math.min(floor, FAR_METRES); along += STEP_METRES) {
        const x = origin.x + direction.x * along;
        const z = origin.z + direction.z * along;
        const y = height(x, z);
        if (origin.y + direction.y * along > y) continue;
        met.x = x;
        met.y = y;
        met.z = z;
        return met;
      }
      if (floor > FAR_METRES) return undefined;
      met.x = origin.x + direction.x * floor;
      met.y = 0;
      met.z = origin.z + direction.z * floor;
      return met;
    },
    reach(x, z, directionX, directionZ, reach) {
      const start = insidePolygon(outline, x, z) ? undefined : clampToWalkable(walkable, x, z);
      const startX = start?.x ?? x;
      const startZ = start?.z ?? z;
      let free = 0;
      for (let far = STEP_METRES; far <= reach + STEP_METRES; far += STEP_METRES) {
        const at = Math.min(far, reach);
        const px = startX + directionX * at;
        const pz = startZ + directionZ * at;
        if (Math.abs(px) > size[0] / 2 || Math.abs(pz) > size[2] / 2) break;
        if (!insidePolygon(outline, px, pz)) break;
        free = at;
      }
      return free;
    },
  };
}

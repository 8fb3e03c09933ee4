import type { Ground } from '../world/ground.ts';

/** The way of a thrown ball, as points; `landed` where it met the floor. Written anew each time, nothing is allocated. */
export type Arc = {
  /** x, y, z of each point, from the hand on. */
  readonly points: Float32Array;
  /** How many of them lie above the floor. */
  count: number;
  readonly landed: { hit: boolean; x: number; y: number; z: number };
  /** Throws from a point along a unit vector. */
  throw(from: Point, dx: number, dy: number, dz: number): void;
};

type Point = { x: number; y: number; z: number };

const POINTS = 40;
/** Metres a second at which it leaves the hand, its fall, and seconds between two points. */
const THROW = { speed: 7.2, fall: 9.81, step: 0.04 } as const;

/** Opens the arc over a floor. */
export function openArc(ground: Pick<Ground, 'height'>): Arc {
  const points = new Float32Array(POINTS * 3);
  const landed = { hit: false, x: 0, y: 0, z: 0 };
  const arc: Arc = {
    points,
    count: 0,
    landed,
    throw(from, dx, dy, dz) {
      landed.hit = false;
      arc.count = 0;
      for (let at = 0; at < POINTS && !landed.hit; at++) {
        const time = at * THROW.step;
        const x = from.x + dx * THROW.speed * time;
        const z = from.z + dz * THROW.speed * time;
        let y = from.y + dy * THROW.speed * time - (THROW.fall / 2) * time * time;
        const floor = ground.height(x, z);
        if (at > 0 && y <= floor) {
          y = floor;
          landed.hit = true;
          landed.x = x;
          landed.y = floor;
          landed.z = z;
        }
        points[at * 3] = x;
        points[at * 3 + 1] = y;
        points[at * 3 + 2] = z;
        arc.count = at + 1;
      }
    },
  };
  return arc;
}

import { Color3 } from '@babylonjs/core/Maths/math.color';
import { discShape, layRibbon, openFlat, ribbonShape, ringShape } from '../world/flat.ts';
import type { Ray } from '../world/ground.ts';
import type { World } from '../world/world.ts';
import type { Headset } from './headset.ts';

/** What is drawn of pointing and moving: a ray or an arc from the hand, a ring where it ends, a veil before the eyes. */
export type Pointing = {
  /** A way from the hand, as points (x, y, z each). */
  way(points: Float32Array, count: number): void;
  noWay(): void;
  /** Where it ends; `free` tells whether one may go there. */
  ring(x: number, y: number, z: number, yaw: number, free: boolean): void;
  noRing(): void;
  /** Closes the view from outside in: 0 open, 1 all dark. */
  veil(share: number): void;
  dispose(): void;
};

const POINTS = 40;
const HALF_METRES = 0.003;
const OAK = new Color3(0.69, 0.55, 0.34);
const PAPER = new Color3(0.97, 0.955, 0.93);
const DARK = new Color3(0.02, 0.018, 0.016);
/** Metres over the floor at which the ring lies. */
const LIFT = 0.015;
/** Metres before the eyes, and how wide the veil is there. */
const VEIL = { away: 0.35, radius: 1.4 } as const;

/** Opens it for a headset. */
export function openPointing(world: World, headset: Headset): Pointing {
  const { scene } = world;
  const ribbon = ribbonShape(POINTS);
  const corners = ribbon.positions;
  const way = openFlat(scene, 'way of the hand', ribbon, PAPER);
  const ring = openFlat(scene, 'where one goes', ringShape(0.28, 0.24), OAK);
  const refused = openFlat(scene, 'where one can’t go', ringShape(0.16, 0.13), PAPER);
  const veil = openFlat(scene, 'veil', discShape(VEIL.radius, 0), DARK, true);
  veil.mesh.parent = headset.eyes;
  veil.mesh.position.z = -VEIL.away;
  way.setStrength(0.85);
  refused.setStrength(0.5);
  const hide = (): void => {
    ring.mesh.setEnabled(false);
    refused.mesh.setEnabled(false);
  };
  return {
    way(points, count) {
      layRibbon(corners, points, count, HALF_METRES);
      way.moved(corners);
      way.mesh.setEnabled(true);
    },
    noWay: () => way.mesh.setEnabled(false),
    ring(x, y, z, yaw, free) {
      hide();
      const shown = free ? ring : refused;
      shown.mesh.position.set(x, y + LIFT, z);
      shown.mesh.rotation.y = yaw;
      shown.mesh.setEnabled(true);
    },
    noRing: hide,
    veil(share) {
      veil.mesh.setEnabled(share > 0.01);
      veil.setStrength(Math.min(1, share * 2));
      // The last part of it closes the middle too.
      veil.setLeast(share >= 1 ? -1000 : 1 - share);
    },
    dispose() {
      for (const one of [way, ring, refused, veil]) one.dispose();
    },
  };
}

/** Lays a straight ray as two points. */
export function layRay(into: Float32Array, { origin, direction }: Ray, metres: number): void {
  into[0] = origin.x;
  into[1] = origin.y;
  into[2] = origin.z;
  into[3] = origin.x + direction.x * metres;
  into[4] = origin.y + direction.y * metres;
  into[5] = origin.z + direction.z * metres;
}

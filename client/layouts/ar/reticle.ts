import '@babylonjs/core/Materials/standardMaterial';
import { StandardMaterial } from '@babylonjs/core/Materials/standardMaterial';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Matrix, Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import { CreateBox } from '@babylonjs/core/Meshes/Builders/boxBuilder';
import { CreateTorus } from '@babylonjs/core/Meshes/Builders/torusBuilder';
import { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import type { Scene } from '@babylonjs/core/scene';
import type { Mount } from '../../../shared/model/layout.ts';
import type { Size } from '../goods.ts';
import type { Spot } from './surface.ts';

/** What the place at which one points looks like: free, taken, or not one for this. */
export type Mood = 'free' | 'taken';

/** The mark at the place at which one points, with the footprint of what would be put there. */
export type Reticle = {
  /** Lays it on a place, turned so that it faces along `yaw`; hides it without one. */
  lay(spot: Spot | undefined, yaw: number): void;
  /** What it frames of something on such a surface; nothing for a mere point. */
  setSize(size: Size | undefined, mount?: Mount): void;
  setMood(mood: Mood): void;
};

const COLOURS: Record<Mood, Color3> = {
  free: new Color3(0.97, 0.96, 0.93),
  taken: new Color3(0.84, 0.27, 0.24),
};
/** Metres: radius of the ring, thickness of its line, lift above the surface. */
const RING = 0.09;
const LINE = 0.008;
const LIFT = 0.004;

/** A line of light that nothing shades. */
export function lineMaterial(name: string, colour: Color3, scene: Scene): StandardMaterial {
  const material = new StandardMaterial(name, scene);
  material.disableLighting = true;
  material.emissiveColor = colour;
  return material;
}

/** Opens the reticle, with a ring at its middle or as a frame alone; freed with its scene. */
export function openReticle(scene: Scene, ringed = true): Reticle {
  const node = new TransformNode('reticle', scene);
  const material = lineMaterial('reticle', COLOURS.free.clone(), scene);
  const ring = CreateTorus('ring', { diameter: RING * 2, thickness: LINE, tessellation: 40 }, scene);
  ring.material = material;
  ring.parent = node;
  ring.setEnabled(ringed);
  const frame = new TransformNode('footprint', scene);
  frame.parent = node;
  const sides = [0, 1, 2, 3].map((side) => {
    const box = CreateBox(`side ${side}`, { size: 1 }, scene);
    box.material = material;
    box.parent = frame;
    return box;
  });
  // Where its front will be.
  const front = CreateBox('front', { width: 0.12, height: LINE, depth: LINE }, scene);
  front.material = material;
  front.parent = frame;
  const rotation = Matrix.Identity();
  const up = new Vector3();
  const ahead = new Vector3();
  const aside = new Vector3();
  node.rotationQuaternion = new Quaternion();
  node.setEnabled(false);
  return {
    lay(spot, yaw) {
      node.setEnabled(spot !== undefined);
      if (!spot) return;
      up.set(spot.nx, spot.ny, spot.nz);
      // On a wall the footprint's height runs up; on a floor its depth runs ahead.
      if (spot.mount === 'wall') ahead.set(0, -1, 0);
      else ahead.set(Math.sin(yaw), 0, Math.cos(yaw));
      Vector3.CrossToRef(up, ahead, aside);
      aside.normalize();
      Vector3.CrossToRef(aside, up, ahead);
      Matrix.FromXYZAxesToRef(aside, up, ahead, rotation);
      Quaternion.FromRotationMatrixToRef(rotation, node.rotationQuaternion!);
      node.position.set(spot.x + spot.nx * LIFT, spot.y + spot.ny * LIFT, spot.z + spot.nz * LIFT);
    },
    setSize(size, mount = 'floor') {
      frame.setEnabled(size !== undefined);
      if (!size) return;
      const [w, d] = [size[0], mount === 'wall' ? size[1] : size[2]];
      const lay = (index: number, x: number, z: number, width: number, depth: number): void => {
        sides[index]!.position.set(x, 0, z);
        sides[index]!.scaling.set(width, LINE / 2, depth);
      };
      lay(0, 0, -d / 2, w, LINE);
      lay(1, 0, d / 2, w, LINE);
      lay(2, -w / 2, 0, LINE, d);
      lay(3, w / 2, 0, LINE, d);
      front.position.set(0, 0, d / 2 + 0.04);
      front.scaling.set(Math.min(1, w / 0.24), 1, 1);
    },
    setMood(mood) {
      material.emissiveColor.copyFrom(COLOURS[mood]);
    },
  };
}

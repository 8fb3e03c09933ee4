import { Constants } from '@babylonjs/core/Engines/constants';
import { Effect } from '@babylonjs/core/Materials/effect';
import type { Color3 } from '@babylonjs/core/Maths/math.color';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { Scene } from '@babylonjs/core/scene';
import fragment from '../../shaders/flat.fragment.fx?raw';
import vertex from '../../shaders/flat.vertex.fx?raw';
import { openShaderMaterial } from './shaderMaterial.ts';
import { AROUND_LAYER, MOVING_LAYERS } from './stillness.ts';

Effect.ShadersStore.flatVertexShader = vertex;
Effect.ShadersStore.flatFragmentShader = fragment;

/** A flat thing of one colour, over what is there. */
export type Flat = {
  mesh: Mesh;
  /** Positions changed in place. */
  moved(positions: Float32Array): void;
  setStrength(strength: number): void;
  setLeast(least: number): void;
  dispose(): void;
};

type Shape = { positions: Float32Array; shades: Float32Array; indices: number[] };

/** Opens one; `through` draws it over everything, also where something stands before it. */
export function openFlat(scene: Scene, name: string, shape: Shape, colour: Color3, through = false): Flat {
  const mesh = new Mesh(name, scene);
  const data = new VertexData();
  data.positions = shape.positions;
  data.indices = shape.indices;
  data.applyToMesh(mesh, true);
  mesh.setVerticesData('shade', shape.shades, false, 1);
  mesh.isPickable = false;
  mesh.layerMask = MOVING_LAYERS | AROUND_LAYER;
  // Its corners move: it is always in the picture, and what is not shown is switched off.
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.setEnabled(false);
  const material = openShaderMaterial(name, scene, 'flat', {
    attributes: ['position', 'shade'],
    uniforms: ['world', 'viewProjection', 'colour', 'strength', 'least'],
    needAlphaBlending: true,
  });
  material.backFaceCulling = false;
  material.disableDepthWrite = true;
  if (through) material.depthFunction = Constants.ALWAYS;
  material.setColor3('colour', colour);
  material.setFloat('strength', 1);
  material.setFloat('least', 0);
  mesh.material = material;
  mesh.alphaIndex = through ? 10_000 : 5000;
  return {
    mesh,
    moved: (positions) => mesh.updateVerticesData('position', positions),
    setStrength: (strength) => void material.setFloat('strength', strength),
    setLeast: (least) => void material.setFloat('least', least),
    dispose() {
      material.dispose();
      mesh.dispose();
    },
  };
}

/** A ring on the floor, with a notch where one will look: outer and inner radius in metres. */
export function ringShape(outer: number, inner: number, sides = 40): Shape {
  const positions: number[] = [];
  const shades: number[] = [];
  const indices: number[] = [];
  for (let side = 0; side <= sides; side++) {
    const angle = (side / sides) * 2 * Math.PI;
    for (const radius of [inner, outer]) {
      positions.push(Math.sin(angle) * radius, 0, -Math.cos(angle) * radius);
      shades.push(1);
    }
    if (side < sides)
      indices.push(side * 2, side * 2 + 1, side * 2 + 2, side * 2 + 2, side * 2 + 1, side * 2 + 3);
  }
  const at = positions.length / 3;
  positions.push(-outer * 0.45, 0, -outer * 1.15, outer * 0.45, 0, -outer * 1.15, 0, 0, -outer * 1.75);
  shades.push(1, 1, 1);
  indices.push(at, at + 1, at + 2);
  return { positions: new Float32Array(positions), shades: new Float32Array(shades), indices };
}

/** An upright disc, full at its edge and so much in its middle: unseen there, it is a veil before the eyes. */
export function discShape(radius: number, middle: number, sides = 48): Shape {
  const positions: number[] = [0, 0, 0];
  const shades: number[] = [middle];
  const indices: number[] = [];
  for (let side = 0; side < sides; side++) {
    const angle = (side / sides) * 2 * Math.PI;
    positions.push(Math.cos(angle) * radius, Math.sin(angle) * radius, 0);
    shades.push(1);
    indices.push(0, side + 1, ((side + 1) % sides) + 1);
  }
  return { positions: new Float32Array(positions), shades: new Float32Array(shades), indices };
}

/** A ribbon along so many points at most, fading to its end. */
export function ribbonShape(points: number): Shape {
  const shades = Float32Array.from(
    { length: points * 2 },
    (_, at) => 1 - 0.75 * (Math.floor(at / 2) / (points - 1)),
  );
  const indices: number[] = [];
  for (let at = 0; at < points - 1; at++) {
    const first = at * 2;
    indices.push(first, first + 1, first + 2, first + 2, first + 1, first + 3);
  }
  return { positions: new Float32Array(points * 6), shades, indices };
}

/** Lays a ribbon's corners along points (x, y, z each), half so wide to both sides; what is over lies on its end. */
export function layRibbon(into: Float32Array, points: Float32Array, count: number, half: number): void {
  const last = Math.max(0, count - 1);
  for (let at = 0; at * 6 < into.length; at++) {
    const here = Math.min(at, last) * 3;
    const next = Math.min(at + 1, last) * 3;
    const before = next === here ? Math.max(0, here - 3) : here;
    const dx = points[next]! - points[before]!;
    const dz = points[next + 2]! - points[before + 2]!;
    const length = Math.sqrt(dx * dx + dz * dz);
    const sx = length === 0 ? half : (-dz / length) * half;
    const sz = length === 0 ? 0 : (dx / length) * half;
    into[at * 6] = points[here]! - sx;
    into[at * 6 + 1] = points[here + 1]!;
    into[at * 6 + 2] = points[here + 2]! - sz;
    into[at * 6 + 3] = points[here]! + sx;
    into[at * 6 + 4] = points[here + 1]!;
    into[at * 6 + 5] = points[here + 2]! + sz;
  }
}

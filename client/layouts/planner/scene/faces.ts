import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { Scene } from '@babylonjs/core/scene';

/** A point in space, metres. */
export type Vec = readonly [x: number, y: number, z: number];

/** Flat faces that become one mesh, seen from the side their corners go around counterclockwise: Babylon counts the other way. */
export type Faces = {
  /** Four corners around; `uv` gives each its place in the texture, `alpha` its opacity. */
  quad(
    corners: readonly [Vec, Vec, Vec, Vec],
    uv?: readonly (readonly [number, number])[],
    alpha?: readonly number[],
  ): void;
  triangle(a: Vec, b: Vec, c: Vec, uv: readonly (readonly [number, number])[]): void;
  mesh(name: string, scene: Scene): Mesh;
};

const PLAIN = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Begins a set of faces; `turned` ones are seen from the other side. */
export function openFaces(turned = false): Faces {
  const positions: number[] = [];
  const normals: number[] = [];
  const uvs: number[] = [];
  const colors: number[] = [];
  const indices: number[] = [];
  let isSheer = false;
  const add = (
    corners: readonly Vec[],
    uv: readonly (readonly [number, number])[],
    alpha?: readonly number[],
  ): void => {
    const first = positions.length / 3;
    const normal = facing(corners[0]!, corners[1]!, corners[2]!);
    corners.forEach((corner, at) => {
      positions.push(...corner);
      normals.push(...normal.map((one) => (turned ? -one : one)));
      uvs.push(...uv[at]!);
      colors.push(1, 1, 1, alpha?.[at] ?? 1);
    });
    isSheer ||= alpha !== undefined;
    for (let at = 2; at < corners.length; at++)
      indices.push(first, ...(turned ? [first + at - 1, first + at] : [first + at, first + at - 1]));
  };
  return {
    quad: (corners, uv = PLAIN, alpha) => add(corners, uv, alpha),
    triangle: (a, b, c, uv) => add([a, b, c], uv),
    mesh(name, scene) {
      const mesh = new Mesh(name, scene);
      const data = new VertexData();
      Object.assign(data, { positions, normals, uvs, indices });
      if (isSheer) data.colors = colors;
      if (indices.length > 0) data.applyToMesh(mesh);
      mesh.hasVertexAlpha = isSheer;
      mesh.isPickable = false;
      return mesh;
    },
  };
}

function facing(a: Vec, b: Vec, c: Vec): Vec {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  const [x, y, z] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

/** Adds the six faces of a box that lies along a wall: `along` and `into` are directions on the floor. */
export function addBox(
  faces: Faces,
  at: (along: number, up: number, into: number) => Vec,
  [from, to]: readonly [number, number],
  [bottom, top]: readonly [number, number],
  [back, front]: readonly [number, number],
): void {
  faces.quad([at(from, bottom, front), at(to, bottom, front), at(to, top, front), at(from, top, front)]);
  faces.quad([at(to, bottom, back), at(from, bottom, back), at(from, top, back), at(to, top, back)]);
  faces.quad([at(from, top, front), at(to, top, front), at(to, top, back), at(from, top, back)]);
  faces.quad([at(from, bottom, back), at(to, bottom, back), at(to, bottom, front), at(from, bottom, front)]);
  faces.quad([at(from, bottom, back), at(from, bottom, front), at(from, top, front), at(from, top, back)]);
  faces.quad([at(to, bottom, front), at(to, bottom, back), at(to, top, back), at(to, top, front)]);
}

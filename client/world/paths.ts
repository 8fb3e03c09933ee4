import { init, type NavMesh, NavMeshQuery } from '@recast-navigation/core';
import { generateSoloNavMesh } from '@recast-navigation/generators';
import { type FloorPoint, isWalkable, type Walkable } from '../../shared/model/geometry.ts';

/** Ways around furniture. `dispose` frees the mesh; twice is once. */
export type Paths = {
  /** The corners of the shortest way, the goal last; empty when there is none. */
  find(from: FloorPoint, to: FloorPoint): FloorPoint[];
  dispose(): void;
};

/** Metres of one cell of the floor from which the navigation mesh is made. */
const CELL = 0.1;

/** Makes the navigation mesh of a walkable area (Recast); `wasm` is the library's compiled part, its own default if left out. */
export async function openPaths(area: Walkable, wasm?: Parameters<typeof init>[0]): Promise<Paths> {
  await init(wasm);
  const { positions, indices } = floorOf(area);
  const made = generateSoloNavMesh(positions, indices, {
    cs: CELL,
    ch: CELL,
    walkableRadius: 1, // in cells: corners stay off the edges, so that one does not hang on them
    walkableHeight: 1,
    walkableClimb: 1,
  });
  if (!made.success) throw new Error(`no navigation mesh: ${made.error}`);
  let mesh: NavMesh | undefined = made.navMesh;
  const query = new NavMeshQuery(mesh);
  return {
    find(from, to) {
      if (!mesh) return [];
      const { success, path } = query.computePath(point(from), point(to));
      if (!success) return [];
      return path.slice(1).map(({ x, z }) => [x, z] as const);
    },
    dispose() {
      if (!mesh) return;
      mesh = undefined;
      query.destroy();
      made.navMesh.destroy();
    },
  };
}

const point = ([x, z]: FloorPoint) => ({ x, y: 0, z });

/** The walkable floor as small squares of two triangles each. */
function floorOf({ outline, holes }: Walkable): { positions: number[]; indices: number[] } {
  const xs = outline.map(([x]) => x);
  const zs = outline.map(([, z]) => z);
  const positions: number[] = [];
  const indices: number[] = [];
  for (let x = Math.min(...xs); x < Math.max(...xs); x += CELL)
    for (let z = Math.min(...zs); z < Math.max(...zs); z += CELL) {
      if (!isWalkable({ outline, holes }, x + CELL / 2, z + CELL / 2)) continue;
      const first = positions.length / 3;
      positions.push(x, 0, z, x, 0, z + CELL, x + CELL, 0, z + CELL, x + CELL, 0, z);
      indices.push(first, first + 1, first + 2, first, first + 2, first + 3);
    }
  positions.push(Math.min(...xs), 2, Math.min(...zs)); // the library wants a room with a height
  return { positions, indices };
}

import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { openSolid, type Solid } from './solid.ts';
import type { Bounds } from './solidMark.ts';
import type { Pieces } from './solidParts.ts';
import type { World } from './world.ts';

/** What is in the way of the camera: nothing at first, the room within some frames, and what `furnish` says. */
export type Obstacles = { solid: Solid; dispose(): void };

/** Metres around the walkable outline, and above its highest floor, where a camera may get to. */
const AROUND_METRES = 0.5;
const ABOVE_METRES = 5;
/** Metres below the floor that are looked at: the floor itself is solid. */
const BELOW_METRES = 0.25;
/** Milliseconds of each frame that go into it: at least so many, or a share of a long one. */
const SLICE = { ms: 3, share: 0.08 } as const;

/** Finds out what is solid of a room that stands, a slice after each drawn frame. */
export function openObstacles(world: World, data: SceneData, meshes: readonly AbstractMesh[]): Obstacles {
  const solid = openSolid(cameraBounds(data));
  const work = fillFrom(solid, meshes);
  let last = performance.now();
  const stop = world.onDrawn(() => {
    const now = performance.now();
    const end = now + Math.max(SLICE.ms, (now - last) * SLICE.share);
    last = now;
    while (performance.now() < end) if (work.next().done) return stop();
  });
  return { solid, dispose: stop };
}

/** The box in which a camera can be. */
export function cameraBounds({ walkable, size }: Pick<SceneData, 'walkable' | 'size'>): Bounds {
  const xs = walkable.outline.map(([x]) => x);
  const zs = walkable.outline.map(([, z]) => z);
  const floors = walkable.heights.flatMap(({ height = 0, slope }) => [
    height,
    slope?.from[1] ?? 0,
    slope?.to[1] ?? 0,
  ]);
  const high = Math.min(size[1] + BELOW_METRES, Math.max(0, ...floors) + ABOVE_METRES);
  return {
    low: [Math.min(...xs) - AROUND_METRES, -BELOW_METRES, Math.min(...zs) - AROUND_METRES],
    high: [Math.max(...xs) + AROUND_METRES, high, Math.max(...zs) + AROUND_METRES],
  };
}

function* fillFrom(solid: Solid, meshes: readonly AbstractMesh[]): Generator<undefined, void> {
  for (const mesh of meshes) {
    const pieces = inWorld(mesh);
    yield;
    if (pieces) yield* solid.fill(pieces);
  }
}

/** The triangles of a mesh in world metres: files keep positions as whole numbers, scaled by the node. */
function inWorld(mesh: AbstractMesh): Pieces | undefined {
  const stored = mesh.getVerticesData('position');
  const indices = mesh.getIndices();
  if (!stored || !indices) return undefined;
  const matrix = mesh.computeWorldMatrix(true).m;
  const positions = new Float32Array(stored.length);
  for (let i = 0; i < stored.length; i += 3)
    for (let axis = 0; axis < 3; axis++)
      positions[i + axis] =
        stored[i]! * matrix[axis]! +
        stored[i + 1]! * matrix[4 + axis]! +
        stored[i + 2]! * matrix[8 + axis]! +
        matrix[12 + axis]!;
  return { positions, indices };
}

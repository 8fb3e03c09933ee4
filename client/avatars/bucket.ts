import { Buffer } from '@babylonjs/core/Buffers/buffer';
import type { Mesh } from '@babylonjs/core/Meshes/mesh';

/** Everybody who is drawn with one mesh in this frame: one draw call, none when nobody is. */
export type Bucket = {
  /** Triangles of one person. */
  readonly triangles: number;
  /** How many are in it now. */
  readonly count: number;
  /** Empties it, before a frame. */
  clear(): void;
  /** Adds a person; see crowd.vertex.fx for what the numbers mean. */
  put(
    x: number,
    y: number,
    z: number,
    turn: number,
    rowA: number,
    rowB: number,
    share: number,
    palette: number,
    fade: number,
  ): void;
  /** Hands the people over to the graphics card. */
  flush(): void;
  /** Frees mesh and material; pictures that others use stay. */
  dispose(): void;
};

const FLOATS = 9;
const FIRST_PLACES = 16;

/** Opens a bucket over a mesh, which is then its own. */
export function openBucket(mesh: Mesh): Bucket {
  let data = new Float32Array(FIRST_PLACES * FLOATS);
  let count = 0;
  mesh.isPickable = false;
  mesh.isVisible = false;
  mesh.alwaysSelectAsActiveMesh = true;
  mesh.doNotSyncBoundingInfo = true;
  mesh.hasVertexAlpha = false;
  const attach = (): Buffer => {
    const made = new Buffer(mesh.getEngine(), data, true, FLOATS, false, true);
    mesh.setVerticesBuffer(made.createVertexBuffer('placing', 0, 4), false);
    mesh.setVerticesBuffer(made.createVertexBuffer('motion', 4, 4), false);
    mesh.setVerticesBuffer(made.createVertexBuffer('fade', 8, 1), false);
    return made;
  };
  let buffer = attach();
  const grow = (): void => {
    const larger = new Float32Array(data.length * 2);
    larger.set(data);
    data = larger;
    buffer.dispose();
    buffer = attach();
  };
  return {
    triangles: mesh.getTotalIndices() / 3,
    get count() {
      return count;
    },
    clear() {
      count = 0;
    },
    put(x, y, z, turn, rowA, rowB, share, palette, fade) {
      if ((count + 1) * FLOATS > data.length) grow();
      const at = count++ * FLOATS;
      data[at] = x;
      data[at + 1] = y;
      data[at + 2] = z;
      data[at + 3] = turn;
      data[at + 4] = rowA;
      data[at + 5] = rowB;
      data[at + 6] = share;
      data[at + 7] = palette;
      data[at + 8] = fade;
    },
    flush() {
      mesh.isVisible = count > 0;
      mesh.forcedInstanceCount = count;
      if (count > 0) buffer.updateDirectly(data, 0, count);
    },
    dispose() {
      mesh.material?.dispose();
      mesh.dispose();
      buffer.dispose();
    },
  };
}

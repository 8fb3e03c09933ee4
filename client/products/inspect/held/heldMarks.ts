import '@babylonjs/core/Engines/Extensions/engine.dynamicTexture';
import { DynamicTexture } from '@babylonjs/core/Materials/Textures/dynamicTexture';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import { Mesh } from '@babylonjs/core/Meshes/mesh';
import { VertexData } from '@babylonjs/core/Meshes/mesh.vertexData';
import type { Scene } from '@babylonjs/core/scene';
import type { Hotspot } from '../../../../shared/model/authoring.ts';
import { openPictureMaterial } from '../../../world/pictureMaterial.ts';
import type { Explosion } from '../../show/explosion.ts';
import type { ShownModel } from '../../show/model.ts';
import type { Marks } from '../marks.ts';

/** The marks of a product that is held: numbered discs on its surface, all in one mesh. */
export type HeldMarks = Marks & {
  /** The mark that a ray in the product's axes means. */
  meet(x: number, y: number, z: number, dx: number, dy: number, dz: number): Hotspot | undefined;
};

/** Metres: how large a disc is however large the product is held, how far it lies before the surface, how near a ray must pass. */
const DISC = { half: 0.012, before: 0.003, near: 0.018 } as const;
const CELL_PX = 64;
const ACROSS = 4;

/** Opens them; they go along with their parts. */
export function openHeldMarks(
  model: ShownModel,
  explosion: Explosion,
  hotspots: readonly Hotspot[],
  scene: Scene,
): HeldMarks {
  const places = hotspots.map(({ at }) => Vector3.FromArray(at));
  const normals = hotspots.map(({ normal }) => Vector3.FromArray(normal).normalize());
  const corners = new Float32Array(hotspots.length * 12);
  const { mesh, dispose } = openDiscs(hotspots.length, corners, scene);
  mesh.parent = model.root;
  const offset = new Vector3();
  let shown = true;
  let laid = { share: -1, scale: -1 };
  const lay = (): void => {
    const scale = model.root.scaling.x;
    for (const [index, { at, part }] of hotspots.entries()) {
      explosion.offsetOf(part, offset);
      const place = places[index]!;
      place.set(at[0] + offset.x, at[1] + offset.y, at[2] + offset.z);
      layDisc(corners, index, place, normals[index]!, scale);
    }
    mesh.updateVerticesData('position', corners);
  };
  return {
    setShown(on) {
      shown = on;
      mesh.setEnabled(on && hotspots.length > 0);
    },
    where(id, target) {
      const place = places[hotspots.findIndex((one) => one.id === id)];
      return place && target.copyFrom(place);
    },
    place() {
      const scale = model.root.scaling.x;
      if (!shown || hotspots.length === 0 || (laid.share === explosion.share && laid.scale === scale)) return;
      laid = { share: explosion.share, scale };
      lay();
    },
    meet(x, y, z, dx, dy, dz) {
      if (!shown) return undefined;
      const near = DISC.near / model.root.scaling.x;
      const far = Math.hypot(dx, dy, dz);
      return hotspots.find((_, index) => {
        const place = places[index]!;
        const [ax, ay, az] = [place.x - x, place.y - y, place.z - z];
        const along = (ax * dx + ay * dy + az * dz) / far;
        const faces = normals[index]!.x * dx + normals[index]!.y * dy + normals[index]!.z * dz < 0;
        return faces && along > 0 && ax * ax + ay * ay + az * az - along * along < near * near;
      });
    },
    dispose,
  };
}

const side = new Vector3();
const up = new Vector3();

/** Lays a disc's corners across its surface's normal. */
function layDisc(into: Float32Array, index: number, at: Vector3, normal: Vector3, scale: number): void {
  Vector3.CrossToRef(
    Math.abs(normal.y) > 0.9 ? Vector3.LeftHandedForwardReadOnly : Vector3.UpReadOnly,
    normal,
    side,
  );
  side.normalize();
  Vector3.CrossToRef(normal, side, up);
  const half = DISC.half / scale;
  const before = DISC.before / scale;
  for (let corner = 0; corner < 4; corner++) {
    const across = corner === 0 || corner === 3 ? -half : half;
    const high = corner < 2 ? -half : half;
    const to = index * 12 + corner * 3;
    into[to] = at.x + side.x * across + up.x * high + normal.x * before;
    into[to + 1] = at.y + side.y * across + up.y * high + normal.y * before;
    into[to + 2] = at.z + side.z * across + up.z * high + normal.z * before;
  }
}

function openDiscs(count: number, corners: Float32Array, scene: Scene) {
  const rows = Math.max(1, Math.ceil(count / ACROSS));
  const size = { width: ACROSS * CELL_PX, height: rows * CELL_PX };
  const texture = new DynamicTexture('marks', size, scene, true);
  paintNumbers(texture.getContext() as CanvasRenderingContext2D, count);
  texture.update(true, true);
  const material = openPictureMaterial('marks', scene, texture);
  material.backFaceCulling = true;
  const mesh = new Mesh('marks', scene);
  const data = new VertexData();
  data.positions = corners;
  data.uvs = Array.from({ length: count }, (_, at) => {
    const [left, top] = [(at % ACROSS) / ACROSS, Math.floor(at / ACROSS) / rows];
    const [right, low] = [left + 1 / ACROSS, top + 1 / rows];
    return [left, 1 - low, right, 1 - low, right, 1 - top, left, 1 - top];
  }).flat();
  data.indices = Array.from({ length: count }, (_, at) =>
    [0, 2, 1, 0, 3, 2].map((corner) => at * 4 + corner),
  ).flat();
  data.applyToMesh(mesh, true);
  mesh.material = material;
  mesh.isPickable = false;
  mesh.alwaysSelectAsActiveMesh = true;
  return {
    mesh,
    dispose() {
      mesh.dispose();
      material.dispose();
      texture.dispose();
    },
  };
}

function paintNumbers(ctx: CanvasRenderingContext2D, count: number): void {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `600 ${CELL_PX * 0.46}px "Inter Variable", sans-serif`;
  for (let at = 0; at < count; at++) {
    const x = ((at % ACROSS) + 0.5) * CELL_PX;
    const y = (Math.floor(at / ACROSS) + 0.5) * CELL_PX;
    ctx.beginPath();
    ctx.arc(x, y, CELL_PX * 0.44, 0, 2 * Math.PI);
    ctx.fillStyle = '#f7f4ee';
    ctx.fill();
    ctx.lineWidth = 3;
    ctx.strokeStyle = '#b08d57';
    ctx.stroke();
    ctx.fillStyle = '#1b1a17';
    ctx.fillText(String(at + 1), x, y + 2);
  }
}

import type { Ray } from '@babylonjs/core/Culling/ray';
import { DirectionalLight } from '@babylonjs/core/Lights/directionalLight';
import { ShadowGenerator } from '@babylonjs/core/Lights/Shadows/shadowGenerator';
import { RenderTargetTexture } from '@babylonjs/core/Materials/Textures/renderTargetTexture';
import { Color3 } from '@babylonjs/core/Maths/math.color';
import { Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { AbstractMesh } from '@babylonjs/core/Meshes/abstractMesh';
import type { Scene } from '@babylonjs/core/scene';
import type { RoomPlan } from '../../../../shared/model/layout.ts';
import type { Wall } from '../../snapping.ts';
import { wallsOf } from '../roomPlan.ts';

const SHADOW_PIXELS = 2048;
/** How steeply the sun comes in, and how far from straight through the window, radians. */
const HEIGHT = 0.72;
const ASIDE = 0.5;
const STRENGTH = { room: 1.75, open: 1.5 } as const;

/** The low sun through the largest window; its shadows are drawn anew only when something has changed. Freed with its scene. */
export function openSun(scene: Scene) {
  const light = new DirectionalLight('sun', new Vector3(0.3, -1, 0.4), scene);
  light.diffuse = new Color3(1, 0.93, 0.82);
  light.specular = new Color3(1, 0.95, 0.88);
  light.autoUpdateExtends = true;
  const shadows = new ShadowGenerator(SHADOW_PIXELS, light);
  shadows.usePercentageCloserFiltering = true;
  shadows.filteringQuality = ShadowGenerator.QUALITY_HIGH;
  shadows.bias = 0.0012;
  shadows.normalBias = 0.012;
  // Walls are seen from within only, and keep the sun out with their other side.
  shadows.forceBackFacesOnly = true;
  const map = shadows.getShadowMap()!;
  map.refreshRate = RenderTargetTexture.REFRESHRATE_RENDER_ONCE;
  return {
    /** Turns the sun to a room's largest window. */
    shine(room: RoomPlan | null): void {
      const yaw = wallYaw(room) + ASIDE;
      const flat = Math.cos(HEIGHT);
      light.direction = new Vector3(Math.sin(yaw) * flat, -Math.sin(HEIGHT), Math.cos(yaw) * flat);
      light.intensity = room ? STRENGTH.room : STRENGTH.open;
    },
    /** Draws the shadows of all that stands in the light. */
    cast(meshes: readonly AbstractMesh[], unlit: readonly AbstractMesh[]): void {
      light.excludedMeshes = [...unlit];
      map.renderList = [...meshes];
      map.resetRefreshCounter();
    },
    wallYaw,
    wallUnder,
  };
}

/** The wall with the largest window, else the longest one: the way it looks into the room, radians. */
function wallYaw(room: RoomPlan | null): number {
  if (!room) return 0;
  const walls = wallsOf(room);
  const windows = room.openings.filter(({ kind }) => kind === 'window');
  const largest = windows.reduce<(typeof windows)[0] | undefined>(
    (best, one) =>
      best && best.width * (best.top - best.bottom) >= one.width * (one.top - one.bottom) ? best : one,
    undefined,
  );
  const { nx, nz } = walls[largest?.wall ?? 0]!;
  return Math.atan2(nx, nz);
}

/** Where a ray meets a wall from within, the nearest first. */
function wallUnder(
  { origin, direction }: Ray,
  room: RoomPlan,
): { x: number; y: number; z: number } | undefined {
  let best: { x: number; y: number; z: number; far: number } | undefined;
  for (const wall of wallsOf(room)) {
    const towards = direction.x * wall.nx + direction.z * wall.nz;
    if (towards >= -1e-6) continue;
    const far = ((wall.from[0] - origin.x) * wall.nx + (wall.from[1] - origin.z) * wall.nz) / towards;
    const at = {
      x: origin.x + direction.x * far,
      y: origin.y + direction.y * far,
      z: origin.z + direction.z * far,
    };
    if (far <= 0 || !isOn(wall, at) || at.y < -0.5 || at.y > room.height + 1) continue;
    if (!best || far < best.far) best = { ...at, far };
  }
  return best && { x: best.x, y: best.y, z: best.z };
}

function isOn({ from, to }: Wall, { x, z }: { x: number; z: number }): boolean {
  const [dx, dz] = [to[0] - from[0], to[1] - from[1]];
  const along = ((x - from[0]) * dx + (z - from[1]) * dz) / (dx * dx + dz * dz || 1);
  return along >= 0 && along <= 1;
}

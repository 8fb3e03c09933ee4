import { SyntheticEnvironmentModule } from '@iwer/sem';
import room from '@iwer/sem/captures/living_room.json';
import type { XRDevice } from 'iwer';

type Entity = { semanticLabel_META: string };

/** A living room around the device: a floor of 4.6 by 6 m, walls, tables. Without planes one looks into the dark. */
export function furnish(device: XRDevice): void {
  const whole = room as unknown as { spatialEntities: Entity[] };
  // The scanned walls lie before and behind the flat ones: what is hit would change from frame to frame.
  const spatialEntities = whole.spatialEntities.filter((one) => one.semanticLabel_META !== 'GLOBAL_MESH');
  device.installSEM(SyntheticEnvironmentModule as never);
  const load = (): void => device.sem!.loadEnvironment({ ...whole, spatialEntities });
  load();
  Object.assign(window, {
    darken: () => device.sem!.deleteAll(),
    lighten: load,
    /** Looks from a place at a point. */
    aim(from: [number, number, number], at: [number, number, number]): void {
      const [dx, dy, dz] = [at[0] - from[0], at[1] - from[1], at[2] - from[2]];
      const yaw = Math.atan2(-dx, -dz) / 2;
      const pitch = Math.atan2(dy, Math.hypot(dx, dz)) / 2;
      const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
      device.position.set(...from);
      device.quaternion.set(cy * sp, sy * cp, -sy * sp, cy * cp);
    },
  });
}

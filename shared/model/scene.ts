import { z } from 'zod';

const number = z.number().finite();
const floorPoint = z.tuple([number, number]);
const spacePoint = z.tuple([number, number, number]);
const polygon = z.array(floorPoint).min(3).max(256);
const view = z.object({ from: spacePoint, to: spacePoint });

/** The format of `scenes/<name>/<name>.scene.json`: metres, radians, glTF axes (right-handed, y up; yaw 0 looks to -z, positive turns left). */
export const sceneSchema = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  size: spacePoint,
  files: z.object({
    room: z.string(),
    roomLow: z.string(),
    lightmap: z.string(),
    lightmapLow: z.string(),
    probe: z.string(),
    outside: z.string(),
    poster: z.string(),
  }),
  lightmapRange: number.positive(),
  exposure: number.positive(),
  probeBox: z.object({ size: spacePoint, position: spacePoint }),
  spawn: z.array(z.object({ position: floorPoint, yaw: number })).min(1),
  walkable: z.object({ outline: polygon, holes: z.array(polygon).max(64) }),
  stands: z
    .array(
      z.object({
        id: z.string().regex(/^[a-z0-9-]{1,32}$/),
        position: spacePoint,
        yaw: number,
        size: z.tuple([number.positive(), number.positive()]),
        view,
      }),
    )
    .max(100),
  screens: z.array(
    z.object({
      id: z.string(),
      centre: spacePoint,
      width: number.positive(),
      height: number.positive(),
      yaw: number,
    }),
  ),
  seats: z.array(z.object({ position: spacePoint, yaw: number })),
  firstView: view.extend({ fov: number.positive() }),
  sun: z.object({ direction: spacePoint, colour: spacePoint, intensity: number }),
  outsideDome: z.record(z.string(), z.unknown()),
  budget: z.object({ triangles: number, drawCalls: number, bytes: number }),
});

/** A scene as data. */
export type Scene = z.infer<typeof sceneSchema>;
/** A place that shows a product: `position` is the middle of its top, `size` its width and depth. */
export type SceneStand = Scene['stands'][number];
/** A surface that shows a feed. */
export type SceneScreen = Scene['screens'][number];

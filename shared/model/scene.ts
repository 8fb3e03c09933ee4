import { z } from 'zod';

const number = z.number().finite();
const floorPoint = z.tuple([number, number]);
const spacePoint = z.tuple([number, number, number]);
const polygon = z.array(floorPoint).min(3).max(256);
const view = z.strictObject({ from: spacePoint, to: spacePoint });
const id = z.string().regex(/^[a-z0-9-]{1,32}$/, 'small letters, digits and hyphens, at most 32');
const file = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'a file name without a folder');
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour as #rrggbb');
const material = z.string().min(1).max(64);
const upright = { yaw: number, width: number.positive(), height: number.positive() };

/** The format of `scenes/<name>/<name>.scene.json`: metres, radians, glTF axes (right-handed, y up; yaw 0 looks to -z, positive turns left). Described in `docs/scenes.md`. */
export const sceneSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  /** Chooses the interface's light or dark variant. */
  mood: z.enum(['day', 'evening']),
  size: spacePoint,
  files: z.strictObject({
    room: file,
    roomLow: file,
    lightmap: file,
    lightmapLow: file,
    probe: file,
    outside: file.optional(),
    poster: file,
  }),
  lightmapRange: number.positive(),
  exposure: number.positive(),
  probeBox: z.strictObject({ size: spacePoint, position: spacePoint }),
  /** Circles in which people arrive; a radius of 0 is one place. */
  spawn: z
    .array(z.strictObject({ position: floorPoint, yaw: number, radius: number.min(0).max(20) }))
    .min(1)
    .max(64),
  /** The floor: an outline, what stands on it, and where it is not at height 0. */
  walkable: z.strictObject({
    outline: polygon,
    holes: z.array(polygon).max(256),
    heights: z
      .array(
        z.strictObject({
          area: polygon,
          /** Metres, where the area is level. */
          height: number.optional(),
          /** A ramp or stairs: rises evenly from one point to the other. */
          slope: z.strictObject({ from: spacePoint, to: spacePoint }).optional(),
        }),
      )
      .max(128),
  }),
  stands: z
    .array(
      z.strictObject({
        id,
        position: spacePoint,
        yaw: number,
        size: z.tuple([number.positive(), number.positive()]),
        shape: z.enum(['box', 'round', 'none']),
        finish: material.optional(),
        view,
      }),
    )
    .max(100),
  screens: z.array(z.strictObject({ id, centre: spacePoint, ...upright })).max(16),
  seats: z.array(z.strictObject({ position: spacePoint, yaw: number })).max(600),
  /** Beams of the light show; they follow the programme's sound or the applause. */
  lights: z
    .array(
      z.strictObject({
        id,
        position: spacePoint,
        target: spacePoint,
        colour,
        /** Radians of the whole cone. */
        angle: number.positive().max(2),
        strength: number.positive().max(10),
        follows: z.enum(['programme', 'applause']),
        /** Radians by which the beam sweeps to each side. */
        sweep: number.min(0).max(1.5),
      }),
    )
    .max(64),
  /** Ways out: a door leads to another showroom, a panorama into a tour. `position` is the middle of its threshold; one comes out along `yaw`. */
  portals: z
    .array(
      z.strictObject({ id, kind: z.enum(['door', 'panorama']), position: spacePoint, to: id, ...upright }),
    )
    .max(16),
  /** Panes of windows; `position` is the middle of the foot, one looks in along `yaw`. */
  glass: z.array(z.strictObject({ id, position: spacePoint, ...upright })).max(32),
  sound: z.strictObject({
    /** What one hears of one's steps. */
    floor: z.enum(['wood', 'stone', 'concrete', 'gravel', 'carpet']),
    /** The quiet bed under everything. */
    tone: z.enum(['room', 'hall', 'garden']),
    /** Seconds in which a sound dies away. */
    reverb: number.min(0).max(8),
  }),
  /** What a brand may make its own: places for its logo, and materials of the room that take its colour or fabric. */
  slots: z.strictObject({
    logos: z.array(z.strictObject({ id, centre: spacePoint, ...upright })).max(8),
    colours: z.array(z.strictObject({ id, material })).max(8),
    fabrics: z.array(z.strictObject({ id, material })).max(8),
  }),
  firstView: z.strictObject({ from: spacePoint, to: spacePoint, fov: number.positive() }),
  sun: z.strictObject({ direction: spacePoint, colour: spacePoint, intensity: number }),
  /** The picture behind the windows or the sky: part of a sphere; degrees, azimuth 0 is -z and grows to +x. */
  outsideDome: z
    .strictObject({
      centre: spacePoint,
      radius: number.positive(),
      azimuth: z.tuple([number, number]),
      elevation: z.tuple([number, number]),
      brightness: number.positive(),
    })
    .optional(),
  budget: z.strictObject({ triangles: number, drawCalls: number, bytes: number }),
  /** What only the scripts that make the room read. */
  authoring: z.record(z.string(), z.unknown()).optional(),
});

/** A scene as data. */
export type Scene = z.infer<typeof sceneSchema>;
/** A place that shows a product: `position` is the middle of its top, `size` its width and depth. */
export type SceneStand = Scene['stands'][number];
/** A surface that shows a feed. */
export type SceneScreen = Scene['screens'][number];
/** A place to sit: `position` is the middle of the seat, one looks along `yaw`. */
export type SceneSeat = Scene['seats'][number];
/** A way out of a scene. */
export type ScenePortal = Scene['portals'][number];

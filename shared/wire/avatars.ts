import { z } from 'zod';
import { BODIES, COLOURS, GAITS, HAIRS, LEGS, NAME_MAX, SKINS } from '../model/avatar.ts';
import { command } from './contract.ts';

const coordinate = z.number().min(-64).max(64);

const lookSchema = z.object({
  body: z.enum(BODIES).default('mira'),
  colour: z.enum(COLOURS).default('#2f5a56'),
  skin: z.enum(['', ...SKINS]).default(''),
  hair: z.enum(['', ...HAIRS]).default(''),
  legs: z.enum(['', ...LEGS]).default(''),
});

const millimetres = z.number().int().min(-4000).max(4000);
const thousandths = z.number().int().min(-3200).max(3200);
const handSchema = z.tuple([
  ...([millimetres, millimetres, millimetres] as const),
  ...([thousandths, thousandths, thousandths, thousandths] as const),
  z.boolean(),
]);
const postureSchema = z.object({
  head: z.tuple([millimetres, thousandths, thousandths, thousandths]),
  left: handSchema.optional(),
  right: handSchema.optional(),
});

/** What one says of oneself at the door; the server cleans it. */
export const appearanceSchema = lookSchema.extend({ name: z.string().trim().min(1).max(NAME_MAX) });
/** Name and look of a visitor. */
export type Appearance = z.input<typeof appearanceSchema>;

/** Where the room has put one. */
export type Placed = { x: number; z: number; yaw: number };

export const avatarCommands = {
  /** Says where I am now. Not answered; when it can't be so, `avatars.corrected` says where I am. */
  'avatars.move': command()(
    z.object({
      x: coordinate,
      z: coordinate,
      yaw: z.number().min(-7).max(7),
      gait: z
        .number()
        .int()
        .min(0)
        .max(GAITS.length - 1),
      /** The sender's own clock, milliseconds: so that a late message does not look like a leap. */
      at: z.number().int().min(0).max(0xffffffff).optional(),
    }),
    { perSecond: 20, burst: 60 },
  ),
  /**
   * Says how I hold head and hands with a headset; null puts it down. Not answered: what no body can do is made what one can
   * (see `toldPosture.ts` for the numbers). Told to those who are near.
   */
  'avatars.hold': command()(
    z.object({
      posture: postureSchema.nullable(),
      at: z.number().int().min(0).max(0xffffffff).optional(),
    }),
    { perSecond: 20, burst: 60 },
  ),
  /** Sits down on a seat of the scene, by its place in the list. `seat-taken`, `too-far`, `not-found`. */
  'avatars.sit': command<Placed>()(z.object({ seat: z.number().int().min(0).max(1023) }), {
    perSecond: 2,
    burst: 6,
  }),
  /** Is somewhere else at once, as headsets move people: within `TELEPORT_METRES`, on free floor. `too-far`; who sits stands up first. */
  'avatars.teleport': command<Placed>()(
    z.object({ x: coordinate, z: coordinate, yaw: z.number().min(-7).max(7) }),
    { perSecond: 4, burst: 8 },
  ),
  /** Changes how one looks. */
  'avatars.look': command<{ ok: true }>()(lookSchema, { perSecond: 1, burst: 6 }),
  /** Stands up from the seat; answers where one stands then. */
  'avatars.stand': command<Placed>()(z.object({}), { perSecond: 2, burst: 6 }),
};

export type AvatarEvents = {
  /** The server put me here: my last wish was too far, or outside the walkable area. */
  'avatars.corrected': { x: number; z: number };
};

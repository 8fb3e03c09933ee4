import { z } from 'zod';
import { appearanceSchema } from './avatars.ts';

const metres = z.number().min(-1000).max(1000);

/** What one hands over when joining: a showroom, and how one is there. Staff pages join without a body. */
export const joinSchema = z.discriminatedUnion('as', [
  z.object({
    as: z.literal('visitor'),
    showroom: z.string().max(32).default('atelier'),
    appearance: appearanceSchema,
    /** The session of a friend to arrive beside, if they are in the room. */
    beside: z.string().max(32).optional(),
    /** The showroom that one comes from: one arrives at its door. */
    from: z.string().max(32).optional(),
    /** Where one was before the connection broke for good: one arrives there or near it. */
    at: z.object({ x: metres, z: metres, yaw: z.number().min(-7).max(7) }).optional(),
    /** What lets one into an event that is not for everybody. */
    ticket: z.string().max(64).optional(),
  }),
  z.object({ as: z.literal('staff'), showroom: z.string().max(32).default('atelier') }),
]);
export type Join = z.input<typeof joinSchema>;
export type ParsedJoin = z.output<typeof joinSchema>;

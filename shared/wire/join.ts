import { z } from 'zod';
import { appearanceSchema } from './avatars.ts';

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
    /** What lets one into an event that is not for everybody. */
    ticket: z.string().max(64).optional(),
  }),
  z.object({ as: z.literal('staff'), showroom: z.string().max(32).default('atelier') }),
]);
export type Join = z.input<typeof joinSchema>;
export type ParsedJoin = z.output<typeof joinSchema>;

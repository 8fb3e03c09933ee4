import { z } from 'zod';

/** A number of things. */
export const count = z.number().int().nonnegative();

/** What a file costs, field by field (`ModelFacts`). */
export const facts = {
  bytes: count,
  triangles: count,
  vertices: count,
  drawCalls: count,
  textures: count,
  textureBytes: count,
};

/** A part of a model (`Part`), its corners in the form of who reads it. */
export const partWith = <Corner extends z.ZodType<[number, number, number]>>(corner: Corner) =>
  z.object({
    id: z.string(),
    name: z.string(),
    parent: z.string(),
    triangles: count,
    min: corner,
    max: corner,
  });

import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9-]{1,32}$/, 'small letters, digits and hyphens, at most 32');
const file = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'a file name without a folder');
const text = z.string().min(1).max(400);
const texts = z.strictObject({ en: text, zh: text, es: text, ar: text, id: text });
/** Where on the picture: radians, as in scenes (0 looks to -z, grows to the left; up is positive). */
const spot = { yaw: z.number().min(-7).max(7), pitch: z.number().min(-1.5).max(1.5) };

const hotspot = z.discriminatedUnion('kind', [
  /** Leads on to another point; `label` says where to. */
  z.strictObject({ kind: z.literal('go'), to: id, ...spot, label: texts }),
  /** Something to read about what one sees there. */
  z.strictObject({ kind: z.literal('note'), ...spot, label: texts, text: texts }),
]);

const point = z.strictObject({
  id,
  title: texts,
  kind: z.enum(['photo', 'video']),
  /** An equirectangular picture or film, twice as wide as high. */
  file,
  /** The same, 1024 wide and light: shown until `file` is there, and through portals. */
  poster: file.optional(),
  /** Where one looks first; the middle of the picture is 0. */
  yaw: z.number().min(-7).max(7),
  hotspots: z.array(hotspot).max(24),
});

/** The format of `tours/<name>/<name>.tour.json`: pictures all around, and the ways between them. Described in `docs/tours.md`. */
export const tourSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal(1),
    name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
    title: texts,
    /** The point where one comes in. */
    start: id,
    points: z.array(point).min(1).max(64),
  })
  .superRefine(({ start, points }, context) => {
    const known = new Set<string>();
    for (const [index, { id }] of points.entries()) {
      if (known.has(id))
        context.addIssue({
          code: 'custom',
          path: ['points', index, 'id'],
          message: `"${id}" is there twice`,
        });
      known.add(id);
    }
    const missing = (path: (string | number)[], to: string): void =>
      context.addIssue({ code: 'custom', path, message: `there is no point "${to}"` });
    if (!known.has(start)) missing(['start'], start);
    for (const [index, { hotspots }] of points.entries())
      for (const [place, spot] of hotspots.entries())
        if (spot.kind === 'go' && !known.has(spot.to))
          missing(['points', index, 'hotspots', place, 'to'], spot.to);
  });

/** A tour as data. */
export type Tour = z.infer<typeof tourSchema>;
/** A place in a tour from which one looks around. */
export type TourPoint = Tour['points'][number];
/** Something on the picture that one can choose. */
export type TourHotspot = TourPoint['hotspots'][number];

/** A point or direction in a product's own axes: x to the right, y up, z to the front; metres. */
export type Vec3 = [x: number, y: number, z: number];

/** A piece that a product is made of. `id` stands in the delivered hero file as `extras.part` of the node that is the part. */
export type Part = {
  id: string;
  name: string;
  /** The part that it belongs to; empty for one of the product itself. */
  parent: string;
  triangles: number;
  min: Vec3;
  max: Vec3;
};

/**
 * Where a part ends when the product is taken apart; `step` tells when it goes (0 first). Parts of one step go
 * together. A part that sat `on` another one, which leaves later, first goes by the difference of their offsets and is
 * then carried along by that one.
 */
export type Explosion = { id: string; offset: Vec3; step: number; on?: string };

/** How a product comes apart: parts that are not listed stay. */
export type ExplodePlan = { steps: number; parts: Explosion[] };

/** The true size, millimetres, and what seems wrong with it. */
export type Size = {
  mm: [width: number, height: number, depth: number];
  /** Why it is asked about, and the units that would make sense of it, the likeliest first (metres of one unit). */
  doubt?: { why: 'too-large' | 'too-small' | 'flat-up' | 'off-floor'; units: number[]; up?: string };
};

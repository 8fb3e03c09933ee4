/** What the lowest tier keeps of the theatre. */

/** Triangles of each solid material; what is not named stays whole. */
export const SOLIDS = { paletteVertex: 2200, rigVertex: 4300, curtainVertex: 2700 };

/** Share of its triangles that each single part keeps: 300 chairs that stay alike. */
export const EACH = { velvetVertex: 0.31 };

/** Which sides of a material's boxes are kept, by normal and area (of a mesh that reaches from -1 to 1): arms of chairs without their narrow ends, the lectern whole. */
export const SEEN = { walnutVertex: ([x, y], area) => Math.abs(x) > 0.5 || y > 0.5 || area > 0.0004 };

/** The theatre has no plants. */
export const FOLIAGE = {};
export const LEAF = 0;
export const PLAIN = 0;

/** In a mesh 26 m wide, a turned normal may cost some centimetres of shape, a light gone dark little more. */
export const WEIGHTS = { NORMAL: 0.004, COLOR_0: 0.01, TEXCOORD_0: 0.002 };

/** Roughness that gives the cheap shader the sheen of the room's ORM pictures. */
export const ROUGHNESS = {
  smoked: 0.92,
  stage: 0.9,
  nero: 0.75,
  accent: 0.8,
  walnut: 0.88,
  slatDark: 0.9,
  walnutVertex: 0.95,
  velvetVertex: 1,
  curtainVertex: 1,
  paletteVertex: 0.85,
};

/** What the file may have. */
export const BUDGET = { triangles: 45_000, bytes: 620_000 };

/** How the hall is simplified for the lowest tier. */

/** Triangles of each solid material; the plants' share is in FOLIAGE. */
export const SOLIDS = { feltVertex: 3600, paletteVertex: 17500, timberVertex: 700 };

/** Foliage by the colour of its swatch: keep one part in `every`, `grow` times as large. */
export const FOLIAGE = {
  '3c5635': { every: 1.5, grow: 1.2, triangles: 2 },
  '5d7745': { every: 1.5, grow: 1.2, triangles: 2 },
  798552: { every: 1.3, grow: 1.15, triangles: 3 },
  ada179: { every: 1.3, grow: 1.15, triangles: 3 },
};
/** In a mesh 68 m wide, a turned normal or a light gone dark may cost no more than some centimetres of shape. */
export const WEIGHTS = { NORMAL: 0.002, COLOR_0: 0.015, TEXCOORD_0: 0.003 };
export const LEAF = 0.03; // parts larger than this share of the furniture are girders, not leaves
export const PLAIN = 60; // such a part of no more triangles stays as it is

/** Roughness that gives the cheap shader the sheen it gave the room's ORM pictures. */
export const ROUGHNESS = { concrete: 0.42, paletteVertex: 0.75 };

/** What the file may have. */
export const BUDGET = { triangles: 45_000, bytes: 620_000 };

/** How the garden is simplified for the lowest tier. */

/** Triangles of each solid material; the plants' share is in FOLIAGE. */
export const SOLIDS = { canvasVertex: 2000, paletteVertex: 3600, timberVertex: 900, waterVertex: 200 };

/** Foliage by the colour of its swatch: keep one part in `every`, `grow` times as large. */
export const FOLIAGE = {
  '5b664c': { every: 6, grow: 2.35, triangles: 2 }, // olive leaves
  778069: { every: 6, grow: 2.35, triangles: 2 },
  798052: { every: 4.4, grow: 1.85, triangles: 3 }, // grasses
  ada179: { every: 4.4, grow: 1.85, triangles: 3 },
  '8a71b6': { every: 4.2, grow: 2, triangles: 2 }, // lavender
  '7c8973': { every: 5, grow: 1.8, triangles: 1 },
  '89937e': { every: 5, grow: 1.8, triangles: 1 },
  '4a5c3a': { every: 9, grow: 2, triangles: 1 }, // hedges
  '5f6f48': { every: 9, grow: 2, triangles: 1 },
  384634: { every: 4, grow: 1.8, triangles: 1 }, // cypresses
};
/** In a mesh 44 m wide, a turned normal or a light gone dark may cost no more than some centimetres of shape. */
export const WEIGHTS = { NORMAL: 0.003, COLOR_0: 0.02, TEXCOORD_0: 0.004 };
export const LEAF = 0.06; // parts larger than this share of the furniture are trunks and hedges, not leaves
export const PLAIN = 190; // such a part of no more triangles stays as it is: strings of lamps hang together

/** Roughness that gives the cheap shader the sheen it gave the room's ORM pictures. */
export const ROUGHNESS = { paletteVertex: 0.85, waterVertex: 0.25, flag: 0.6 };

/** What the file may have. */
export const BUDGET = { triangles: 45_000, bytes: 620_000 };

/** What the lowest tier keeps of the atelier. */

/** Triangles of each solid material; the plants' share is in FOLIAGE. */
export const SOLIDS = { boucleVertex: 3600, paletteVertex: 7000, timberVertex: 1400, lanternVertex: 700 };

/** Foliage by the colour of its swatch: keep one part in `every`, `grow` times as large. */
export const FOLIAGE = {
  '465f3b': { every: 1.3, grow: 1.15, triangles: 2 },
  '6a7c52': { every: 1.35, grow: 1.2, triangles: 2 },
  '6f614d': { every: 1.25, grow: 1.05, triangles: 4 },
};

/** In a mesh 16 m wide, a turned normal or a light gone dark may cost no more than some centimetres of shape. */
export const WEIGHTS = { NORMAL: 0.008, COLOR_0: 0.05, TEXCOORD_0: 0.01 };

/** Parts larger than this share of the furniture are pots and stems, not leaves. */
export const LEAF = 0.09;

/** Such a part of no more triangles stays as it is: a pot with fewer has no round rim. */
export const PLAIN = 260;

/** Roughness that gives the cheap shader the sheen it gave the room's ORM pictures. */
export const ROUGHNESS = { oak: 0.4, paletteVertex: 0.8 };

/** What the file may have. */
export const BUDGET = { triangles: 31_000, bytes: 560_000 };

/** Where a product is at home: it stands on a floor (or on what stands there), hangs on a wall, or from a ceiling. */
export const MOUNTS = ['floor', 'wall', 'ceiling'] as const;
export type Mount = (typeof MOUNTS)[number];

/**
 * One product in somebody's own room. Metres from the layout's origin, which lies on the floor; y is up. `yaw` in radians: 0
 * faces +z, positive turns left seen from above; on a wall it is the way the wall looks.
 */
export type Placement = {
  /** Made by who places it; unique in its layout. */
  id: string;
  product: string;
  /** What would be bought: the product's SKU or that of one of its variants. */
  sku: string;
  mount: Mount;
  x: number;
  y: number;
  z: number;
  yaw: number;
  /** 1 is true size; anything else was chosen against a plain warning. */
  scale: number;
};

/** A door or a window in a wall: which wall, how far along it, how wide, from which height to which; metres. */
export type Opening = {
  kind: 'door' | 'window';
  wall: number;
  from: number;
  width: number;
  bottom: number;
  top: number;
};

/** A room as somebody drew it: its corners (x, z; wall n leads from corner n to the next), its height and openings; metres. */
export type RoomPlan = { corners: [x: number, z: number][]; height: number; openings: Opening[] };

/** What somebody saves of their own room. */
export type LayoutContent = { name: string; placements: Placement[]; room: RoomPlan | null };

/** A saved set of placements; `rev` counts its changes, `mine` says whether who asks may change it. */
export type Layout = LayoutContent & { id: string; rev: number; savedAt: number; mine: boolean };

/** Most placements of a layout, and most corners and openings of its room. */
export const MOST_PLACEMENTS = 60;
export const MOST_CORNERS = 40;
export const MOST_OPENINGS = 40;
/** Metres from a layout's origin within which everything lies. */
export const LAYOUT_METRES = 50;
/** Smallest and largest scale against the true size. */
export const SCALES = { least: 0.25, most: 4 } as const;

import type { LocalText } from './localText.ts';
import type { ExplodePlan, Vec3 } from './part.ts';

/** What a mark on the surface opens. */
export const HOTSPOT_KINDS = ['text', 'picture', 'film', 'measure'] as const;
export type HotspotKind = (typeof HOTSPOT_KINDS)[number];

/** A mark pinned to the surface of a part: it goes along when the part does. `to` is the other end of a measure, `file` a picture or film. */
export type Hotspot = {
  id: string;
  kind: HotspotKind;
  part: string;
  at: Vec3;
  normal: Vec3;
  to?: Vec3;
  title: LocalText;
  text: LocalText;
  file?: string;
};

/** A line that tells a length, beside those of the whole product. */
export type DimensionLine = { id: string; from: Vec3; to: Vec3; label: LocalText | null };

/** What a part is called and its number in the list of spare parts. */
export type PartSheet = { part: string; name: LocalText; number: string };

/** What a variant of the file is called, and the colour of its swatch (`#rrggbb`, or empty). */
export type VariantSheet = { variant: string; label: LocalText; swatch: string };

/** What an animation of the file is called: “Open the door”. */
export type ClipSheet = { clip: string; label: LocalText };

/** A cut through the product: what lies on the side of the normal is taken away. */
export type SectionPlane = { axis: 'x' | 'y' | 'z'; at: number; flip: boolean };

/** A place from which something is worth a look; stops in their order are a guided tour. Angles in radians, `metres` from `target`. */
export type CameraStop = {
  id: string;
  title: LocalText;
  text: LocalText;
  yaw: number;
  pitch: number;
  metres: number;
  target: Vec3;
  /** How far it is taken apart there, 0 to 1. */
  explode: number;
  variant: string;
  section: SectionPlane | null;
  xray: boolean;
};

/** What a designer adds to a model. `explode` null takes what was derived from the parts. */
export type Authoring = {
  hotspots: Hotspot[];
  dimensions: DimensionLine[];
  explode: ExplodePlan | null;
  parts: PartSheet[];
  variants: VariantSheet[];
  clips: ClipSheet[];
  stops: CameraStop[];
};

export const NO_AUTHORING: Authoring = {
  hotspots: [],
  dimensions: [],
  explode: null,
  parts: [],
  variants: [],
  clips: [],
  stops: [],
};

import type { LocalText } from './localText.ts';

/** How a brand has made a showroom its own; an empty text leaves what the scene has. */
export type Theme = {
  /** `#rrggbb` of what takes the brand's colour. */
  colour: string;
  /** `#rrggbb` of what takes the brand's fabric. */
  fabric: string;
  /** Address of the logo's picture. */
  logo: string;
  /** What the screens show while nobody is live. */
  screen: 'film' | 'slate';
};

/** A scene that a brand has furnished; people meet in it. */
export type Showroom = {
  slug: string;
  scene: string;
  name: LocalText;
  /** When it opens, milliseconds since 1970; null when it is open. */
  opensAt: number | null;
  theme: Theme;
};

/** A showroom as the lobby lists it. */
export type LobbyEntry = Showroom & {
  /** A host is live in it. */
  live: boolean;
  /** What is on air, as the host named it. */
  title: string;
  people: number;
};

/** How long before it opens its staff may be in a showroom, milliseconds. */
const STAFF_EARLY_MS = 86_400_000;

/** Whether one may come into a showroom at a time; its staff may prepare it a day before. */
export function isOpen(opensAt: number | null, nowMs: number, staff: boolean): boolean {
  return opensAt === null || nowMs >= opensAt - (staff ? STAFF_EARLY_MS : 0);
}

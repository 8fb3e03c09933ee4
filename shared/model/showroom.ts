import type { LocalText } from './catalogue.ts';

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

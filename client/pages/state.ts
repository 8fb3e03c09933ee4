import { signal } from '@preact/signals';
import type { Product } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import { openBasket } from '../commerce/basket.ts';
import type { Chat } from '../engagement/chat.ts';
import { openApi, type Session } from '../net/api.ts';
import type { Link, LinkStatus } from '../net/link.ts';
import type { ServerClock } from '../net/serverClock.ts';
import type { InspectPanel } from '../products/inspect/InspectPanel.tsx';
import type { Inspection } from '../products/inspect/inspection.ts';
import { openShelf } from '../products/shelf.ts';
import { readComfort } from '../world/comfort.ts';
import { readWish } from '../world/quality.ts';
import { readAddress } from './address.ts';
import type { Inside } from './inside.ts';

/** The panels beside the room; the last three stand in a headset alone. */
export type Panel =
  | ('products' | 'places' | 'people' | 'look' | 'settings' | 'cart' | 'event' | 'say' | 'tour')
  | undefined;
/** One stay in one room. */
export type Stay = {
  link: Link;
  inside: Inside | undefined;
  chat: Chat;
  scene: SceneData;
  /** One walks in a room without its people, while the network is away. */
  alone: boolean;
};
/** A product looked at closely, what shows it, and how others are found to compare it with. */
export type Inspecting = {
  it: Inspection;
  Panel: typeof InspectPanel;
  find(words: string): Promise<Product[]>;
};
/** A product that lies open; its inspection and what shows that come a moment later. */
export type Opened = { slug: string; inspecting: Inspecting | undefined };

/** The interface of the house. */
export const api = openApi();
/** The products, the cart. */
export const shelf = openShelf(api);
export const basket = openBasket(api);
export const panel = signal<Panel>(undefined);
export const stay = signal<Stay | undefined>(undefined);
export const status = signal<LinkStatus>('online');
/** Rises when something changed that a panel shows and no signal carries. */
export const tick = signal(0);
export const problem = signal('');
export const progress = signal('');
export const noPicture = signal(false);
export const opened = signal<Opened | undefined>(undefined);
export const soundOn = signal(true);
export const quality = signal(readWish());
export const comfort = signal(readComfort(matchMedia('(prefers-reduced-motion: reduce)').matches));
export const ready = signal(false);
/** Every showroom of the house. */
export const showrooms = signal<LobbyEntry[]>([]);
/** The server's time, once it has told it; a new clock each time that it tells it. */
export const serverNow = signal<ServerClock | undefined>(undefined);
/** What one is to the house. */
export const role = signal<Session['role']>('visitor');
/** The showroom one is in, or before the door of. */
export const here = signal(readAddress(location).showroom);
/** The showroom one is on the way to, through a door. */
export const passing = signal<LobbyEntry | undefined>(undefined);

import { signal } from '@preact/signals';
import type { Look } from '../../shared/model/avatar.ts';
import { inLanguage } from '../../shared/model/catalogue.ts';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import type { LobbyEntry } from '../../shared/model/showroom.ts';
import type { Appearance } from '../../shared/wire/avatars.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import { type Basket, openBasket } from '../commerce/basket.ts';
import { type Chat, openChat } from '../engagement/chat.ts';
import { openApi, type Session } from '../net/api.ts';
import type { Link, LinkStatus } from '../net/link.ts';
import { keepRoom, rememberLoads } from '../offline/keep.ts';
import { openReach } from '../offline/reach.ts';
import type { Inspector } from '../products/inspector.ts';
import { openShelf } from '../products/shelf.ts';
import { formatLength } from '../ui/format.ts';
import { language, sayRefusal, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { say, sayError } from '../ui/toast.tsx';
import { type Comfort, readComfort, storeComfort } from '../world/comfort.ts';
import { readWish } from '../world/quality.ts';
import { inviteTo, pathOf, readAddress } from './address.ts';
import type { Inside } from './inside.ts';
import type { ShowroomWorld } from './showroomWorld.ts';
import type { Surfaces } from './surfaces.ts';

/** The panels beside the room. */
export type Panel = 'products' | 'places' | 'people' | 'look' | 'settings' | 'cart' | undefined;
/** One stay in one room. */
export type Stay = {
  link: Link;
  inside: Inside | undefined;
  chat: Chat;
  scene: SceneData;
  /** One walks in a room without its people, while the network is away. */
  alone: boolean;
};
/** A product that lies open; `hand` turns it, where there is a picture. */
export type Opened = { stand: string; slug: string; hand: Inspector | undefined };

/** Milliseconds after which the room is kept for a visit without network: when what is needed first has come. */
const KEEP_AFTER_MS = 4000;
const LIST_KEY = 'vitrine.showrooms';

const api = openApi();
export const shelf = openShelf(api);
export const basket: Basket = openBasket(api);
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
/** The showroom one is in, or before the door of. */
export const here = signal(readAddress(location).showroom);
/** The showroom one is on the way to, through a door. */
export const passing = signal<LobbyEntry | undefined>(undefined);

/** Whether the server can be reached. */
export const reach = openReach(() => (session = api.session()), comeBack);

let session: Promise<Session> | undefined;
let world: ShowroomWorld | undefined;
let scene: SceneData | undefined;
let appearance: Appearance | undefined;

/** A showroom by its address, once the list of them is there. */
export const showroomOf = (slug: string): LobbyEntry | undefined =>
  showrooms.value.find((each) => each.slug === slug);

/** The name of a showroom in the reader's language. */
export function nameOf(slug: string): string {
  const showroom = showroomOf(slug);
  return showroom ? inLanguage(showroom.name, language.value) : slug;
}

/** The picture's measurements and what one is in, for `window.vitrine`. */
export const parts = () => ({ world: world?.world, stay: stay.value });

/** Opens the session, the scene and the picture of the room behind the door. */
export async function prepare(surfaces: Surfaces): Promise<void> {
  rememberLoads();
  const code = pictureShown().then(() => import('./showroomWorld.ts'));
  session = api.session();
  void session.then(() => basket.refresh()).catch(sayUnlessOffline);
  void shelf.load().catch(sayUnlessOffline);
  showrooms.value = await listShowrooms();
  const showroom = showroomOf(here.value);
  if (!showroom) throw new Refusal('not-found');
  scene = await api.scene<SceneData>(showroom.scene);
  fetchEarly(`/assets/scenes/${scene.name}/${scene.files.roomLow}`);
  try {
    const { openShowroomWorld } = await code;
    world = openShowroomWorld(surfaces, shelf, {
      loading: (step) => (progress.value = t(`load.${step}`)),
      products: (done, total) => (progress.value = done < total ? t('load.products', { done, total }) : ''),
      openStand: (stand) => void openProduct(stand),
      openPortal: (portal) => void goThrough(portal),
      behind: ({ kind, to }) => {
        const next = kind === 'door' ? showroomOf(to) : undefined;
        return next && { url: `/assets/scenes/${next.scene}/poster.webp` };
      },
      refused: sayError,
      moved: () => tick.value++,
    });
    world.setComfort(comfort.value);
    const place = await world.stand(scene);
    place.furnish(showroom.theme);
    progress.value = '';
    performance.mark('vitrine.room');
  } catch (error) {
    if (reach.offline.value) return; // not all of it is kept: the poster stays until the network is back
    toRefusal(error);
    noPicture.value = true;
  }
  ready.value = true;
  fetchInside();
  setTimeout(keepRoom, KEEP_AFTER_MS);
}

/** Says why the page could not open, unless the network is away: that is said once, elsewhere. */
export function sayFailure(error: unknown): void {
  const refusal = toRefusal(error);
  if (refusal.code === 'offline') reach.lost();
  else problem.value = sayRefusal(refusal);
}

/** The showrooms of the house; without network those of the last visit. */
async function listShowrooms(): Promise<LobbyEntry[]> {
  try {
    const list = await api.showrooms();
    localStorage.setItem(LIST_KEY, JSON.stringify(list));
    return list;
  } catch (error) {
    const kept = localStorage.getItem(LIST_KEY);
    if (toRefusal(error).code !== 'offline' || !kept) throw error;
    reach.lost();
    return JSON.parse(kept) as LobbyEntry[];
  }
}

/** Resolves when the first picture is on the screen: to read the room's code would hold it up. */
async function pictureShown(): Promise<void> {
  const poster = document.querySelector<HTMLImageElement>('#poster');
  await poster?.decode().catch(() => undefined);
  if (!document.hidden)
    await new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Fetches the room's file while the code that reads it is still on its way. */
function fetchEarly(href: string): void {
  const link = Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', href });
  link.crossOrigin = 'anonymous';
  document.head.append(link);
}

/** Brings what walking in needs while somebody is still at the door. */
function fetchInside(): void {
  for (const code of [import('../net/link.ts'), import('./inside.ts'), import('../net/alone.ts')])
    void code.catch(() => undefined);
}

function sayUnlessOffline(error: unknown): void {
  const refusal = toRefusal(error);
  if (refusal.code === 'offline') reach.lost();
  else sayError(refusal);
}

/** The network is back: who walks alone walks in again, who could not open the room tries anew. */
function comeBack(): void {
  if (!ready.value) {
    location.reload();
    return;
  }
  void shelf.load().catch(sayUnlessOffline);
  void basket.refresh().catch(sayUnlessOffline);
  if (!stay.value?.alone || !appearance) return;
  leave();
  void enter(appearance);
}

/** Walks in: joins the room, then brings the world to life. */
export async function enter(wish: Appearance): Promise<void> {
  problem.value = '';
  appearance = wish;
  const { room, friend } = readAddress(location);
  try {
    await walkIn({ ...(friend && { beside: friend }) }, room);
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal.code === 'offline') reach.lost();
    problem.value = sayRefusal(refusal);
  }
}

async function joinRoom(as: Appearance, arrival: Arrival, room?: string): Promise<Link> {
  session ??= api.session();
  const { token } = await session;
  const { join } = await import('../net/link.ts');
  return join(token, { as: 'visitor', showroom: here.value, appearance: as, ...arrival }, room);
}

async function walkAlone(as: Appearance, { spawn }: SceneData): Promise<Link> {
  const { openAlone } = await import('../net/alone.ts');
  return openAlone(as, spawn[0]!);
}

/** Beside whom, or through which door, one arrives. */
type Arrival = { beside?: string; from?: string };

async function walkIn(arrival: Arrival, room?: string): Promise<void> {
  if (!appearance || !scene) return;
  const alone = reach.offline.value;
  const link = alone ? await walkAlone(appearance, scene) : await joinRoom(appearance, arrival, room);
  let inside: Inside | undefined;
  const chat = openChat(link, (line) => inside?.say(line.from, line.text));
  shelf.follow(link);
  link.onStatus((next) => (status.value = next));
  for (const listen of [link.watch.added, link.watch.removed] as const)
    listen('visitors', () => tick.value++);
  link.watch.changed(link.state.programme, () => tick.value++);
  link.on('refused', (refusal) => refusal.command !== 'avatars.move' && sayError(Refusal.from(refusal)));
  status.value = 'online';
  inside = noPicture.value ? undefined : await world?.enter(link);
  inside?.setSound(soundOn.value);
  stay.value = { link, inside, chat, scene, alone };
  performance.mark('vitrine.inside');
  setTimeout(keepRoom, KEEP_AFTER_MS);
}

/** Leaves the room; the picture of it stays, as behind the door. */
export function leave(): void {
  const { link, inside, chat } = stay.value ?? {};
  closeProduct();
  inside?.leave();
  chat?.dispose();
  link?.close();
  stay.value = undefined;
}

/** Goes through a way out. */
async function goThrough({ kind, to }: ScenePortal): Promise<void> {
  if (kind === 'door') await travel(to);
}

/** Goes to another showroom without leaving the page; when that fails one is back before the door. */
export async function travel(to: string, moved = true): Promise<void> {
  if (passing.value || to === here.value) return;
  const next = showroomOf(to);
  if (!next) return sayError(new Refusal('not-found'));
  const from = here.value;
  const wasInside = stay.value !== undefined;
  passing.value = next;
  panel.value = undefined;
  try {
    const data = await api.scene<SceneData>(next.scene);
    leave();
    scene = data;
    here.value = to;
    if (moved) history.pushState(undefined, '', pathOf(to));
    showPoster(next.scene);
    if (!noPicture.value) (await world?.stand(data))?.furnish(next.theme);
    progress.value = '';
    if (wasInside) await walkIn({ from });
    say(t('places.arrived', { place: nameOf(to) }));
  } catch (error) {
    const refusal = toRefusal(error);
    if (wasInside && !stay.value) problem.value = sayRefusal(refusal);
    else sayError(refusal);
  } finally {
    passing.value = undefined;
  }
}

/** The picture under the canvas, for as long as that is not ready. */
function showPoster(scene: string): void {
  const poster = document.querySelector<HTMLImageElement>('#poster');
  if (poster) poster.src = `/assets/scenes/${scene}/poster.webp`;
}

/** The address of the page changed: by the browser's way back or forth. */
export function followAddress(): void {
  const { showroom } = readAddress(location);
  if (showroom !== here.value) void travel(showroom, false);
}

/** Changes how one looks, here and in the next room. */
export async function wear(look: Look): Promise<void> {
  try {
    await stay.value?.link.request('avatars.look', look);
    if (appearance) appearance = { ...appearance, ...look };
  } catch (error) {
    sayError(error);
  }
}

/** A link for friends: into this room, beside me. */
export function invitation(): string {
  const { link } = stay.value ?? {};
  return link ? inviteTo(location.origin, here.value, link.roomId, link.sessionId) : location.href;
}

/** Takes the product of a stand to the front. */
export async function openProduct(stand: string): Promise<void> {
  const slug = shelf.onShow.value.find((entry) => entry.stand === stand)?.product.slug;
  if (!slug) return;
  closeProduct();
  panel.value = undefined;
  opened.value = { stand, slug, hand: undefined };
  const wide = innerWidth >= 720;
  const aside = document.documentElement.dir === 'rtl' ? -392 : 392;
  const covered = wide ? { right: aside / innerWidth, bottom: 0 } : { right: 0, bottom: 0.5 };
  const hand = await stay.value?.inside
    ?.inspect(slug, covered, (mm) => formatLength(mm, language.value))
    .catch(() => undefined);
  if (!hand) return;
  if (opened.value?.slug === slug && !opened.value.hand) opened.value = { stand, slug, hand };
  else hand.dispose();
}

/** Puts it back. */
export function closeProduct(): void {
  opened.value?.hand?.dispose();
  opened.value = undefined;
}

/** Lays a product into the cart. */
export async function addToCart(slug: string): Promise<void> {
  const product = await shelf.find(slug);
  await basket
    .add(slug)
    .then(
      () => product && say(t('product.added', { name: inLanguage(product.name, language.value) })),
      sayError,
    );
}

/** Changes how one looks around. */
export function setComfort(wish: Comfort): void {
  comfort.value = wish;
  storeComfort(wish);
  world?.setComfort(wish);
}

/** Changes how fine the picture is. */
export function setQuality(wish: typeof quality.value): void {
  quality.value = wish;
  world?.world.setQuality(wish);
}

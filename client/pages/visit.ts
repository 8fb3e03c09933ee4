import type { Look } from '../../shared/model/avatar.ts';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import { isOpen } from '../../shared/model/showroom.ts';
import type { Tour } from '../../shared/model/tour.ts';
import type { Appearance } from '../../shared/wire/avatars.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Session } from '../net/api.ts';
import type { Link, LinkStatus } from '../net/link.ts';
import { keepRoom, rememberLoads } from '../offline/keep.ts';
import { openReach } from '../offline/reach.ts';
import { sayRefusal, t } from '../ui/i18n.ts';
import { toRefusal } from '../ui/report.ts';
import { say, sayError } from '../ui/toast.tsx';
import { type Comfort, storeComfort } from '../world/comfort.ts';
import { inviteTo, pathOf, readAddress } from './address.ts';
import { fetchEarly, fetchInside, pictureShown } from './early.ts';
import { closeProduct, openProduct } from './hand.ts';
import type { Inside } from './inside.ts';
import { endOnTheWay, goOnWith, takeAlong } from './onTheWay.ts';
import { nameOf, recallShowrooms, refreshShowrooms, showroomOf } from './showrooms.ts';
import type { ShowroomWorld } from './showroomWorld.ts';
import {
  api,
  basket,
  comfort,
  here,
  noPicture,
  panel,
  passing,
  problem,
  progress,
  quality,
  ready,
  role,
  serverNow,
  shelf,
  soundOn,
  status,
  stay,
  tick,
} from './state.ts';
import type { Surfaces } from './surfaces.ts';
import { keepTicket, ticketOf } from './ticket.ts';
import { openTouring } from './touring.ts';

/** Milliseconds after which the room is kept for a visit without network: when what is needed first has come. */
const KEEP_AFTER_MS = 4000;

/** Whether the server can be reached. */
export const reach = openReach(() => (session = api.session()), comeBack);

let session: Promise<Session> | undefined;
let surface: Surfaces | undefined;
let world: ShowroomWorld | undefined;
let scene: SceneData | undefined;
let appearance: Appearance | undefined;

/** Tours that portals lead into. */
export const touring = openTouring({
  load: (name) => api.tour<Tour>(name),
  stay: () => stay.value,
  world: () => world?.world,
  surfaces: () => surface,
  soundOn: () => soundOn.value,
  failed: sayError,
});

/** The picture's measurements and what one is in, for `window.vitrine`. */
export const parts = () => ({ world: world?.world, stay: stay.value });

/** Opens the session, the scene and the picture of the room behind the door. */
export async function prepare(surfaces: Surfaces): Promise<void> {
  rememberLoads();
  keepTicket();
  surface = surfaces;
  const code = pictureShown().then(() => import('./showroomWorld.ts'));
  openCart();
  openShelf();
  const early = api.scene<SceneData>(sceneOnPoster()).catch(() => undefined);
  await refreshShowrooms().catch((error) => {
    if (toRefusal(error).code !== 'offline' || !recallShowrooms()) throw error;
    reach.lost();
  });
  const showroom = showroomOf(here.value);
  if (!showroom) throw new Refusal('not-found');
  const known = await early;
  scene = known?.name === showroom.scene ? known : await api.scene<SceneData>(showroom.scene);
  setMood(scene);
  fetchEarly(`/assets/scenes/${scene.name}/${scene.files.roomLow}`);
  const tours = touring.know(scene);
  try {
    const { openShowroomWorld } = await code;
    world = openShowroomWorld(surfaces, shelf, {
      loading: (step) => (progress.value = t(`load.${step}`)),
      products: (done, total) => (progress.value = done < total ? t('load.products', { done, total }) : ''),
      openStand: (stand) => void openProduct(stand),
      openPortal: (portal) => void goThrough(portal),
      behind(portal) {
        if (portal.kind === 'panorama') return touring.behind(portal);
        const next = showroomOf(portal.to);
        return next && { url: `/assets/scenes/${next.scene}/poster.webp` };
      },
      refused: sayError,
      moved() {
        tick.value++;
        touring.along();
      },
    });
    await tours;
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

/** Asks for the cart, under a session of its own; why it can't be had is said where the cart is. */
export function openCart(): void {
  session = api.session();
  session.then(
    (mine) => (role.value = mine.role),
    () => (session = undefined),
  );
  basket.refresh(session).catch(noteOffline);
}

/** Asks for the products; why they can't be had is said where they are listed. */
export function openShelf(): void {
  shelf.load().catch(noteOffline);
}

function noteOffline(error: unknown): void {
  if (toRefusal(error).code === 'offline') reach.lost();
}

/** The network is back: who walks alone walks in again, who could not open the room tries anew. */
function comeBack(): void {
  if (!ready.value) {
    location.reload();
    return;
  }
  openShelf();
  basket.refresh(session).catch(noteOffline);
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
    await sayAtDoor(refusal);
  }
}

/** Says at the door why one did not get in; of one that is not open yet the door itself tells until when. */
async function sayAtDoor(refusal: Refusal): Promise<void> {
  if (refusal.code === 'not-open') {
    await refreshShowrooms().catch(() => undefined);
    const now = serverNow.value;
    if (now && !isOpen(showroomOf(here.value)?.opensAt ?? null, now(), false)) return;
  }
  problem.value = sayRefusal(refusal);
}

async function joinRoom(as: Appearance, arrival: Arrival, room?: string): Promise<Link> {
  session ??= api.session();
  const { token } = await session;
  const { join } = await import('../net/link.ts');
  const ticket = ticketOf(here.value);
  const wish = { as: 'visitor' as const, showroom: here.value, appearance: as, ...arrival };
  return join(token, { ...wish, ...(ticket && { ticket }) }, room);
}

async function walkAlone(as: Appearance, { spawn }: SceneData): Promise<Link> {
  const { openAlone } = await import('../net/alone.ts');
  return openAlone(as, spawn[0]!);
}

/** Beside whom, through which door, or where one arrives. */
type Arrival = { beside?: string; from?: string; at?: { x: number; z: number; yaw: number } };

async function walkIn(arrival: Arrival, room?: string): Promise<void> {
  if (!appearance || !scene) return;
  const alone = reach.offline.value;
  const link = alone ? await walkAlone(appearance, scene) : await joinRoom(appearance, arrival, room);
  await settle(link, scene, alone);
}

/** Brings the world to life around one who has joined. */
async function settle(link: Link, scene: SceneData, alone = false): Promise<void> {
  let inside: Inside | undefined;
  const { openTalk } = await import('./talking.ts');
  const chat = await openTalk(link, {
    said(line, mine) {
      inside?.say(line.from, line.text);
      inside?.danmaku.fly(line, mine);
    },
    removed: (id) => inside?.danmaku.drop(id),
    changed: () => inside?.danmaku.clear(),
  });
  link.on('moderation.out', ({ kind, reason }) => {
    if (stay.value?.link !== link) return;
    leave();
    problem.value = t(`out.${kind}`, { reason });
  });
  link.on('identity.out', ({ why }) => {
    if (stay.value?.link !== link) return;
    leave();
    session = api.session();
    problem.value = t(`out.${why}`);
  });
  shelf.follow(link);
  link.onStatus((next) => follow(link, next));
  link.watch.removed('visitors', () => tick.value++);
  link.watch.added('visitors', (visitor) => {
    tick.value++;
    link.watch.changed(visitor, () => {
      tick.value++;
      touring.along();
    });
  });
  link.watch.changed(link.state.programme, () => tick.value++);
  link.watch.changed(link.state.event, () => tick.value++);
  link.watch.changed(link.state.recording, () => tick.value++);
  link.watch.added('stands', (stand) => link.watch.changed(stand, () => tick.value++));
  link.on('refused', (refusal) => refusal.command !== 'avatars.move' && sayError(Refusal.from(refusal)));
  status.value = 'online';
  inside = noPicture.value ? undefined : await world?.enter(link, comfort.value);
  inside?.setSound(soundOn.value);
  stay.value = { link, inside, chat, scene, alone };
  await goOnWith(inside);
  if (isUnseated()) void comeAgain(link); // the seat went while the world came
  performance.mark('vitrine.inside');
  setTimeout(keepRoom, KEEP_AFTER_MS);
}

const isUnseated = (): boolean => status.value === 'unseated';

function follow(link: Link, next: LinkStatus): void {
  status.value = next;
  if (next === 'unseated') void comeAgain(link);
}

/** The room that one was in is no more, or gave the seat away: joins anew by oneself, near where one was. */
async function comeAgain(gone: Link): Promise<void> {
  const me = gone.state.visitors.get(gone.sessionId)?.slot ?? -1;
  const arrival = (): Arrival => {
    const { x, z, yaw } = stay.value?.inside?.where(me) ?? {};
    return x === undefined || z === undefined || yaw === undefined ? {} : { at: { x, z, yaw } };
  };
  const still = (): boolean => stay.value?.link === gone;
  const next = showroomOf(here.value);
  try {
    const { untilDone } = await import('../net/again.ts');
    const link = await untilDone(async () => (still() ? joinRoom(appearance!, arrival()) : undefined));
    if (!still()) return link?.close();
    passing.value = next;
    leave('headset');
    await settle(link!, scene!);
    say(t('status.back'));
  } catch (error) {
    const refusal = toRefusal(error);
    status.value = 'lost';
    if (refusal.code === 'offline') return;
    if (still()) leave();
    await sayAtDoor(refusal);
  } finally {
    if (passing.value === next) passing.value = undefined;
    endOnTheWay();
  }
}

/** Leaves the room; the picture of it stays, as behind the door. A headset that is on may come along. */
export function leave(along: 'all' | 'headset' = 'all'): void {
  const { link, inside, chat } = stay.value ?? {};
  closeProduct();
  touring.close();
  if (along === 'headset') takeAlong(inside);
  inside?.leave();
  chat?.dispose();
  link?.close();
  stay.value = undefined;
}

/** Goes through a way out: into another showroom, or up to a picture all around and into its tour. */
export async function goThrough(portal: ScenePortal): Promise<void> {
  if (portal.kind === 'door') await travel(portal.to);
  else stay.value?.inside?.approach(portal, () => void touring.go(portal.to));
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
    await touring.know(data);
    leave('headset');
    scene = data;
    setMood(data);
    here.value = to;
    if (moved) history.pushState(undefined, '', pathOf(to));
    showPoster(next.scene);
    if (!noPicture.value) (await world?.stand(data))?.furnish(next.theme);
    progress.value = '';
    if (wasInside) await walkIn({ from });
    say(t('places.arrived', { place: nameOf(to) }));
  } catch (error) {
    const refusal = toRefusal(error);
    if (wasInside && !stay.value) await sayAtDoor(refusal);
    else sayError(refusal);
  } finally {
    passing.value = undefined;
    endOnTheWay();
  }
}

/** The interface is light by day and dark in the evening. */
function setMood({ mood }: SceneData): void {
  document.documentElement.dataset.mood = mood;
}

/** The scene whose picture the page came with: it can be fetched before the showrooms are known. */
const sceneOnPoster = (): string =>
  document.querySelector<HTMLImageElement>('#poster')?.src.split('/').at(-2) ?? '';

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

/** Changes how one looks around. */
export function setComfort(wish: Comfort): void {
  comfort.value = wish;
  storeComfort(wish);
  stay.value?.inside?.setComfort(wish);
}

/** Changes how fine the picture is. */
export function setQuality(wish: typeof quality.value): void {
  quality.value = wish;
  world?.world.setQuality(wish);
}

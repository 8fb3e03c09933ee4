import { signal } from '@preact/signals';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import type { Tour, TourPoint } from '../../shared/model/tour.ts';
import { readTourPlace, tourPlace } from '../../shared/model/tourPlace.ts';
import { Refusal } from '../../shared/wire/refusal.ts';
import type { Link } from '../net/link.ts';
import type { Panorama } from '../panoramas/panorama.ts';
import type { Behind } from '../showrooms/portals.ts';
import type { World } from '../world/world.ts';
import type { Inside } from './inside.ts';

/** A tour that one is in. */
export type OpenTour = { tour: Tour; point: TourPoint; panorama: Panorama };
/** Tours together: entered through portals, shared with those who follow. */
export type Touring = ReturnType<typeof openTouring>;

type TouringParts = {
  load(name: string): Promise<Tour>;
  /** Where one is: the room, and the picture of it, once they are there. */
  stay(): { link: Link; inside: Inside | undefined } | undefined;
  world(): World | undefined;
  /** The layer over the picture, and what takes the keyboard again. */
  surfaces(): { layer: HTMLElement; region: HTMLElement } | undefined;
  soundOn(): boolean;
  failed(error: unknown): void;
};

const folderOf = (tour: string): string => `/assets/panoramas/${tour}/`;

/** Opens what a page needs for tours; nothing is loaded before a scene with a portal to one stands. */
export function openTouring(parts: TouringParts) {
  const known = signal<ReadonlyMap<string, Tour>>(new Map());
  const open = signal<OpenTour | undefined>(undefined);
  let leader: { id: string; place: string } | undefined;
  let latest = 0;

  const load = async (name: string): Promise<Tour> => {
    const tour = known.value.get(name) ?? (await parts.load(name));
    known.value = new Map(known.value).set(name, tour);
    return tour;
  };
  const shut = (): void => {
    open.value?.panorama.dispose();
    if (open.value) requestAnimationFrame(() => parts.surfaces()?.region.focus({ preventScroll: true }));
    open.value = undefined;
    parts.surfaces()?.layer.classList.remove('touring');
  };
  const close = (): void => {
    latest++;
    shut();
  };
  /** Says that one is in the room again; when the room is gone, so is what it knew. */
  const tellLeft = (link: Link | undefined): void =>
    void link?.request('tours.leave', {}).catch(() => undefined);
  /** Goes into a tour or on to another point of it; `heading` is where that lies. */
  const go = async (name: string, wanted?: string, heading?: number): Promise<void> => {
    const turn = ++latest;
    const { link } = parts.stay() ?? {};
    try {
      const tour = await load(name);
      const point = tour.points.find(({ id }) => id === (wanted ?? tour.start));
      if (!link || !point) throw new Refusal('not-found');
      await link.request('tours.enter', { tour: name, point: point.id });
      const { openPanorama } = await import('../panoramas/panorama.ts');
      const world = parts.world();
      const { inside } = parts.stay() ?? {};
      if (turn !== latest || !world) return;
      const before = open.value?.tour === tour ? open.value.panorama : undefined;
      if (!before) shut();
      const panorama = before ?? openPanorama(world, folderOf(name), inside?.surround());
      panorama.setSound(parts.soundOn());
      parts.surfaces()?.layer.classList.add('touring');
      panorama.show(point, before && heading);
      open.value = { tour, point, panorama };
    } catch (error) {
      if (!open.value) tellLeft(link);
      parts.failed(error);
    }
  };
  /** Comes back into the room. */
  const leave = (): void => {
    close();
    tellLeft(parts.stay()?.link);
  };
  return {
    known,
    open,
    go,
    leave,
    close,
    /** Shows the point anew: before the eyes of a headset that has come, or on the page again. */
    takeAnew(): void {
      const { tour, point } = open.value ?? {};
      if (!tour || !point) return;
      shut();
      void go(tour.name, point.id);
    },
    /** Reads the tours to which a scene has portals, so that one sees them through these. One that can't be had is left out. */
    async know({ portals }: Pick<SceneData, 'portals'>): Promise<void> {
      const names = new Set(portals.filter(({ kind }) => kind === 'panorama').map(({ to }) => to));
      await Promise.all([...names].map((name) => load(name).catch(() => undefined)));
    },
    /** What one sees through a portal: the tour's first point, turned to where one looks first. */
    behind({ to }: ScenePortal): Behind | undefined {
      const tour = known.value.get(to);
      const first = tour?.points.find(({ id }) => id === tour.start);
      const picture = first?.poster ?? (first?.kind === 'photo' ? first.file : undefined);
      return first && picture ? { url: folderOf(to) + picture, turn: -first.yaw } : undefined;
    },
    /** Goes where the one goes whom one follows; to be called when that may have changed. */
    along(): void {
      const { link, inside } = parts.stay() ?? {};
      const id = inside?.moves.following;
      if (!link || !id) {
        leader = undefined;
        return;
      }
      const place = link.state.visitors.get(id)?.tour ?? '';
      const before = leader?.id === id ? leader.place : '';
      leader = { id, place };
      if (place === before) return;
      const there = readTourPlace(place);
      if (!there) leave();
      else if (!open.value || tourPlace(open.value.tour.name, open.value.point.id) !== place)
        void go(there.tour, there.point, headingTo(open.value?.point, there.point));
    },
  };
}

const headingTo = (from: TourPoint | undefined, to: string): number | undefined =>
  from?.hotspots.find((spot) => spot.kind === 'go' && spot.to === to)?.yaw;

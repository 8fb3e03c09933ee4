import { clampToWalkable } from '../../shared/model/geometry.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import type { Wish } from '../world/controls.ts';
import type { Walker } from '../world/walker.ts';
import type { Ways } from '../world/ways.ts';
import type { World } from '../world/world.ts';

/** Ways of getting somewhere: to a place, a stand, the screen, a person, a seat. */
export type Moves = {
  goTo(x: number, z: number, facing?: number): void;
  goToStand(id: string): void;
  goToScreen(): void;
  goToPerson(id: string): void;
  /** Walks after somebody until one walks by oneself; undefined ends it. */
  follow(id: string | undefined): void;
  readonly following: string | undefined;
  /** Walks to a seat and sits down. */
  sit(seat: number): void;
  /** The nearest seat where nobody sits, by its place in the list. */
  nearestSeat(): number | undefined;
  /** The seat one sits on, by its place in the list. */
  readonly seat: number | undefined;
  /** Whether one walks somewhere, or will as soon as the way is known. */
  readonly underway: boolean;
  rise(): void;
  dispose(): void;
};

/** What moves work with. */
export type MovesParts = {
  world: World;
  link: Link;
  data: SceneData;
  walker: Walker;
  wish: Wish;
  ways: Ways;
  /** Where somebody is drawn. */
  place(id: string): { x: number; z: number } | undefined;
  /** One may not sit down there. */
  refused(error: unknown): void;
  /** Arrived somewhere to look at something: the view turns there (radians). */
  face(yaw: number): void;
  /** Sat down, stood up, or follows somebody else now. */
  changed(): void;
};

/** Metres in front of a stand, and of a person, at which one stops. */
const STAND_METRES = 1.15;
const PERSON_METRES = 1.2;
/** Screen widths from which one sees a screen well. */
const SCREEN_WIDTHS = 1.15;
/** Metres that one lets somebody go before walking after them, and seconds between two looks. */
const FOLLOW = { metres: 2, seconds: 0.4 } as const;
/** Metres before a seat from which one sits down, and within which the room lets one. */
const SEAT = { before: 0.6, reach: 2.3 } as const;
/** Metres from a point at which one need not know a way to it any more. */
const THERE_METRES = 0.25;

/** Opens them for one's own walker. */
export function openMoves(parts: MovesParts): Moves {
  const { world, link, data, walker, wish, ways, place } = parts;
  let heading: number | undefined;
  let seat: number | undefined;
  let rising = false;
  let followed: string | undefined;
  let look = 0;

  let facingThen: number | undefined;
  /** Where one set out for, straight, before the ways around furniture were known. */
  let blind: { x: number; z: number; facing: number | undefined } | undefined;
  const walkTo = (x: number, z: number, facing?: number): void => {
    facingThen = facing;
    blind = ways.known ? undefined : { x, z, facing };
    walker.goTo(x, z, facing, ways.find([walker.x, walker.z], [x, z]));
  };
  const underway = (): boolean => {
    if (walker.walkingTo) return true;
    if (blind && Math.hypot(blind.x - walker.x, blind.z - walker.z) < THERE_METRES) blind = undefined;
    return blind !== undefined;
  };
  /** Walks to a point short of a goal and faces it. */
  const approach = (x: number, z: number, metres: number, fromX = walker.x, fromZ = walker.z): void => {
    const dx = fromX - x;
    const dz = fromZ - z;
    const far = metres / Math.max(0.01, Math.hypot(dx, dz));
    onFeet(() => walkTo(x + dx * far, z + dz * far, Math.atan2(dx, dz)));
  };
  const rise = async (): Promise<void> => {
    if (seat === undefined || rising) return;
    rising = true;
    try {
      const at = await link.request('avatars.stand', {});
      walker.place(at.x, at.z, at.yaw);
      seat = undefined;
    } catch (error) {
      parts.refused(error);
    } finally {
      rising = false;
      parts.changed();
    }
  };
  const onFeet = (then: () => void): void => {
    heading = undefined;
    if (seat === undefined) then();
    else void rise().then(then);
  };
  const sitDown = async (wanted: number): Promise<void> => {
    blind = undefined;
    try {
      const at = await link.request('avatars.sit', { seat: wanted });
      walker.place(at.x, at.z, at.yaw);
      seat = wanted;
      parts.face(at.yaw);
      parts.changed();
    } catch (error) {
      parts.refused(error);
    }
  };
  const isFree = (index: number): boolean => {
    for (const [id, visitor] of link.state.visitors)
      if (visitor.seat === index + 1 && id !== link.sessionId) return false;
    return true;
  };
  const setFollowed = (id: string | undefined): void => {
    if (followed === id) return;
    followed = id;
    parts.changed();
  };
  const undo = world.onFrame((seconds) => {
    const walks = Math.hypot(wish.ahead, wish.aside) > 0.05;
    if (walks) {
      blind = undefined;
      facingThen = undefined;
      heading = undefined;
      setFollowed(undefined);
      if (seat !== undefined) void rise();
    }
    if (blind && ways.known) walkTo(blind.x, blind.z, blind.facing);
    if (heading !== undefined && !walker.walkingTo) {
      const [x, , z] = data.seats[heading]!.position;
      const wanted = heading;
      const inReach = Math.hypot(walker.x - x, walker.z - z) < SEAT.reach;
      if (inReach || !underway()) heading = undefined;
      if (inReach) void sitDown(wanted);
    }
    if (facingThen !== undefined && !underway()) {
      parts.face(facingThen);
      facingThen = undefined;
    }
    look -= seconds;
    if (followed === undefined || look > 0) return;
    look = FOLLOW.seconds;
    const them = place(followed);
    if (!them) setFollowed(undefined);
    else if (Math.hypot(them.x - walker.x, them.z - walker.z) > FOLLOW.metres)
      approach(them.x, them.z, PERSON_METRES);
  });
  return {
    get seat() {
      return seat;
    },
    get following() {
      return followed;
    },
    get underway() {
      return underway();
    },
    goTo(x, z, facing) {
      setFollowed(undefined);
      onFeet(() => walkTo(x, z, facing));
    },
    goToStand(id) {
      const stand = data.stands.find((candidate) => candidate.id === id);
      if (!stand) return;
      setFollowed(undefined);
      const [x, , z] = stand.position;
      const { from } = stand.view;
      approach(x, z, STAND_METRES + Math.max(...stand.size) / 2, from[0], from[2]);
    },
    goToScreen() {
      const screen = data.screens[0];
      if (!screen) return;
      setFollowed(undefined);
      const far = screen.width * SCREEN_WIDTHS;
      const [x, , z] = screen.centre;
      const before = [x - Math.sin(screen.yaw) * far, z - Math.cos(screen.yaw) * far] as const;
      const free = clampToWalkable(data.walkable, ...before);
      onFeet(() => walkTo(free.x, free.z, Math.atan2(free.x - x, free.z - z)));
    },
    goToPerson(id) {
      const them = place(id);
      if (!them) return;
      setFollowed(undefined);
      approach(them.x, them.z, PERSON_METRES);
    },
    follow(id) {
      look = 0;
      setFollowed(id);
    },
    sit(wanted) {
      const there = data.seats[wanted];
      if (!there || wanted === seat) return;
      setFollowed(undefined);
      const [x, , z] = there.position;
      const before = clampToWalkable(
        data.walkable,
        x - Math.sin(there.yaw) * SEAT.before,
        z - Math.cos(there.yaw) * SEAT.before,
      );
      onFeet(() => {
        walkTo(before.x, before.z);
        heading = wanted;
      });
    },
    nearestSeat() {
      let best: number | undefined;
      let near = Number.POSITIVE_INFINITY;
      for (const [index, { position }] of data.seats.entries()) {
        const metres = Math.hypot(position[0] - walker.x, position[2] - walker.z);
        if (metres < near && isFree(index)) [best, near] = [index, metres];
      }
      return best;
    },
    rise: () => void rise(),
    dispose: undo,
  };
}

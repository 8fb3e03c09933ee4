import type { Quaternion, Vector3 } from '@babylonjs/core/Maths/math.vector';
import type { TransformNode } from '@babylonjs/core/Meshes/transformNode';
import { TELEPORT_METRES } from '../../shared/model/avatar.ts';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import { aim } from '../world/aim.ts';
import type { Seen } from '../world/boards/seen.ts';
import type { Ground, Ray } from '../world/ground.ts';
import type { Holdable, SeenHeld } from '../world/holdable.ts';
import { newPad } from '../world/pads.ts';
import type { Walker } from '../world/walker.ts';
import type { World } from '../world/world.ts';
import { type BoardRoots, type Boards, openBoards } from './boards.ts';
import { keepInTime } from './fineness.ts';
import { openGaze } from './gaze.ts';
import { type HandSign, openGestures } from './gestures.ts';
import { openGrasp } from './grasp.ts';
import { type Headset, openHeadset } from './headset.ts';
import { openHolding } from './holding.ts';
import { type Locomotion, openLocomotion, SIT_LOWER_METRES } from './locomotion.ts';
import { type OwnHands, openOwnHands } from './ownHands.ts';
import { openPointer, type Pointer } from './pointer.ts';
import { openPointing, type Pointing } from './pointing.ts';
import { followVrComfort, readVrComfort } from './vrComfort.ts';

/** What a visit with a headset works with. */
export type VrParts = {
  world: World;
  link: Link;
  data: SceneData;
  ground: Ground;
  walker: Walker;
  moves: {
    readonly seat: number | undefined;
    goToStand(id: string): void;
    sit(seat: number): void;
    rise(): void;
  };
  /** The stand that a ray means, within so many metres. */
  standAt(ray: Ray, metres: number): string | undefined;
  openPortal(portal: ScenePortal): void;
  /** Shows all about the product of a stand. */
  openStand(stand: string): void;
  refused(error: unknown): void;
};

/** A room that is visited with a headset. */
export type Vr = {
  /** Takes the place of the rig behind one's shoulder, each frame. */
  step(seconds: number): void;
  /** Stands parts of the page in the room, until the returned undo; `onMenu` is called when the menu is asked for. */
  attach(
    roots: BoardRoots,
    onMenu: () => void,
  ): Pick<Boards, 'showMenu' | 'standAside'> & { dispose(): void };
  /** Where something to be held hangs, and from where one sees it; and the hands that hold it. */
  within: {
    floor: TransformNode;
    head: { position: Vector3; rotationQuaternion: Quaternion };
    hold(it: Holdable | undefined): void;
  };
  /** Hides all but boards, hands and what is all around, or shows the room again. */
  surround(on: boolean): void;
  /** What can be pressed on boards now. */
  seen(): Seen[];
  held(): SeenHeld | undefined;
  /** Takes the height at which one's eyes are now for that of somebody who stands. */
  setHeight(): void;
  /** Runs when hands say something without words, until the returned undo. */
  onSign(listener: (sign: HandSign) => void): () => void;
  onEnd(listener: () => void): () => void;
  /** Leaves the room with the headset on: what shows this room is put away, and the next room may take the headset. */
  release(): Headset;
  /** What one sees of one's own hands. */
  hand: OwnHands['shown'];
  end(): Promise<void>;
};

/** Seconds in which the view darkens and clears when one is elsewhere at once. */
const BLINK_SECONDS = 0.14;
/** How far a ray goes where a picture is all around. */
const AROUND_METRES = 2;
/** A hand that wishes nothing. */
const STILL = newPad();
/** Share of the view that closes while one glides. */
const GLIDE_VEIL = 0.35;

/** Shows the room in a headset, in one that is on already, or anew: then to be called from a press. Throws what the browser says. */
export async function enterVr(parts: VrParts, on?: Headset): Promise<Vr> {
  const { world, link, data, ground, walker, moves } = parts;
  const headset = on ?? (await openHeadset(world));
  headset.dark(false);
  const { rig, pads } = headset;
  const pointing = openPointing(world, headset);
  let comfort = readVrComfort();
  const forget = followVrComfort((next) => {
    comfort = next;
  });
  const locomotion = openLocomotion({ rig, walker, ground, seats: moves, comfort: () => comfort });
  const leaps = openLeaps(link, locomotion, parts.refused);
  const pointer: Pointer = openPointer({
    ...{ rig, data, ground, walker, pointing },
    teleport: (x, z, yaw) => pointer.isFree(x, z) && leaps.go(x, z, yaw),
    select(ray) {
      const stand = parts.standAt(ray, TELEPORT_METRES);
      const there = aim(ray, ground, data);
      if (stand && link.state.stands.get(stand)?.product) {
        moves.goToStand(stand);
        parts.openStand(stand);
      } else if (there?.kind === 'portal') parts.openPortal(there.portal);
      else if (there?.kind === 'seat') moves.sit(there.seat);
      else if (there && pointer.isFree(there.x, there.z)) leaps.go(there.x, there.z, rig.headYaw);
    },
  });
  const veil = openVeil(pointing);
  const grasp = openGrasp();
  const inTime = keepInTime(headset.session);
  const gestures = openGestures();
  const signed = new Set<(sign: HandSign) => void>();
  const skin = link.state.visitors.get(link.sessionId)?.skin ?? '';
  const hands = openOwnHands(world, headset.floor, skin);
  const holding = openHolding({
    ...{ link, rig, pads, walker, ground },
    head: headset.eyes.rotationQuaternion,
    sunk: () => (moves.seat === undefined ? 0 : SIT_LOWER_METRES),
  });
  const gaze = openGaze();
  let isHanded = false;
  let pinches = false;
  const look = { position: headset.eyes.position, turn: headset.eyes.rotationQuaternion };
  addEventListener('pointerdown', gaze.tap);
  let isAround = false;
  let boards: Boards | undefined;
  let asksMenu = (): void => {};
  let upper = false;
  const askMenu = (): void => {
    const pressed = pads.left.upper || pads.right.upper;
    if (pressed && !upper) asksMenu();
    upper = pressed;
  };
  const putAway = (): void => {
    unlisten();
    forget();
    removeEventListener('pointerdown', gaze.tap);
    boards?.dispose();
    boards = undefined;
    // Who takes it off looks on where they looked.
    if (moves.seat === undefined) walker.yaw = rig.headYaw;
    holding.end();
    hands.dispose();
    pointing.dispose();
  };
  const unlisten = headset.onEnd(putAway);
  return {
    step(seconds) {
      if (!headset.read()) return;
      const wished = comfort.leftHanded ? pads.left : pads.right;
      const other = comfort.leftHanded ? pads.right : pads.left;
      // With one hand alone, that one points.
      const main = !wished.here && other.here ? other : wished;
      const walking = main === wished ? other : wished;
      const gliding = locomotion.step(seconds, isAround ? STILL : walking, main);
      headset.lay();
      holding.step(seconds);
      if (headset.frame) inTime(seconds, headset.frame, headset.space);
      if (headset.frame) hands.step(headset.frame, headset.space, headset.session.inputSources);
      askMenu();
      const sign = gestures.step(seconds, pads.left, pads.right, headset.eyes.position.y);
      if (sign) for (const listener of signed) listener(sign);
      isHanded ||= main.here && !main.passing;
      // Who never had a hand here looks at what they mean; one that is lost for a moment comes back.
      pinches ||= main.here && main.passing;
      if (!isHanded) gaze.read(look, seconds, !pinches);
      const first = isHanded || main.here ? main : gaze.pad;
      const second = main === wished ? other : wished;
      const board = boards?.step(seconds, first, isHanded ? second : undefined) ?? -1;
      const held = grasp.step(first, second, board);
      // Where a picture is all around, nothing of the room can be meant.
      pointer.step(first, held >= 0 ? held : board < 0 && isAround ? AROUND_METRES : board);
      const narrowed = gliding && comfort.narrow ? GLIDE_VEIL : 0;
      veil.step(seconds, Math.max(leaps.under ? 1 : 0, locomotion.leaning(), narrowed));
    },
    attach(roots, onMenu) {
      boards?.dispose();
      const mine = openBoards(world, headset, roots);
      boards = mine;
      asksMenu = onMenu;
      return {
        showMenu: mine.showMenu,
        standAside: mine.standAside,
        dispose() {
          if (boards !== mine) return;
          boards = undefined;
          mine.dispose();
        },
      };
    },
    within: {
      ...{ floor: headset.floor, head: headset.eyes },
      hold: grasp.hold,
    },
    surround(on) {
      isAround = on;
      headset.surround(on);
    },
    seen: () => boards?.seen() ?? [],
    held: grasp.seen,
    setHeight: locomotion.setHeight,
    onSign(listener) {
      signed.add(listener);
      return () => signed.delete(listener);
    },
    release() {
      putAway();
      headset.surround(false);
      headset.dark(true);
      return headset;
    },
    hand: hands.shown,
    onEnd: headset.onEnd,
    end: headset.end,
  };
}

/** Being elsewhere at once: the room is asked, one at a time. */
function openLeaps(link: Link, locomotion: Locomotion, refused: (error: unknown) => void) {
  let under = false;
  const ask = async (x: number, z: number, yaw: number): Promise<void> => {
    try {
      const wish = { x, z, yaw: Math.atan2(Math.sin(yaw), Math.cos(yaw)) };
      const there = await link.request('avatars.teleport', wish);
      locomotion.be(there.x, there.z, there.yaw);
    } catch (error) {
      refused(error);
    } finally {
      under = false;
    }
  };
  return {
    get under() {
      return under;
    },
    go(x: number, z: number, yaw: number): void {
      if (under) return;
      under = true;
      void ask(x, z, yaw);
    },
  };
}

/** The veil before the eyes, which closes and opens in a blink. */
function openVeil(pointing: Pointing) {
  let shown = 0;
  return {
    step(seconds: number, wanted: number): void {
      const step = seconds / BLINK_SECONDS;
      shown += Math.max(-step, Math.min(step, wanted - shown));
      pointing.veil(shown);
    },
  };
}

import { TELEPORT_METRES } from '../../shared/model/avatar.ts';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import { aim } from '../world/aim.ts';
import type { Ground, Ray } from '../world/ground.ts';
import type { Walker } from '../world/walker.ts';
import type { World } from '../world/world.ts';
import { openGaze } from './gaze.ts';
import { openHeadset } from './headset.ts';
import { type Locomotion, openLocomotion } from './locomotion.ts';
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
  refused(error: unknown): void;
};

/** A room that is visited with a headset. */
export type Vr = {
  /** Takes the place of the rig behind one's shoulder, each frame. */
  step(seconds: number): void;
  onEnd(listener: () => void): void;
  end(): Promise<void>;
};

/** Seconds in which the view darkens and clears when one is elsewhere at once. */
const BLINK_SECONDS = 0.14;
/** Share of the view that closes while one glides. */
const GLIDE_VEIL = 0.35;

/** Shows the room in a headset; to be called from a press. Throws what the browser says. */
export async function enterVr(parts: VrParts): Promise<Vr> {
  const { world, link, data, ground, walker, moves } = parts;
  const headset = await openHeadset(world);
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
      if (stand && link.state.stands.get(stand)?.product) moves.goToStand(stand);
      else if (there?.kind === 'portal') parts.openPortal(there.portal);
      else if (there?.kind === 'seat') moves.sit(there.seat);
      else if (there && pointer.isFree(there.x, there.z)) leaps.go(there.x, there.z, rig.headYaw);
    },
  });
  const veil = openVeil(pointing);
  const gaze = openGaze();
  let isHanded = false;
  const eyes = { position: headset.eyes.position, turn: headset.eyes.rotationQuaternion };
  addEventListener('pointerdown', gaze.tap);
  headset.onEnd(() => {
    forget();
    removeEventListener('pointerdown', gaze.tap);
    pointing.dispose();
  });
  return {
    step(seconds) {
      if (!headset.read()) return;
      const wished = comfort.leftHanded ? pads.left : pads.right;
      const other = comfort.leftHanded ? pads.right : pads.left;
      // With one hand alone, that one points.
      const main = !wished.here && other.here ? other : wished;
      const gliding = locomotion.step(seconds, main === wished ? other : wished, main);
      headset.lay();
      isHanded ||= main.here;
      // Who never had a hand here looks at what they mean; one that is lost for a moment comes back.
      if (!isHanded) gaze.read(eyes, seconds);
      pointer.step(isHanded ? main : gaze.pad);
      const narrowed = gliding && comfort.narrow ? GLIDE_VEIL : 0;
      veil.step(seconds, Math.max(leaps.under ? 1 : 0, locomotion.leaning(), narrowed));
    },
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

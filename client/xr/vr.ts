import { TELEPORT_METRES } from '../../shared/model/avatar.ts';
import { isWalkable } from '../../shared/model/geometry.ts';
import type { Scene as SceneData, ScenePortal } from '../../shared/model/scene.ts';
import type { Link } from '../net/link.ts';
import { aim } from '../world/aim.ts';
import type { Ground, Ray } from '../world/ground.ts';
import type { Walker } from '../world/walker.ts';
import type { World } from '../world/world.ts';
import { openArc } from './arc.ts';
import { openHeadset } from './headset.ts';
import type { Pad } from './pads.ts';
import { layRay, openPointing } from './pointing.ts';

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

/** Radians of one step of turning, and how far the stick goes for it. */
const SNAP = { radians: Math.PI / 6, at: 0.7, back: 0.4 } as const;
/** How far the stick is pushed ahead to throw. */
const THROW_AT = 0.7;
/** Seconds in which the view darkens and clears when one is elsewhere at once. */
const BLINK_SECONDS = 0.14;
/** Metres by which a head may be away from its body (leaning over a table) before the view darkens. */
const LEAN = { free: 0.45, dark: 0.9 } as const;
/** Share of the view that closes while one glides. */
const GLIDE_VEIL = 0.35;
/** How fast the floor follows steps and slopes: share per second. */
const CLIMB_RATE = 8;
const SIT_LOWER_METRES = 0.42;

/** Shows the room in a headset; to be called from a press. Throws what the browser says. */
export async function enterVr(parts: VrParts): Promise<Vr> {
  const { world, link, data, ground, walker, moves } = parts;
  const headset = await openHeadset(world);
  const { rig, pads } = headset;
  const pointing = openPointing(world, headset);
  const arc = openArc(ground);
  const straight = new Float32Array(6);
  const ray: Ray = { origin: { x: 0, y: 0, z: 0 }, direction: { x: 0, y: 0, z: -1 } };
  const tip = { x: 0, y: 0, z: 0 };
  const wish = { ahead: 0, aside: 0, hurry: false };
  const last = { x: walker.x, z: walker.z };
  let begun = false;
  let turned = false;
  let throwing = false;
  let triggered = false;
  let veil = 0;
  let blink = 0;

  const point = (pad: Pad): void => {
    const { x, y, z, dx, dy, dz } = pad.ray;
    rig.toRoom(x, y, z, ray.origin);
    rig.toRoom(x + dx, y + dy, z + dz, tip);
    ray.direction.x = tip.x - ray.origin.x;
    ray.direction.y = tip.y - ray.origin.y;
    ray.direction.z = tip.z - ray.origin.z;
  };
  /** Whether one may be there at once. */
  const isFree = (x: number, z: number): boolean =>
    isWalkable(data.walkable, x, z) && Math.hypot(x - walker.x, z - walker.z) < TELEPORT_METRES;
  const teleport = async (x: number, z: number, yaw: number): Promise<void> => {
    if (blink > 0 || !isFree(x, z)) return;
    blink = 1;
    try {
      const there = await link.request('avatars.teleport', {
        x,
        z,
        yaw: Math.atan2(Math.sin(yaw), Math.cos(yaw)),
      });
      walker.place(there.x, there.z, there.yaw);
      rig.put(there.x, there.z, there.yaw);
      rig.y = ground.height(there.x, there.z);
      last.x = walker.x;
      last.z = walker.z;
    } catch (error) {
      parts.refused(error);
    } finally {
      blink = 0;
    }
  };
  const select = (): void => {
    const stand = parts.standAt(ray, TELEPORT_METRES);
    const there = aim(ray, ground, data);
    if (stand && link.state.stands.get(stand)?.product) moves.goToStand(stand);
    else if (there?.kind === 'portal') parts.openPortal(there.portal);
    else if (there?.kind === 'seat') moves.sit(there.seat);
    else if (there) void teleport(there.x, there.z, rig.headYaw);
  };
  /** Follows real steps, and the body where something else moved it. */
  const follow = (seconds: number): void => {
    if (!begun || walker.x !== last.x || walker.z !== last.z) {
      rig.put(walker.x, walker.z, begun ? rig.headYaw : walker.yaw);
      if (!begun) rig.y = ground.height(walker.x, walker.z);
      begun = true;
    } else if (moves.seat === undefined && !walker.walkingTo)
      walker.stride(rig.headX - walker.x, rig.headZ - walker.z, seconds);
  };
  const glide = (seconds: number, pad: Pad): boolean => {
    wish.ahead = pad.ahead;
    wish.aside = pad.aside;
    wish.hurry = pad.squeeze;
    const wishes = wish.ahead !== 0 || wish.aside !== 0;
    if (wishes && moves.seat !== undefined) moves.rise();
    if (moves.seat !== undefined || (!wishes && !walker.walkingTo)) return false;
    const [x, z] = [walker.x, walker.z];
    walker.step(seconds, wish, rig.headYaw);
    rig.shift(walker.x - x, walker.z - z);
    return true;
  };
  const turn = (aside: number): void => {
    if (Math.abs(aside) < SNAP.back) turned = false;
    if (turned || Math.abs(aside) < SNAP.at) return;
    turned = true;
    rig.turn(-Math.sign(aside) * SNAP.radians);
  };
  const throwArc = (pad: Pad): void => {
    const wants = pad.ahead > THROW_AT;
    if (wants || throwing) {
      point(pad);
      arc.throw(ray.origin, ray.direction.x, ray.direction.y, ray.direction.z);
    }
    const { hit, x, y, z } = arc.landed;
    const yaw = rig.headYaw;
    if (wants) {
      pointing.way(arc.points, arc.count);
      if (hit) pointing.ring(x, y, z, yaw, isFree(x, z));
      else pointing.noRing();
    } else if (throwing && hit) void teleport(x, z, yaw);
    throwing = wants;
  };
  const showRay = (pad: Pad): void => {
    if (!pad.here) {
      pointing.noWay();
      pointing.noRing();
      return;
    }
    point(pad);
    const there = aim(ray, ground, data);
    const floor = there?.kind === 'floor' ? there : undefined;
    const far = floor
      ? Math.hypot(
          floor.x - ray.origin.x,
          floor.z - ray.origin.z,
          ray.origin.y - ground.height(floor.x, floor.z),
        )
      : TELEPORT_METRES;
    layRay(straight, ray, Math.min(far, TELEPORT_METRES));
    pointing.way(straight, 2);
    if (floor && far < TELEPORT_METRES)
      pointing.ring(floor.x, ground.height(floor.x, floor.z), floor.z, rig.headYaw, isFree(floor.x, floor.z));
    else pointing.noRing();
  };
  const darken = (seconds: number, gliding: boolean): void => {
    const away = Math.hypot(rig.headX - walker.x, rig.headZ - walker.z);
    const lean = Math.max(0, Math.min(1, (away - LEAN.free) / (LEAN.dark - LEAN.free)));
    const wanted = Math.max(blink, lean, gliding ? GLIDE_VEIL : 0);
    const step = seconds / BLINK_SECONDS;
    veil += Math.max(-step, Math.min(step, wanted - veil));
    pointing.veil(veil);
  };

  headset.onEnd(() => pointing.dispose());
  return {
    step(seconds) {
      if (!headset.read()) return;
      follow(seconds);
      const gliding = glide(seconds, pads.left);
      turn(pads.right.aside);
      if (!walker.walkingTo && moves.seat === undefined) walker.yaw = rig.headYaw;
      const floor = ground.height(walker.x, walker.z) - (moves.seat === undefined ? 0 : SIT_LOWER_METRES);
      rig.y += (floor - rig.y) * Math.min(1, seconds * CLIMB_RATE);
      headset.lay();
      throwArc(pads.right);
      if (!throwing) showRay(pads.right);
      if (pads.right.trigger && !triggered) {
        point(pads.right);
        select();
      }
      triggered = pads.right.trigger;
      darken(seconds, gliding);
      last.x = walker.x;
      last.z = walker.z;
    },
    onEnd: headset.onEnd,
    end: headset.end,
  };
}

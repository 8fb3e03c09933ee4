import { TELEPORT_METRES } from '../../shared/model/avatar.ts';
import { isWalkable } from '../../shared/model/geometry.ts';
import type { Scene as SceneData } from '../../shared/model/scene.ts';
import { aim } from '../world/aim.ts';
import type { Ground, Ray } from '../world/ground.ts';
import type { Pad } from '../world/pads.ts';
import { lengthOf } from '../world/turns.ts';
import type { Walker } from '../world/walker.ts';
import { openArc } from './arc.ts';
import { layRay, type Pointing } from './pointing.ts';
import type { Rig } from './rig.ts';

/** What the pointing hand works with. */
export type PointerParts = {
  rig: Rig;
  data: SceneData;
  ground: Ground;
  walker: Walker;
  pointing: Pointing;
  /** Goes there at once. */
  teleport(x: number, z: number, yaw: number): void;
  /** The trigger was pressed, pointing so. */
  select(ray: Ray): void;
};

/** The hand that points: a ray to what it means, a throw to where one will be. */
export type Pointer = {
  /** One frame; `board`: how many metres along its ray the hand points at a board, negative where it does not. */
  step(pad: Pad, board: number): void;
  /** Whether one may be somewhere at once. */
  isFree(x: number, z: number): boolean;
};

/** How far the stick is pushed ahead to throw. */
const THROW_AT = 0.7;

/** Opens it. */
export function openPointer({ rig, data, ground, walker, pointing, ...told }: PointerParts): Pointer {
  const arc = openArc(ground);
  const straight = new Float32Array(6);
  const ray: Ray = { origin: { x: 0, y: 0, z: 0 }, direction: { x: 0, y: 0, z: -1 } };
  const tip = { x: 0, y: 0, z: 0 };
  let throwing = false;
  let pressed = false;
  const isFree = (x: number, z: number): boolean =>
    isWalkable(data.walkable, x, z) && lengthOf(x - walker.x, 0, z - walker.z) < TELEPORT_METRES;
  const read = ({ ray: { x, y, z, dx, dy, dz } }: Pad): void => {
    rig.toRoom(x, y, z, ray.origin);
    rig.toRoom(x + dx, y + dy, z + dz, tip);
    ray.direction.x = tip.x - ray.origin.x;
    ray.direction.y = tip.y - ray.origin.y;
    ray.direction.z = tip.z - ray.origin.z;
  };
  const ringAt = (x: number, z: number): void =>
    pointing.ring(x, ground.height(x, z), z, rig.headYaw, isFree(x, z));
  const throwArc = (): void => {
    arc.throw(ray.origin, ray.direction.x, ray.direction.y, ray.direction.z);
    pointing.way(arc.points, arc.count);
    if (arc.landed.hit) ringAt(arc.landed.x, arc.landed.z);
    else pointing.noRing();
  };
  const showRay = (): void => {
    const there = aim(ray, ground, data);
    const floor = there?.kind === 'floor' ? there : undefined;
    const { x, y, z } = ray.origin;
    const far = floor
      ? lengthOf(floor.x - x, y - ground.height(floor.x, floor.z), floor.z - z)
      : TELEPORT_METRES;
    layRay(straight, ray, Math.min(far, TELEPORT_METRES));
    pointing.way(straight, 2);
    if (floor && far < TELEPORT_METRES) ringAt(floor.x, floor.z);
    else pointing.noRing();
  };
  /** A ray to a board; none to one that is touched. */
  const showRayTo = (metres: number): void => {
    pointing.noRing();
    layRay(straight, ray, metres);
    if (metres === 0) pointing.noWay();
    else pointing.way(straight, 2);
  };
  return {
    isFree,
    step(pad, board) {
      const throws = board < 0 && pad.here && pad.ahead > THROW_AT;
      const { hit, x, z } = arc.landed;
      if (throwing && !throws && hit) told.teleport(x, z, rig.headYaw);
      throwing = throws;
      if (!pad.here) {
        pointing.noWay();
        pointing.noRing();
        pressed = false;
        return;
      }
      read(pad);
      if (throws) throwArc();
      else if (board < 0) showRay();
      else showRayTo(board);
      if (pad.trigger && !pressed && board < 0) told.select(ray);
      pressed = pad.trigger;
    },
  };
}

import type { Visitor } from '../../shared/wire/state.ts';
import type { Link } from '../net/link.ts';
import type { Walker } from '../world/walker.ts';
import { turnTowards } from '../world/walker.ts';
import type { World } from '../world/world.ts';
import type { BodyInstance, Wardrobe } from './bodies.ts';
import { openPlates, type Plate } from './plates.ts';

/** Everybody in the room, drawn. */
export type Avatars = {
  /** Shows a bubble above somebody. */
  say(sessionId: string, text: string): void;
  /** How many bodies are drawn. */
  count(): number;
  dispose(): void;
};

/** Milliseconds by which others are shown late, so that there is always a next pose to move to. */
const DELAY_MS = 120;
/** Metres beyond which one is put there at once instead of gliding. */
const LEAP_METRES = 4;

type Pose = { at: number; x: number; z: number; yaw: number };
type Shown = {
  visitor: Visitor;
  poses: Pose[];
  plate: Plate;
  unwatch: () => void;
  body?: BodyInstance;
  x: number;
  z: number;
  yaw: number;
  speed: number;
  gone: boolean;
};

/** Draws the room's visitors: others from their replicated poses, interpolated; me from my own walker. */
export function openAvatars(
  world: World,
  link: Link,
  wardrobe: Wardrobe,
  me: { walker: Walker; hidden(): boolean },
  layer: HTMLElement,
): Avatars {
  const plates = openPlates(world, layer);
  const shown = new Map<string, Shown>();

  const dress = (one: Shown): void => {
    const { body, colour } = one.visitor;
    void wardrobe.dress(body, colour).then((made) => {
      if (one.gone) return made.dispose();
      one.body?.dispose();
      one.body = made;
    });
  };
  const add = (visitor: Visitor, id: string): void => {
    const { x, z, yaw } = visitor;
    const one: Shown = {
      visitor,
      poses: [],
      plate: plates.add(),
      unwatch: () => {},
      x,
      z,
      yaw,
      speed: 0,
      gone: false,
    };
    shown.set(id, one);
    one.plate.setName(visitor.name, visitor.role, visitor.away);
    dress(one);
    const remember = (): void => {
      one.poses.push({ at: performance.now(), x: visitor.x, z: visitor.z, yaw: visitor.yaw });
      if (one.poses.length > 12) one.poses.shift();
    };
    remember();
    one.unwatch = link.watch.changed(visitor, () => {
      remember();
      one.plate.setName(visitor.name, visitor.role, visitor.away);
    });
  };
  const remove = (id: string): void => {
    const one = shown.get(id);
    if (!one) return;
    one.gone = true;
    one.unwatch();
    one.body?.dispose();
    one.plate.dispose();
    shown.delete(id);
  };
  const undo = [
    link.watch.added('visitors', add),
    link.watch.removed('visitors', (_visitor, id) => remove(id)),
    world.onTier(() => {
      for (const one of shown.values()) dress(one);
    }),
    world.onFrame((seconds) => {
      const now = performance.now() - DELAY_MS;
      for (const [id, one] of shown) {
        if (id === link.sessionId) {
          const { x, z, yaw, speed } = me.walker;
          Object.assign(one, { x, z, yaw, speed });
        } else interpolate(one, now, seconds);
        draw(one, id === link.sessionId && me.hidden());
      }
    }),
  ];
  const draw = (one: Shown, hidden: boolean): void => {
    one.plate.move(one.x, (one.body?.height ?? 1.7) + 0.18, one.z);
    one.plate.setHidden(hidden);
    if (!one.body) return;
    one.body.node.position.set(one.x, 0, one.z);
    one.body.node.rotation.y = one.yaw + Math.PI;
    one.body.setVisible(!hidden);
    one.body.play(one.speed > 0.15 ? 1 : one.visitor.gait === 1 ? 0 : one.visitor.gait, one.speed);
  };
  return {
    say: (id, text) => shown.get(id)?.plate.say(text),
    count: () => [...shown.values()].filter((one) => one.body).length,
    dispose() {
      for (const step of undo.splice(0)) step();
      for (const id of [...shown.keys()]) remove(id);
      plates.dispose();
    },
  };
}

/** Moves one to where they were at a time, between the two poses around it. */
function interpolate(one: Shown, time: number, seconds: number): void {
  const { poses } = one;
  let next = poses.length - 1;
  while (next > 0 && poses[next - 1]!.at > time) next--;
  const to = poses[next]!;
  const from = poses[next - 1];
  let { x, z, yaw } = to;
  if (from && to.at > time && Math.hypot(to.x - from.x, to.z - from.z) < LEAP_METRES) {
    const part = Math.max(0, (time - from.at) / (to.at - from.at));
    x = from.x + (to.x - from.x) * part;
    z = from.z + (to.z - from.z) * part;
    yaw = turnTowards(from.yaw, to.yaw, Math.abs(Math.PI * part));
  }
  const speed = seconds > 0 ? Math.hypot(x - one.x, z - one.z) / seconds : 0;
  one.speed += ((speed > 8 ? 0 : speed) - one.speed) * 0.3;
  one.x = x;
  one.z = z;
  one.yaw = turnTowards(one.yaw, yaw, seconds * 12);
}
